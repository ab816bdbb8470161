// See calendar_reader.hpp. A cut by dates costs a few steps however many days it spans: days lie side by
// side, and only months, years and days that overflow are looked at one by one.
#include "common/index/calendar_reader.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace dateline {

namespace {

std::int32_t day_number(std::chrono::sys_days day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

bool covers(const DateInterval& interval, const PrintedDate& date) {
  return (!interval.from || *interval.from <= first_day(date)) &&
         (!interval.until || last_day(date) <= *interval.until);
}

bool touches(const DateInterval& interval, const PrintedDate& date) {
  return (!interval.from || *interval.from <= last_day(date)) &&
         (!interval.until || first_day(date) <= *interval.until);
}

void add_overflow(const CalendarDay& day, std::vector<DocidRange>& ranges) {
  for (const CalendarRange& range : day.overflow) ranges.push_back(range.docids);
}

void add_home(const DocidRange& home, std::vector<DocidRange>& ranges) {
  if (home.size > 0) ranges.push_back(home);
}

// Ascending, and joined where they meet or overlap.
void tidy(DateCut& cut) {
  std::ranges::sort(cut.ranges, {}, &DocidRange::first);
  std::vector<DocidRange> joined;
  for (const DocidRange& range : cut.ranges) {
    if (!joined.empty() && range.first < joined.back().end()) cut.is_exact = false;  // counted twice
    if (!joined.empty() && range.first <= joined.back().end()) {
      const std::uint64_t end = std::max(joined.back().end(), range.end());
      joined.back().size = static_cast<std::uint32_t>(end - joined.back().first);
    } else {
      joined.push_back(range);
    }
  }
  cut.ranges = std::move(joined);
}

}  // namespace

CalendarReader::CalendarReader(Calendar calendar) : calendar_(std::move(calendar)) {
  const auto days = calendar_.days();
  first_days_.reserve(days.size());
  articles_before_.reserve(days.size() + 1);
  articles_before_.push_back(0);
  for (const CalendarDay& day : days) {
    first_days_.push_back(day_number(first_day(day.date)));
    articles_before_.push_back(articles_before_.back() + day.articles);
  }
  for (std::uint32_t i = 0; i < days.size(); ++i) {
    const bool is_alone = (i == 0 || first_days_[i - 1] != first_days_[i]) &&
                          (i + 1 == days.size() || first_days_[i + 1] != first_days_[i]);
    if (!is_alone || !days[i].is_in_order()) uneven_.push_back(i);
    if (!days[i].overflow.empty() || days[i].date.precision() != DatePrecision::day) special_.push_back(i);
  }
}

std::span<const std::uint32_t> CalendarReader::places_in(const std::vector<std::uint32_t>& places,
                                                         CalendarSpan days) const {
  const auto begin = std::ranges::lower_bound(places, days.begin);
  const auto end = std::ranges::lower_bound(places, days.end);
  return {begin, end};
}

std::span<const std::uint32_t> CalendarReader::uneven(CalendarSpan days) const {
  return places_in(uneven_, days);
}

CalendarSpan CalendarReader::days_beginning_in(const DateInterval& interval) const {
  const auto place = [this](auto found) { return static_cast<std::size_t>(found - first_days_.begin()); };
  CalendarSpan span{.begin = 0, .end = first_days_.size()};
  if (interval.until)
    span.begin = place(std::ranges::lower_bound(first_days_, day_number(*interval.until), std::greater{}));
  if (interval.from)
    span.end = place(std::ranges::upper_bound(first_days_, day_number(*interval.from), std::greater{}));
  span.end = std::max(span.begin, span.end);
  return span;
}

void CalendarReader::add_inside(const DateInterval& interval, DateCut& cut) const {
  const auto days = calendar_.days();
  const CalendarSpan span = days_beginning_in(interval);
  if (span.begin == span.end) return;
  // Homes lie side by side: they are one range but where a month or a year reaches out of the interval.
  std::uint64_t first = days[span.begin].home.docids.first;
  cut.articles += articles_before_[span.end] - articles_before_[span.begin];
  const auto add_up_to = [&](std::uint64_t end) {
    add_home({.first = static_cast<std::uint32_t>(first), .size = static_cast<std::uint32_t>(end - first)},
             cut.ranges);
  };
  for (const std::uint32_t place : places_in(special_, span)) {
    const CalendarDay& day = days[place];
    if (covers(interval, day.date)) {
      add_overflow(day, cut.ranges);
      continue;
    }
    cut.articles -= day.articles;
    add_up_to(day.home.docids.first);
    first = day.home.docids.end();
  }
  add_up_to(days[span.end - 1].home.docids.end());
}

DateCut CalendarReader::inside(std::span<const DateInterval> intervals) const {
  DateCut cut;
  for (const DateInterval& interval : intervals) {
    if (!interval.is_undated) {
      add_inside(interval, cut);
      continue;
    }
    add_home(calendar_.undated().home.docids, cut.ranges);
    add_overflow(calendar_.undated(), cut.ranges);
    cut.articles += calendar_.undated().articles;
  }
  tidy(cut);
  return cut;
}

DateCut CalendarReader::touched_only(const DateInterval& interval) const {
  DateCut cut;
  if (interval.is_undated) return cut;
  std::vector<PrintedDate> seen;
  for (const auto& end : {interval.from, interval.until}) {
    if (!end) continue;
    const PrintedDate day = to_printed_date(*end);
    for (const PrintedDate date :
         {PrintedDate{.year = day.year, .month = day.month}, PrintedDate{.year = day.year}}) {
      const CalendarDay* known = calendar_.find(date);
      if (known == nullptr || std::ranges::find(seen, date) != seen.end()) continue;
      seen.push_back(date);
      if (!touches(interval, date) || covers(interval, date)) continue;
      add_home(known->home.docids, cut.ranges);
      add_overflow(*known, cut.ranges);
      cut.articles += known->articles;
    }
  }
  tidy(cut);
  return cut;
}

DateCut CalendarReader::of_days(CalendarSpan span) const {
  const auto days = calendar_.days();
  DateCut cut;
  if (span.begin == span.end) return cut;
  const std::uint32_t first = days[span.begin].home.docids.first;
  const std::uint64_t end = days[span.end - 1].home.docids.end();
  add_home({.first = first, .size = static_cast<std::uint32_t>(end - first)}, cut.ranges);
  for (const std::uint32_t place : places_in(special_, span)) add_overflow(days[place], cut.ranges);
  cut.articles = articles_before_[span.end] - articles_before_[span.begin];
  tidy(cut);
  return cut;
}

CalendarSpan CalendarReader::group_at(std::size_t day) const {
  const auto [begin, end] =
      std::equal_range(first_days_.begin(), first_days_.end(), first_days_[day], std::greater{});
  return {.begin = static_cast<std::size_t>(begin - first_days_.begin()),
          .end = static_cast<std::size_t>(end - first_days_.begin())};
}

// The last day whose home begins at the docid or before.
std::size_t CalendarReader::day_at(std::uint32_t docid) const {
  const auto days = calendar_.days();
  const auto behind =
      std::ranges::upper_bound(days, docid, {}, [](const CalendarDay& day) { return day.home.docids.first; });
  return static_cast<std::size_t>(behind - days.begin()) - (behind == days.begin() ? 0 : 1);
}

CalendarSpan CalendarReader::group_of(std::uint32_t docid) const {
  return group_at(day_at(docid));
}

std::uint32_t CalendarReader::run_of(std::uint32_t docid) const {
  const bool is_dated = docid < calendar_.undated().home.docids.first && !calendar_.days().empty();
  const CalendarDay& day = is_dated ? calendar_.days()[day_at(docid)] : calendar_.undated();
  const DocidRange in_order{.first = day.home.docids.first, .size = day.sorted};
  return in_order.holds(docid) ? in_order.first : 0;
}

}  // namespace dateline
