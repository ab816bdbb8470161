#include "common/index/calendar.hpp"

#include "common/error.hpp"
#include "common/index/calendar_reader.hpp"
#include "tests/support/seed.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

constexpr CalendarSlack no_slack{
    .late_percent = 0, .late_least = 0, .reserve_percent = 0, .reserve_least = 0};
constexpr CalendarSlack some_slack{
    .late_percent = 10, .late_least = 2, .reserve_percent = 0, .reserve_least = 100};

constexpr PrintedDate new_year{.year = 2023, .month = 1, .day = 1};
constexpr PrintedDate january{.year = 2023, .month = 1};
constexpr PrintedDate year_2023{.year = 2023};
constexpr PrintedDate last_day_of_2022{.year = 2022, .month = 12, .day = 31};
constexpr PrintedDate ides_of_march{.year = -43, .month = 3, .day = 15};

std::vector<DayCount> some_days() {
  return {{new_year, 10}, {january, 2}, {year_2023, 3}, {last_day_of_2022, 1}, {ides_of_march, 1}};
}

DateInterval interval(const char* text) {
  return *read_interval(text, std::chrono::sys_days{}).interval;
}

std::vector<DocidRange> ranges_of(const Calendar& calendar, const DateInterval& interval) {
  return CalendarReader(calendar).inside(std::span(&interval, 1)).ranges;
}

// Whether all that a date covers lies inside.
bool covers(const DateInterval& interval, const PrintedDate& date) {
  return (!interval.from || *interval.from <= first_day(date)) &&
         (!interval.until || last_day(date) <= *interval.until);
}

std::set<std::uint32_t> docids_of(const std::vector<DocidRange>& ranges) {
  std::set<std::uint32_t> docids;
  for (const DocidRange& range : ranges) {
    for (std::uint64_t docid = range.first; docid < range.end(); ++docid)
      docids.insert(static_cast<std::uint32_t>(docid));
  }
  return docids;
}

PrintedDate random_date(std::mt19937_64& random) {
  const auto day = std::chrono::sys_days{} + std::chrono::days(static_cast<int>(random() % 120));
  PrintedDate date = to_printed_date(day);
  if (random() % 10 == 0) date.day = 0;
  if (random() % 30 == 0) date = {.year = date.year};
  if (random() % 30 == 0) date.year = -100;
  return date;
}

}  // namespace

TEST_CASE("days lie one behind the other, newest first, behind the reserve", "[calendar]") {
  const Calendar calendar = plan_calendar(some_days(), 4, some_slack);
  CHECK(calendar.reserve() == DocidRange{1, 100});
  CHECK(calendar.first_docid(new_year) == 101);
  CHECK(calendar.first_docid(january) == 113);
  CHECK(calendar.first_docid(year_2023) == 117);
  CHECK(calendar.first_docid(last_day_of_2022) == 122);
  CHECK(calendar.first_docid(ides_of_march) == 125);
  CHECK(calendar.first_docid(std::nullopt) == 128);
  CHECK(calendar.next_overflow() == 134);
  for (const CalendarDay& day : calendar.days()) CHECK(day.is_in_order());
}

TEST_CASE("a plan refuses days that are not newest first", "[calendar]") {
  std::vector<DayCount> days = some_days();
  std::swap(days[1], days[2]);
  CHECK_THROWS_AS(plan_calendar(days, 0), Error);
  days = some_days();
  days[1] = days[0];
  CHECK_THROWS_AS(plan_calendar(days, 0), Error);
}

TEST_CASE("a plan leaves slack out before it runs out of docids", "[calendar]") {
  const std::vector<DayCount> days{{new_year, 0x80000000}, {last_day_of_2022, 0x7FFFFFF0}};
  const Calendar calendar = plan_calendar(days, 1);
  CHECK(calendar.next_overflow() <= std::uint64_t{last_possible_docid} + 1);
  CHECK(calendar.find(new_year)->home.docids.size == 0x80000000);
  CHECK_THROWS_AS(plan_calendar(days, 0x7FFFFFFF), Error);
}

TEST_CASE("an interval is the ranges of what lies inside it as a whole", "[calendar]") {
  const Calendar calendar = plan_calendar(some_days(), 4, no_slack);
  struct Row {
    const char* interval;
    std::vector<DocidRange> ranges;
  };
  const auto row = GENERATE(Row{"2023", {{1, 15}}},                                                      //
                            Row{"2023-01", {{1, 12}}},                                                   //
                            Row{"2023-01-01", {{1, 10}}},                                                //
                            Row{"2023-01-01..2023-02", {{1, 12}}},                                       //
                            Row{"2022-12-31..2023-01-30", {{1, 10}, {16, 1}}}, Row{"2023-01-02..", {}},  //
                            Row{"..2022", {{16, 2}}},                                                    //
                            Row{"..0001", {{17, 1}}},                                                    //
                            Row{"-0043", {{17, 1}}},                                                     //
                            Row{"2023..", {{1, 15}}},                                                    //
                            Row{"none", {{18, 4}}},                                                      //
                            Row{"1999", {}});
  CAPTURE(row.interval);
  CHECK(ranges_of(calendar, interval(row.interval)) == row.ranges);
}

