// One end of an interval as a person types it: "2023-01", "26 January 2023", "last-30d", "1990s".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// The days that a date expression covers: of "2023-01" the whole month.
struct DaySpan {
  std::chrono::sys_days first{};
  std::chrono::sys_days last{};
  std::string note{};  // not empty when the day typed does not exist

  friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

/// Reads ISO 8601 dates (years, months, days, weeks "2023-W05"), "26.01.2023", "01/2023", English month names
/// in any usual order ("26 January 2023", "jan-2023", "January 26th, 2023"), "2023-Q1", "1990s", "44 BC", and
/// what is relative to `today` ("yesterday", "last-30d", "last 2 weeks", "this-month", "last-year"). Upper
/// and lower case are one. None for anything else.
std::optional<DaySpan> read_days(std::string_view text, std::chrono::sys_days today);

/// "January" for 1; `month` is 1..12.
std::string_view month_name(unsigned month);

}  // namespace dateline
