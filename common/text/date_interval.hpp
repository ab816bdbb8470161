// Intervals of printed days as a query asks for them: both ends included, either end open.
#pragma once

#include "common/text/date.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

struct DateInterval {
  std::optional<std::chrono::sys_days> from{};   // none = open
  std::optional<std::chrono::sys_days> until{};  // the last day that belongs to it
  bool is_undated = false;                       // "none": articles without a date

  friend bool operator==(const DateInterval&, const DateInterval&) = default;
};

struct IntervalReading {
  std::optional<DateInterval> interval;  // none when `text` is no interval at all
  std::string note;  // not empty when it was read otherwise than typed: "February 2023 has 28 days; …"
};

/// Reads "2023", "2023-01", "2023-01-26", "2023-01-20..2023-02-10", "..1969", "2024..", "today", "yesterday",
/// "last-30d", "last-2w", "last-6m", "last-1y", "this-week|month|year", "last-week|month|year" (the one
/// before this), "none". A day that does not exist is read as the last of its month, with a note; ends in the
/// wrong order are swapped, with one.
IntervalReading read_interval(std::string_view text, std::chrono::sys_days today);

/// "8 January to 27 February 2023", "January 2023", "before 1970": for people.
std::string describe(const DateInterval& interval);

}  // namespace dateline
