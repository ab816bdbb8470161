#include "common/text/date.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("an ISO date is read as precise as it is written", "[date]") {
  struct Row {
    const char* text;
    const char* written_back;
  };
  const auto row =
      GENERATE(Row{"2023", "2023"}, Row{"2023-01", "2023-01"}, Row{"2023-01-26", "2023-01-26"},
               Row{"20230126", "2023-01-26"}, Row{"2023-01-26 10:05", "2023-01-26T10:05:00"},
               Row{"2023-01-26T10:05:09.123Z", "2023-01-26T10:05:09Z"},
               Row{"2023-01-26T10:05:00+0100", "2023-01-26T10:05:00+01:00"},
               Row{"2019-03-26 12:38:00 -0500", "2019-03-26T12:38:00-05:00"},
               Row{"20230126T100500Z", "2023-01-26T10:05:00Z"}, Row{"-0043-03-15", "-0043-03-15"},
               Row{"2016-02-29", "2016-02-29"}, Row{"2023-01-26T24:00", "2023-01-26T23:59:59"});
  CAPTURE(row.text);
  const auto time = parse_iso(row.text);
  REQUIRE(time);
  CHECK(format_iso(*time) == row.written_back);
}

TEST_CASE("what is no date of the calendar is refused", "[date]") {
  const auto* text = GENERATE("", "2023-02-29", "2023-13", "2023-00-01", "2023-04-31", "202", "abc",
                              "2023-01-26x", "2023-01-26T25:00", "2023-01-26T10:05Zabc",
                              "2023-01-26T10:05+99:00", "2023-1-2", "202301", "2023-01T10:00");
  CAPTURE(text);
  CHECK_FALSE(parse_iso(text));
}

TEST_CASE("an instant takes the printed zone into account and a date without a zone is read as UTC",
          "[date]") {
  using namespace std::chrono;
  CHECK(instant_of(*parse_iso("2024-05-01 10:00")) == sys_days{2024y / 5 / 1} + 10h);
  CHECK(instant_of(*parse_iso("2024-05-01T00:30:00+02:00")) == sys_days{2024y / 4 / 30} + 22h + 30min);
  CHECK(instant_of(*parse_iso("2024-05")) == sys_days{2024y / 5 / 1});
}

TEST_CASE("a month covers its days and sorts at its start", "[date]") {
  using namespace std::chrono;
  const PrintedDate february{.year = 2024, .month = 2};
  CHECK(first_day(february) == sys_days{2024y / 2 / 1});
  CHECK(last_day(february) == sys_days{2024y / 2 / 29});
  CHECK(february < PrintedDate{.year = 2024, .month = 2, .day = 1});
  CHECK(format_short(february) == "Feb 2024");
  CHECK(format_short({.year = -43, .month = 3, .day = 15}) == "15 Mar 44 BC");
}