TEST_CASE("a late article takes its day's slack, then a range behind everything", "[calendar]") {
  Calendar calendar = plan_calendar(some_days(), 4, some_slack);
  const std::uint64_t behind = calendar.next_overflow();
  CHECK(calendar.place(new_year) == 111);
  CHECK_FALSE(calendar.find(new_year)->is_in_order());
  CHECK(calendar.place(new_year) == 112);
  CHECK(calendar.place(new_year) == behind);
  CHECK(calendar.place(new_year) == behind + 1);
  CHECK(docids_of(ranges_of(calendar, interval("2023-01-01"))).contains(static_cast<std::uint32_t>(behind)));
  CHECK(calendar.find(january)->is_in_order());
}

TEST_CASE("days to come take the reserve from its end, and grow while they are the newest", "[calendar]") {
  Calendar calendar = plan_calendar(some_days(), 4, some_slack);
  const PrintedDate next{.year = 2023, .month = 2, .day = 1};
  const PrintedDate after{.year = 2023, .month = 2, .day = 3};
  CHECK(calendar.place(next) == 100);
  for (std::uint32_t i = 1; i < 20; ++i) CHECK(calendar.place(next) == 100 - i);
  const std::uint32_t newest = calendar.place(after);
  CHECK(newest < 81);
  for (int i = 0; i < 200; ++i) calendar.place(next);
  CHECK(calendar.reserve().size > 0);
  CHECK(calendar.find(after)->overflow.empty());
  CHECK_FALSE(calendar.find(next)->overflow.empty());
}

TEST_CASE("an unseen day between others lies behind everything", "[calendar]") {
  Calendar calendar = plan_calendar(some_days(), 4, some_slack);
  const std::uint64_t behind = calendar.next_overflow();
  CHECK(calendar.place(PrintedDate{.year = 1969}) == behind);
  CHECK(ranges_of(calendar, interval("1969")) ==
        std::vector{DocidRange{static_cast<std::uint32_t>(behind), 8}});
  CHECK(ranges_of(calendar, interval("1969-01..1969-11")).empty());
}

TEST_CASE("an article may stay where its date is the range's and no order is lost", "[calendar]") {
  Calendar calendar = plan_calendar(some_days(), 4, some_slack);
  CHECK(calendar.may_stay(103, new_year, true));
  CHECK_FALSE(calendar.may_stay(103, new_year, false));
  CHECK_FALSE(calendar.may_stay(103, january, true));
  CHECK_FALSE(calendar.may_stay(103, std::nullopt, true));
  const std::uint32_t late = calendar.place(new_year);
  CHECK(calendar.may_stay(late, new_year, false));
  calendar.place(new_year);
  const std::uint32_t overflowing = calendar.place(new_year);
  CHECK(calendar.may_stay(overflowing, new_year, false));
  CHECK_FALSE(calendar.may_stay(overflowing, january, false));
}

TEST_CASE("the last docid of a day is given away again", "[calendar]") {
  Calendar calendar = plan_calendar(some_days(), 4, some_slack);
  const Calendar before = calendar;
  const std::uint32_t late = calendar.place(new_year);
  calendar.vacate(late);
  CHECK(calendar == before);
  calendar.vacate(105);
  CHECK(calendar.find(new_year)->articles == 9);
  calendar.vacate(110);
  CHECK(calendar.place(new_year) == 110);
  CHECK_FALSE(calendar.find(new_year)->is_in_order());
  const std::uint32_t first = calendar.place(PrintedDate{.year = 2024});
  calendar.vacate(first);
  CHECK(calendar.place(PrintedDate{.year = 2024}) == first);
}

TEST_CASE("every docid is given away once and lies in its date's ranges alone", "[calendar][property]") {
  std::mt19937_64 random(tests::seed());
  for (int round = 0; round < 20; ++round) {
    std::map<PrintedDate, std::uint32_t, std::greater<>> counts;
    for (int i = 0; i < 100; ++i) ++counts[random_date(random)];
    std::vector<DayCount> days;
    for (const auto& [date, articles] : counts) days.push_back({date, articles});
    Calendar calendar = plan_calendar(days, 5, round % 2 == 0 ? some_slack : no_slack);
    std::map<std::uint32_t, PrintedDate> placed;
    for (const auto& [date, articles] : counts) {
      for (std::uint32_t i = 0; i < articles; ++i) placed[calendar.first_docid(date) + i] = date;
    }
    for (int i = 0; i < 500; ++i) {
      const PrintedDate date = random_date(random);
      const std::uint32_t docid = calendar.place(date);
      CHECK(placed.emplace(docid, date).second);
    }
    for (const char* text : {"1970", "1970-02", "1970-02-03..1970-03-10", "..1970-02", "1970-03-31.."}) {
      CAPTURE(text);
      const auto docids = docids_of(ranges_of(calendar, interval(text)));
      const bool is_right = std::ranges::all_of(placed, [&](const auto& article) {
        return docids.contains(article.first) == covers(interval(text), article.second);
      });
      CHECK(is_right);
      const DateInterval one = interval(text);
      CHECK(CalendarReader(calendar).inside(std::span(&one, 1)).articles ==
            static_cast<std::uint64_t>(std::ranges::count_if(
                placed, [&](const auto& article) { return covers(one, article.second); })));
    }
  }
}
