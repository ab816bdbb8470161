// Intervals of printed days: two date expressions and what joins them; see date_interval.hpp.
#include "common/text/date_interval.hpp"

#include "common/text/ascii.hpp"
#include "common/text/date_point.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dateline {

namespace {

using std::chrono::sys_days;

constexpr std::size_t max_interval_bytes = 200;

std::string join_notes(const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return first + "; " + second;
}

std::string iso(sys_days day) {
  return format_iso(to_printed_date(day));
}

// Both ends, each perhaps empty: "2023-01..", "..1969", "2023-01-20..2023-02-10". None when an end is no
// date.
std::optional<IntervalReading> read_ends(std::string_view from, std::string_view until, sys_days today) {
  from = trim(from);
  until = trim(until);
  if (from.empty() && until.empty()) return std::nullopt;
  auto start = from.empty() ? std::nullopt : read_days(from, today);
  auto end = until.empty() ? std::nullopt : read_days(until, today);
  if ((!from.empty() && !start) || (!until.empty() && !end)) return std::nullopt;
  IntervalReading reading{.interval = DateInterval{}, .note = {}};
  if (start) reading.note = start->note;
  if (end) reading.note = join_notes(reading.note, end->note);
  if (start && end && start->first > end->last) {
    std::swap(start, end);
    reading.note = join_notes(reading.note, "the ends are the wrong way round; read as " + iso(start->first) +
                                                ".." + iso(end->last));
  }
  if (start) reading.interval->from = start->first;
  if (end) reading.interval->until = end->last;
  return reading;
}

// What may stand between the ends; a hyphen or slash only joins two whole dates (2019-2021).
std::optional<IntervalReading> read_range(std::string_view text, sys_days today) {
  constexpr std::array joiners = std::to_array<std::string_view>({"...", "..", "…", "–", "—", " to "});
  for (const std::string_view joiner : joiners) {
    const auto at = text.find(joiner);
    if (at == std::string_view::npos) continue;
    return read_ends(text.substr(0, at), text.substr(at + joiner.size()), today);
  }
  for (std::size_t at = text.find_first_of("-/", 4); at < text.size();
       at = text.find_first_of("-/", at + 1)) {
    const auto from = text.substr(0, at);
    const auto until = text.substr(at + 1);
    if (trim(from).empty() || trim(until).empty()) continue;
    if (auto reading = read_ends(from, until, today)) return reading;
  }
  return std::nullopt;
}

bool is_undated(std::string_view text) {
  return text == "none" || text == "undated" || text == "unknown";
}

std::string year_words(int year) {
  return year > 0 ? std::to_string(year) : std::to_string(1 - year) + " BC";
}

std::string day_words(sys_days day) {
  const PrintedDate date = to_printed_date(day);
  return std::to_string(date.day) + " " + std::string(month_name(date.month)) + " " + year_words(date.year);
}

bool is_month_start(sys_days day) {
  return to_printed_date(day).day == 1;
}

bool is_month_end(sys_days day) {
  return is_month_start(day + std::chrono::days(1));
}

bool is_year_start(sys_days day) {
  return is_month_start(day) && to_printed_date(day).month == 1;
}

// The shortest words for the day, month or year that begins at `day`.
std::string start_words(sys_days day) {
  const PrintedDate date = to_printed_date(day);
  if (is_year_start(day)) return year_words(date.year);
  if (is_month_start(day)) return std::string(month_name(date.month)) + " " + year_words(date.year);
  return day_words(day);
}

std::string closed_words(sys_days from, sys_days until) {
  if (from == until) return day_words(from);
  const PrintedDate start = to_printed_date(from);
  const PrintedDate end = to_printed_date(until);
  const bool same_year = start.year == end.year;
  if (is_year_start(from) && is_year_start(until + std::chrono::days(1)))
    return same_year ? year_words(start.year) : year_words(start.year) + " to " + year_words(end.year);
  if (is_month_start(from) && is_month_end(until)) {
    const std::string first(month_name(start.month));
    const std::string last = std::string(month_name(end.month)) + " " + year_words(end.year);
    if (same_year && start.month == end.month) return last;
    return first + (same_year ? "" : " " + year_words(start.year)) + " to " + last;
  }
  const std::string last = day_words(until);
  if (!same_year) return day_words(from) + " to " + last;
  const std::string first_day_number = std::to_string(start.day);
  if (start.month == end.month) return first_day_number + " to " + last;
  return first_day_number + " " + std::string(month_name(start.month)) + " to " + last;
}

}  // namespace

IntervalReading read_interval(std::string_view text, sys_days today) {
  if (text.size() > max_interval_bytes) return {};
  const std::string lowered = lower_ascii(trim(text));
  if (is_undated(lowered)) return {.interval = DateInterval{.is_undated = true}, .note = {}};
  if (const auto span = read_days(lowered, today))
    return {.interval = DateInterval{.from = span->first, .until = span->last}, .note = span->note};
  return read_range(lowered, today).value_or(IntervalReading{});
}

std::string describe(const DateInterval& interval) {
  if (interval.is_undated) return "undated";
  if (interval.from && interval.until) return closed_words(*interval.from, *interval.until);
  if (interval.from) return "since " + start_words(*interval.from);
  if (interval.until) {
    const sys_days next = *interval.until + std::chrono::days(1);
    return is_month_start(next) ? "before " + start_words(next) : "up to " + day_words(*interval.until);
  }
  return "any day";
}

}  // namespace dateline
