// See calendar.hpp.
#include "common/index/calendar.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace dateline {

namespace {

constexpr std::uint32_t least_room = 8;  // docids that a day without room gets at once
constexpr std::uint32_t most_room = 1U << 20U;
constexpr std::size_t days_to_judge_by = 32;  // newest ones: what a day to come will hold

[[noreturn]] void throw_damaged(const std::string& what) {
  throw Error(ErrorKind::bad_input, "the calendar in the index is damaged: " + what,
              "build the index anew: dateline-index rebuild");
}

[[noreturn]] void throw_full() {
  throw Error(ErrorKind::bad_input, "an index holds at most 4,294,967,294 articles");
}

bool has_room(const CalendarRange& range) {
  return range.used < range.docids.size;
}

std::uint32_t take_from(CalendarRange& range) {
  const std::uint32_t at = range.is_filled_from_back ? range.docids.size - 1 - range.used : range.used;
  ++range.used;
  return range.docids.first + at;
}

// The range of a day that its next article goes to; null when all are full.
CalendarRange* open_range(CalendarDay& day) {
  if (has_room(day.home)) return &day.home;
  if (day.overflow.empty() || !has_room(day.overflow.back())) return nullptr;
  return &day.overflow.back();
}

void check_range(const CalendarRange& range) {
  if (range.docids.first == 0 || range.docids.end() > std::uint64_t{last_possible_docid} + 1)
    throw_damaged("a range lies where no docid is");
  if (range.used > range.docids.size) throw_damaged("a range holds more than it has room for");
}

void check_day(const CalendarDay& day, std::uint64_t home_first) {
  check_range(day.home);
  if (day.home.docids.first != home_first) throw_damaged("a day does not begin where the one before ends");
  const std::uint32_t in_order = day.home.is_filled_from_back ? 0 : day.home.used;
  if (day.sorted > in_order) throw_damaged("more articles are in order than there are");
  std::uint64_t used = day.home.used;
  for (const CalendarRange& range : day.overflow) used += range.used;
  if (day.articles > used) throw_damaged("a day has more articles than docids");
}

std::uint64_t slack_of(std::uint32_t articles, const CalendarSlack& slack) {
  return std::max<std::uint64_t>(std::uint64_t{articles} * slack.late_percent / 100, slack.late_least);
}

auto place_in(const std::vector<CalendarDay>& days, const PrintedDate& date) {
  return std::ranges::lower_bound(days, date, is_newer, &CalendarDay::date);
}

}  // namespace

bool is_newer(const PrintedDate& a, const PrintedDate& b) {
  return a > b;
}

Calendar::Calendar(DocidRange reserve, std::vector<CalendarDay> days, CalendarDay undated,
                   std::uint64_t next_overflow)
    : reserve_(reserve), days_(std::move(days)), undated_(std::move(undated)), next_overflow_(next_overflow) {
  if (days_.empty() && undated_.home.docids.first == 0)
    undated_.home.docids.first = static_cast<std::uint32_t>(reserve_.end());
  check();
}

void Calendar::check() const {
  if (reserve_.first != 1 || reserve_.end() > last_possible_docid) throw_damaged("its reserve is misplaced");
  std::uint64_t next = reserve_.end();
  std::vector<DocidRange> overflow;
  const auto check_next = [&](const CalendarDay& day) {
    check_day(day, next);
    next = day.home.docids.end();
    for (const CalendarRange& range : day.overflow) {
      check_range(range);
      overflow.push_back(range.docids);
    }
  };
  for (std::size_t i = 0; i < days_.size(); ++i) {
    if (i > 0 && !is_newer(days_[i - 1].date, days_[i].date)) throw_damaged("its days are out of order");
    check_next(days_[i]);
  }
  check_next(undated_);
  std::ranges::sort(overflow, {}, &DocidRange::first);
  for (const DocidRange& range : overflow) {
    if (range.first < next || range.size == 0) throw_damaged("ranges overlap");
    next = range.end();
  }
  if (next_overflow_ < next || next_overflow_ > std::uint64_t{last_possible_docid} + 1)
    throw_damaged("a range lies where none was given away");
}

const CalendarDay* Calendar::find(const std::optional<PrintedDate>& date) const {
  if (!date) return &undated_;
  const auto found = place_in(days_, *date);
  return found == days_.end() || found->date != *date ? nullptr : &*found;
}

std::uint32_t Calendar::first_docid(const std::optional<PrintedDate>& date) const {
  const CalendarDay* day = find(date);
  if (day == nullptr) throw Error(ErrorKind::internal, "a day is not in the calendar");
  return day->home.docids.first;
}

CalendarDay& Calendar::day_of(const std::optional<PrintedDate>& date) {
  if (!date) return undated_;
  const auto found = place_in(days_, *date);
  if (found == days_.end() || found->date != *date) return add_day(*date);
  return days_[static_cast<std::size_t>(found - days_.begin())];
}

// Of no room, where it belongs.
CalendarDay& Calendar::add_day(const PrintedDate& date) {
  const auto behind = place_in(days_, date);
  const std::uint32_t first = behind == days_.end() ? undated_.home.docids.first : behind->home.docids.first;
  CalendarDay day{.date = date, .home = {.docids = {.first = first, .size = 0}}};
  return *days_.insert(behind, std::move(day));
}

