#include "indexer/enrich/read_date.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

using namespace std::chrono_literals;

constexpr DateReading reading{.today = std::chrono::sys_days{std::chrono::year{2024} / 6 / 15}};
constexpr DateReading american{.order = DayMonthOrder::month_first, .today = reading.today};

std::string written(const std::optional<PrintedTime>& time) {
  return time ? format_iso(*time) : "none";
}

std::string written(const std::optional<FoundDate>& found) {
  return found ? format_iso(found->time) : "none";
}

struct Row {
  const char* text;
  const char* expected;
};

}  // namespace

TEST_CASE("a date is read in the forms that people print", "[read_date]") {
  const auto row = GENERATE(
      Row{"26 January 2023", "2023-01-26"}, Row{"January 26, 2023", "2023-01-26"},
      Row{"Jan. 26, 2023", "2023-01-26"}, Row{"Thursday, 26 January 2023", "2023-01-26"},
      Row{"Thu, Jan 26 2023", "2023-01-26"}, Row{"26th of January, 2023", "2023-01-26"},
      Row{"January 26th, 2023", "2023-01-26"}, Row{"Sept. 5, 2014", "2014-09-05"},
      Row{"1er mars 2020", "2020-03-01"}, Row{"1º de mayo de 2021", "2021-05-01"},
      Row{"26 de enero de 2023", "2023-01-26"}, Row{"26 de janeiro de 2023", "2023-01-26"},
      Row{"26. Januar 2023", "2023-01-26"}, Row{"26. Jänner 2023", "2023-01-26"},
      Row{"3. März 2021", "2021-03-03"}, Row{"3 août 2022", "2022-08-03"}, Row{"3 AOUT 2022", "2022-08-03"},
      Row{"26 gennaio 2023", "2023-01-26"}, Row{"26 stycznia 2023 r.", "2023-01-26"},
      Row{"26 января 2023 г.", "2023-01-26"}, Row{"26 января 2023 года, четверг", "2023-01-26"},
      Row{"26 янв. 2023", "2023-01-26"}, Row{"26 січня 2023 року", "2023-01-26"},
      Row{"26. ledna 2023", "2023-01-26"}, Row{"2023. január 26.", "2023-01-26"},
      Row{"26 Ocak 2023 Perşembe", "2023-01-26"}, Row{"26 Ağustos 2022", "2022-08-26"},
      Row{"26. tammikuuta 2023", "2023-01-26"}, Row{"2023 m. sausio 26 d.", "2023-01-26"},
      Row{"26 Ιανουαρίου 2023", "2023-01-26"}, Row{"26 בינואר 2023", "2023-01-26"},
      Row{"26 يناير 2023", "2023-01-26"}, Row{"٢٦ يناير ٢٠٢٣", "2023-01-26"},
      Row{"26 كانون الثاني 2023", "2023-01-26"}, Row{"26 يناير/كانون الثاني 2023", "2023-01-26"},
      Row{"۶ بهمن ۱۴۰۱", "2023-01-26"}, Row{"۱۴۰۱/۱۱/۰۶", "2023-01-26"}, Row{"26 जनवरी 2023", "2023-01-26"},
      Row{"26 มกราคม 2566", "2023-01-26"}, Row{"26 ม.ค. 2566", "2023-01-26"},
      Row{"ngày 26 tháng 1 năm 2023", "2023-01-26"}, Row{"2023年1月26日", "2023-01-26"},
      Row{"2023年1月26日（木）", "2023-01-26"}, Row{"二〇二三年一月二十六日", "2023-01-26"},
      Row{"令和5年1月26日", "2023-01-26"}, Row{"民國112年1月26日", "2023-01-26"},
      Row{"2023년 1월 26일", "2023-01-26"}, Row{"2023. 1. 26.", "2023-01-26"},
      Row{"26.01.2023", "2023-01-26"}, Row{"26/01/2023", "2023-01-26"}, Row{"01/26/2023", "2023-01-26"},
      Row{"26-01-2023", "2023-01-26"}, Row{"3.4.2023", "2023-04-03"}, Row{"03/04/2023", "2023-04-03"},
      Row{"2023/01/26", "2023-01-26"}, Row{"2023-01-26", "2023-01-26"}, Row{"20230126", "2023-01-26"},
      Row{"26.01.23", "2023-01-26"}, Row{"26/01/87", "1987-01-26"}, Row{"26 Jan '98", "1998-01-26"},
      Row{"17May2004", "2004-05-17"}, Row{"2023-Jan-26", "2023-01-26"}, Row{"26-Jan-2023", "2023-01-26"},
      Row{"January 2023", "2023-01"}, Row{"enero de 2023", "2023-01"}, Row{"2023年1月", "2023-01"},
      Row{"2023-01", "2023-01"}, Row{"2023", "2023"}, Row{"17-18 May 2004", "2004-05-17"},
      Row{"May 17-18, 2004", "2004-05-17"}, Row{"26 listopada 2022", "2022-11-26"},
      Row{"26. listopada 2022.", "2022-10-26"});
  CAPTURE(row.text);
  CHECK(written(read_date(row.text, reading)) == row.expected);
}

