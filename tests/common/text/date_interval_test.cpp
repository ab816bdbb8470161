#include "common/text/date_interval.hpp"

#include "tests/support/seed.hpp"

#include <random>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace std::chrono;

namespace {

constexpr sys_days today{2023y / 3 / 15};  // a Wednesday

// "2023-01-01..2023-01-31", "..1969-12-31", "none", or "-" when nothing was read.
std::string ends_of(std::string_view text) {
  const auto interval = read_interval(text, today).interval;
  if (!interval) return "-";
  if (interval->is_undated) return "none";
  std::string ends;
  if (interval->from) ends += format_iso(to_printed_date(*interval->from));
  ends += "..";
  if (interval->until) ends += format_iso(to_printed_date(*interval->until));
  return ends;
}

}  // namespace

TEST_CASE("an interval covers the whole of what each of its ends names", "[date]") {
  struct Row {
    const char* text;
    const char* ends;
  };
  const auto row = GENERATE(
      Row{"2023", "2023-01-01..2023-12-31"}, Row{"2023-02", "2023-02-01..2023-02-28"},
      Row{"2024-02", "2024-02-01..2024-02-29"}, Row{"2023-01-26", "2023-01-26..2023-01-26"},
      Row{"20230126", "2023-01-26..2023-01-26"}, Row{"202301", "2023-01-01..2023-01-31"},
      Row{"2023/1/6", "2023-01-06..2023-01-06"}, Row{"2023-01-20..2023-02-10", "2023-01-20..2023-02-10"},
      Row{"2023-01-26..2023-02", "2023-01-26..2023-02-28"}, Row{"2022..2023-02-10", "2022-01-01..2023-02-10"},
      Row{"2019-2021", "2019-01-01..2021-12-31"}, Row{"2019–2021", "2019-01-01..2021-12-31"},
      Row{"2023-01-20/2023-02-10", "2023-01-20..2023-02-10"}, Row{"..1969", "..1969-12-31"},
      Row{"2024..", "2024-01-01.."}, Row{" 2024 .. ", "2024-01-01.."}, Row{"2024…", "2024-01-01.."},
      Row{"january 2023 to march 2023", "2023-01-01..2023-03-31"},
      Row{"-0043-03-15", "-0043-03-15..-0043-03-15"}, Row{"-0043", "-0043-01-01..-0043-12-31"},
      Row{"44 BC", "-0043-01-01..-0043-12-31"}, Row{"15 March 44 BC", "-0043-03-15..-0043-03-15"},
      Row{"none", "none"}, Row{"Undated", "none"});
  CAPTURE(row.text);
  CHECK(ends_of(row.text) == row.ends);
  CHECK(read_interval(row.text, today).note.empty());
}

TEST_CASE("spoken dates are read day first unless only the other order is a date", "[date]") {
  struct Row {
    const char* text;
    const char* ends;
  };
  const auto row = GENERATE(
      Row{"26.01.2023", "2023-01-26..2023-01-26"}, Row{"03/04/2023", "2023-04-03..2023-04-03"},
      Row{"01/26/2023", "2023-01-26..2023-01-26"}, Row{"01.2023", "2023-01-01..2023-01-31"},
      Row{"26 January 2023", "2023-01-26..2023-01-26"}, Row{"January 26, 2023", "2023-01-26..2023-01-26"},
      Row{"26th of January 2023", "2023-01-26..2023-01-26"}, Row{"jan-2023", "2023-01-01..2023-01-31"},
      Row{"SEPT 2023", "2023-09-01..2023-09-30"}, Row{"2023 may", "2023-05-01..2023-05-31"},
      Row{"26-feb-1987", "1987-02-26..1987-02-26"}, Row{"2023-jan-26", "2023-01-26..2023-01-26"},
      Row{"2023-Q1", "2023-01-01..2023-03-31"}, Row{"q4 2022", "2022-10-01..2022-12-31"},
      Row{"2023-W01", "2023-01-02..2023-01-08"}, Row{"2020-W53", "2020-12-28..2021-01-03"},
      Row{"1990s", "1990-01-01..1999-12-31"});
  CAPTURE(row.text);
  CHECK(ends_of(row.text) == row.ends);
}