std::uint32_t Calendar::usual_day() const {
  std::uint64_t articles = 0;
  std::uint64_t days = 0;
  for (const CalendarDay& day : std::span(days_).first(std::min(days_.size(), days_to_judge_by))) {
    articles += day.articles;
    ++days;
  }
  if (days == 0) return least_room;
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(articles / days, least_room, most_room));
}

void Calendar::make_room(CalendarDay& day) {
  const std::uint64_t articles = day.articles;
  const bool is_newest = &day == days_.data();
  if (is_newest && reserve_.size > 0 && (day.home.is_filled_from_back || day.home.docids.size == 0)) {
    const std::uint64_t wanted =
        articles == 0 ? usual_day() : std::clamp<std::uint64_t>(articles / 2, least_room, most_room);
    const auto room = static_cast<std::uint32_t>(std::min<std::uint64_t>(wanted, reserve_.size));
    reserve_.size -= room;
    day.home.docids.first -= room;
    day.home.docids.size += room;
    day.home.is_filled_from_back = true;
    return;
  }
  const std::uint64_t wanted = std::clamp<std::uint64_t>(articles / 4, least_room, most_room);
  day.overflow.push_back({.docids = take_overflow(static_cast<std::uint32_t>(wanted))});
}

DocidRange Calendar::take_overflow(std::uint32_t size) {
  const std::uint64_t left = std::uint64_t{last_possible_docid} + 1 - next_overflow_;
  if (left == 0) throw_full();
  const DocidRange range{.first = static_cast<std::uint32_t>(next_overflow_),
                         .size = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, left))};
  next_overflow_ = range.end();
  return range;
}

std::uint32_t Calendar::place(const std::optional<PrintedDate>& date) {
  CalendarDay& day = day_of(date);
  if (open_range(day) == nullptr) make_room(day);
  ++day.articles;
  return take_from(*open_range(day));
}

bool Calendar::may_stay(std::uint32_t docid, const std::optional<PrintedDate>& date,
                        bool has_same_instant) const {
  const CalendarDay* day = find(date);
  if (day == nullptr) return false;
  if (day->home.docids.holds(docid)) return has_same_instant || docid - day->home.docids.first >= day->sorted;
  return std::ranges::any_of(day->overflow,
                             [docid](const CalendarRange& range) { return range.docids.holds(docid); });
}

CalendarDay* Calendar::holder_of(std::uint32_t docid) {
  const auto overflows_to = [docid](const CalendarDay& day) {
    return std::ranges::any_of(day.overflow,
                               [docid](const CalendarRange& range) { return range.docids.holds(docid); });
  };
  if (docid >= first_overflow()) {
    if (overflows_to(undated_)) return &undated_;
    const auto day = std::ranges::find_if(days_, overflows_to);
    return day == days_.end() ? nullptr : &*day;
  }
  if (docid >= undated_.home.docids.first) return &undated_;
  const auto behind =
      std::ranges::upper_bound(days_, docid, {}, [](const CalendarDay& of) { return of.home.docids.first; });
  return behind == days_.begin() ? nullptr : &*std::prev(behind);
}

void Calendar::vacate(std::uint32_t docid) {
  CalendarDay* day = holder_of(docid);
  if (day == nullptr || day->articles == 0) return;
  --day->articles;
  CalendarRange& home = day->home;
  if (home.used == 0) return;
  const std::uint32_t last = home.is_filled_from_back ? home.docids.size - home.used : home.used - 1;
  if (docid != home.docids.first + last) return;
  --home.used;
  day->sorted = std::min(day->sorted, home.used);
}

Calendar plan_calendar(std::span<const DayCount> days_newest_first, std::uint32_t undated,
                       const CalendarSlack& slack) {
  std::uint64_t articles = undated;
  std::uint64_t room = undated + slack_of(undated, slack);
  for (const DayCount& day : days_newest_first) {
    articles += day.articles;
    room += day.articles + slack_of(day.articles, slack);
  }
  if (articles > last_possible_docid) throw_full();
  std::uint64_t reserve =
      std::max<std::uint64_t>(articles / 100 * slack.reserve_percent, slack.reserve_least);
  CalendarSlack kept = slack;
  if (room + reserve > last_possible_docid / 2) {  // half of all docids: the rest is for what overflows
    kept.late_percent = kept.late_least = 0;
    reserve = std::min<std::uint64_t>(reserve, (last_possible_docid - articles) / 2);
  }
  std::uint64_t next = 1 + reserve;
  const auto next_day = [&](std::uint32_t count) {
    const auto size = static_cast<std::uint32_t>(count + slack_of(count, kept));
    CalendarDay day{
        .home = {.docids = {.first = static_cast<std::uint32_t>(next), .size = size}, .used = count},
        .sorted = count,
        .articles = count};
    next += size;
    return day;
  };
  std::vector<CalendarDay> days;
  days.reserve(days_newest_first.size());
  for (const DayCount& count : days_newest_first) {
    days.push_back(next_day(count.articles));
    days.back().date = count.date;
  }
  CalendarDay without_date = next_day(undated);
  return {DocidRange{.first = 1, .size = static_cast<std::uint32_t>(reserve)}, std::move(days),
          std::move(without_date), next};
}

}  // namespace dateline