TEST_CASE("a time and its zone are read with the date", "[read_date]") {
  const auto row = GENERATE(
      Row{"Thu, 26 Jan 2023 10:05:09 +0100", "2023-01-26T10:05:09+01:00"},
      Row{"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
      Row{"Wed, 02 Oct 02 15:00:00 +0200", "2002-10-02T15:00:00+02:00"},
      Row{"Thu Jan 26 10:05:09 2023", "2023-01-26T10:05:09"},
      Row{"Thu Jan 26 10:05:09 EST 2023", "2023-01-26T10:05:09-05:00"},
      Row{"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
      Row{"Jan. 26, 2023 10:05 EST", "2023-01-26T10:05:00-05:00"},
      Row{"January 26, 2023 at 3:07 p.m. ET", "2023-01-26T15:07:00-05:00"},
      Row{"July 4, 2023 at 3:07 PM ET", "2023-07-04T15:07:00-04:00"},
      Row{"10:05 AM EST, Thu January 26, 2023", "2023-01-26T10:05:00-05:00"},
      Row{"26.01.2023, 10:05 Uhr", "2023-01-26T10:05:00"},
      Row{"26.01.2023 um 10.05 Uhr", "2023-01-26T10:05:00"},
      Row{"26 janvier 2023 à 10h05", "2023-01-26T10:05:00"}, Row{"26/01/2023 - 10:05", "2023-01-26T10:05:00"},
      Row{"2023/01/26 10:05:09", "2023-01-26T10:05:09"},
      Row{"26 января 2023, 10:05 МСК", "2023-01-26T10:05:00+03:00"},
      Row{"2023年1月26日 10时05分", "2023-01-26T10:05:00"},
      Row{"2023年1月26日 下午3:05", "2023-01-26T15:05:00"},
      Row{"2023-01-26 오후 3:05", "2023-01-26T15:05:00"}, Row{"Jan 26, 2023 12:05 AM", "2023-01-26T00:05:00"},
      Row{"Jan 26, 2023 5 pm", "2023-01-26T17:00:00"},
      Row{"26/Jan/2023:10:05:09 +0000", "2023-01-26T10:05:09Z"},
      Row{"2023-01-26T10:05:09.123Z", "2023-01-26T10:05:09Z"},
      Row{"26 Jan 2023 10:05 UTC+3", "2023-01-26T10:05:00+03:00"},
      Row{"Jan 26, 2023 24:00", "2023-01-26T23:59:59"},
      Row{"July 1, 2023 10:05 ET", "2023-07-01T10:05:00-04:00"});
  CAPTURE(row.text);
  CHECK(written(read_date(row.text, reading)) == row.expected);
}

TEST_CASE("the order of day and month is the reader's where both are possible", "[read_date]") {
  CHECK(written(read_date("03/04/2023", american)) == "2023-03-04");
  CHECK(written(read_date("25/04/2023", american)) == "2023-04-25");
  CHECK(written(read_date("03.04.2023", american)) == "2023-04-03");
}

TEST_CASE("what is no date, no day or not yet is refused", "[read_date]") {
  const auto* text =
      GENERATE("", " ", "abc", "31 April 2023", "30 February 2020", "February 29, 2023", "2023-02-29",
               "32 January 2023", "13/13/2023", "17 June 2024", "2025-01-01", "January 2025", "1.2.3",
               "1.2.2003.4", "10.0.2023.1", "May", "May 17", "17 May", "26 January 2023 was cold",
               "version 2023-01-26x", "0 May 2004", "00/00/2004", "12 out of 2004", "12 set of 2004",
               "99/99/99", "20231301", "+1 555-123-4567", "978-0-306-40615-7", "26.01.2023.5");
  CAPTURE(text);
  CHECK(written(read_date(text, reading)) == "none");
}

TEST_CASE("the day after today is still read, for zones ahead of ours", "[read_date]") {
  CHECK(written(read_date("16 June 2024", reading)) == "2024-06-16");
}

TEST_CASE("the first date inside prose is found", "[read_date]") {
  const auto row =
      GENERATE(Row{"WASHINGTON, May 17, 2004 – The Senate voted 52 to 48.", "2004-05-17"},
               Row{"On 3 March 2021 he left; on 4 March 2021 he came back.", "2021-03-03"},
               Row{"Published: 26.01.2023 10:05", "2023-01-26T10:05:00"},
               Row{"Created 2004-05-17T10:00:00Z by x", "2004-05-17T10:00:00Z"},
               Row{"since January 2020, and on 5 May 2021", "2020-01"},
               Row{"发布时间：2023年1月26日 10:05 来源", "2023-01-26T10:05:00"},
               Row{"Le 1er avril 2019, il a", "2019-04-01"}, Row{"(Reuters, 26 Jan 2023)", "2023-01-26"},
               Row{"July 1, 2023 10:05 ET5 is no zone", "2023-07-01T10:05:00"},
               Row{"in 10 may 17 May 2004 be", "2004-05-17"}, Row{"May 30 - June 2, 2004", "2004-05-30"});
  CAPTURE(row.text);
  CHECK(written(find_date(row.text, reading)) == row.expected);
}

TEST_CASE("numbers that are no dates are passed over in prose", "[read_date]") {
  const auto* text =
      GENERATE("Version 1.2.2003.1 of 2004", "call 555-12-2004 or 1-800-555-2004 now",
               "ISBN 978-3-16-148410-0", "paid $12.05.2004", "from 192.168.10.20", "he may 2 or 3 of 2004",
               "in 2004", "May was warm", "20040517", "12/05", "1/2 cup, 3/4/5", "31 April 2023",
               "April 31st, 2023", "26/01/23", "section 3.4.05", "A12-05-2004", "the 2003-04 season",
               "5 marines 2004", "10 mayors 2004", "12:30 2004");
  CAPTURE(text);
  CHECK(written(find_date(text, reading)) == "none");
}

TEST_CASE("a found date says where it stands", "[read_date]") {
  const std::string_view text = "x January 26, 2023 10:05 y";
  const auto found = find_date(text, reading);
  REQUIRE(found);
  CHECK(text.substr(found->begin, found->end - found->begin) == "January 26, 2023 10:05");
}

TEST_CASE("a file's name or its folders tell the date", "[read_date]") {
  const auto row = GENERATE(
      Row{"senate/Bayh/17May2004Bayh1.txt", "2004-05-17"}, Row{"posts/2004-05-17-title.md", "2004-05-17"},
      Row{"20040517_x.html", "2004-05-17"}, Row{"2004/05/17/x.html", "2004-05-17"},
      Row{"2004/05/x.html", "2004-05"}, Row{"2004/may/17/x.html", "2004-05-17"},
      Row{"news/2004/0517/c1.htm", "2004-05-17"}, Row{"2004-05/17/c_123.htm", "2004-05-17"},
      Row{"202301/t20230126_123.htm", "2023-01-26"}, Row{"img-20040517120000.txt", "2004-05-17"},
      Row{"title_2004_05_17.txt", "2004-05-17"}, Row{"May-17-2004-news.txt", "2004-05-17"},
      Row{"2023-01-26/story.txt", "2023-01-26"}, Row{"3Feb2006Name12.txt", "2006-02-03"},
      Row{"2004-05-17-3.md", "2004-05-17"}, Row{"2004/x.html", "none"}, Row{"story-12345678.txt", "none"},
      Row{"2099-01-01-x.md", "none"}, Row{"2004-02-30.md", "none"}, Row{"x", "none"}, Row{"", "none"},
      Row{"1/2/3.txt", "none"}, Row{"december-2019-report.txt", "2019-12"});
  CAPTURE(row.text);
  CHECK(written(date_of_path(row.text, reading)) == row.expected);
}

TEST_CASE("an address tells the date", "[read_date]") {
  const auto row = GENERATE(
      Row{"https://example.org/2023/01/26/story", "2023-01-26"},
      Row{"https://example.org/2023/jan/26/story", "2023-01-26"},
      Row{"https://example.org/news/2023-01-26-story?d=2020-01-01", "2023-01-26"},
      Row{"https://example.org/2023/01/story/", "2023-01"}, Row{"https://example.org/20230126", "2023-01-26"},
      Row{"https://2023-01-26.example.org", "none"}, Row{"https://example.org/a/story-123456", "none"},
      Row{"https://example.org/", "none"});
  CAPTURE(row.text);
  CHECK(written(date_of_address(row.text, reading)) == row.expected);
}

TEST_CASE("every date that ICU could print of the first hundred days is read back", "[read_date][property]") {
  for (int offset = 0; offset < 100; ++offset) {
    const PrintedDate date = to_printed_date(reading.today - std::chrono::days(offset * 37));
    CHECK(written(read_date(format_short(date), reading)) == format_iso(date));
  }
}

TEST_CASE("a year before ours is no other year, and Unix's zero no date", "[read_date]") {
  const auto* text =
      GENERATE("-0044-03-15", "\u22120044-03-15", "-0044-03-15T10:00:00Z", "15 March 0044 BC",
               "March 15, 0044 B.C.", "1970-01-01T00:00:00Z", "1970-01-01 00:00", "1970-01-01T01:00:00+01:00",
               "Thu, 01 Jan 1970 00:00:00 GMT", "1969-12-31T19:00:00-05:00");
  CAPTURE(text);
  CHECK(written(read_date(text, reading)) == "none");
  CHECK(written(find_date(text, reading)) == "none");
}

TEST_CASE("a dash before a date and the first day of 1970 are in order", "[read_date]") {
  CHECK(written(find_date("Paris - 2023-01-26", reading)) == "2023-01-26");
  CHECK(written(find_date("posted-2023-01-26", reading)) == "2023-01-26");
  CHECK(written(read_date("1970-01-01", reading)) == "1970-01-01");
  CHECK(written(read_date("1970-01-01T00:00:00+01:00", reading)) == "1970-01-01T00:00:00+01:00");
}