TEST_CASE("relative intervals count from the day given as today", "[date]") {
  struct Row {
    const char* text;
    const char* ends;
  };
  const auto row =
      GENERATE(Row{"today", "2023-03-15..2023-03-15"}, Row{"Yesterday", "2023-03-14..2023-03-14"},
               Row{"last-30d", "2023-02-13..2023-03-15"}, Row{"last-2w", "2023-03-01..2023-03-15"},
               Row{"last-6m", "2022-09-15..2023-03-15"}, Row{"last-1y", "2022-03-15..2023-03-15"},
               Row{"last 30 days", "2023-02-13..2023-03-15"}, Row{"past 2 weeks", "2023-03-01..2023-03-15"},
               Row{"this-week", "2023-03-13..2023-03-19"}, Row{"this-month", "2023-03-01..2023-03-31"},
               Row{"this year", "2023-01-01..2023-12-31"}, Row{"last-week", "2023-03-06..2023-03-12"},
               Row{"last-month", "2023-02-01..2023-02-28"}, Row{"last-year", "2022-01-01..2022-12-31"},
               Row{"2023-01..yesterday", "2023-01-01..2023-03-14"}, Row{"last-month..", "2023-02-01.."});
  CAPTURE(row.text);
  CHECK(ends_of(row.text) == row.ends);
}

TEST_CASE("a month back from a day that the shorter month lacks is its last day", "[date]") {
  const auto reading = read_interval("last-1m", sys_days{2023y / 3 / 31});
  REQUIRE(reading.interval);
  CHECK(*reading.interval->from == sys_days{2023y / 2 / 28});
}

TEST_CASE("a day that does not exist and ends the wrong way round are read with a note", "[date]") {
  struct Row {
    const char* text;
    const char* ends;
    const char* note;
  };
  const auto row = GENERATE(
      Row{"2023-02-31", "2023-02-28..2023-02-28", "February 2023 has 28 days; read as 2023-02-28"},
      Row{"31.04.2023", "2023-04-30..2023-04-30", "April 2023 has 30 days; read as 2023-04-30"},
      Row{"2023-01..2023-02-30", "2023-01-01..2023-02-28", "February 2023 has 28 days; read as 2023-02-28"},
      Row{"2023-02-10..2023-01-20", "2023-01-20..2023-02-10",
          "the ends are the wrong way round; read as 2023-01-20..2023-02-10"},
      Row{"2023..2021", "2021-01-01..2023-12-31",
          "the ends are the wrong way round; read as 2021-01-01..2023-12-31"});
  CAPTURE(row.text);
  CHECK(ends_of(row.text) == row.ends);
  CHECK(read_interval(row.text, today).note == row.note);
}

TEST_CASE("what is no interval is none", "[date]") {
  const auto* text = GENERATE(
      "", " ", "..", "…", "2023-13", "2023-00", "2023-01-00", "2023-01-45", "20", "2023 05", "20230",
      "202313", "january", "26 january", "32 january 2023", "last-0d", "last-999999999999d", "last-d", "last",
      "next-week-or-so", "2023-01..soon", "99999", "2023-Q5", "2023-W60", "1995s", "1-2-3-4-5-6-7-8-9-10",
      "-", "-44", "12/2023/05", "January January 2023", "2023-01-26T10:00", "\xFF\xFE", "二〇二三");
  CAPTURE(text);
  CHECK(ends_of(text) == "-");
}

TEST_CASE("an interval is described as people say it", "[date]") {
  struct Row {
    const char* text;
    const char* words;
  };
  const auto row =
      GENERATE(Row{"2023-01-08..2023-02-27", "8 January to 27 February 2023"}, Row{"2023-01", "January 2023"},
               Row{"2023", "2023"}, Row{"2021..2023", "2021 to 2023"},
               Row{"2023-01..2023-03", "January to March 2023"},
               Row{"2022-12..2023-01", "December 2022 to January 2023"}, Row{"..1969", "before 1970"},
               Row{"..2023-02-10", "up to 10 February 2023"}, Row{"2024..", "since 2024"},
               Row{"2024-03-05..", "since 5 March 2024"}, Row{"2023-01-26", "26 January 2023"},
               Row{"2023-01-05..2023-01-09", "5 to 9 January 2023"}, Row{"none", "undated"},
               Row{"44 BC", "44 BC"}, Row{"2022-12-30..2023-01-02", "30 December 2022 to 2 January 2023"});
  CAPTURE(row.text);
  CHECK(describe(*read_interval(row.text, today).interval) == row.words);
}

TEST_CASE("no text crashes the interval reader and what it reads has its ends in order", "[date][property]") {
  std::mt19937 random(tests::seed());
  constexpr std::string_view alphabet = "0123456789-./. dwmyqs janfebthlatoisz+\xE2\x80\x93\xFF";
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  std::uniform_int_distribution<std::size_t> length(0, 24);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t n = length(random); n > 0; --n) text += alphabet[pick(random)];
    CAPTURE(text);
    const auto interval = read_interval(text, today).interval;
    if (interval && interval->from && interval->until) REQUIRE(*interval->from <= *interval->until);
  }
}
