// Reads dates as people print them, in many languages: "26 January 2023", "Jan. 26, 2023 10:05 EST",
// "26.01.2023", "2023年1月26日", "26-FEB-1987 15:01:01.79", RFC 2822, ISO 8601, "17May2004" (month names by
// ICU).
#pragma once

#include "common/text/date.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dateline {

enum class DayMonthOrder : std::uint8_t { day_first, month_first };

struct DateReading {
  DayMonthOrder order = DayMonthOrder::day_first;  // for 03/04/2023, where neither number is over 12
  std::chrono::sys_days today{};                   // nothing later than the day after is read
  int earliest_year = 1;
};

struct FoundDate {
  PrintedTime time;
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
};

/// The whole of `text`, but for white space, punctuation and a weekday, is a date.
std::optional<PrintedTime> read_date(std::string_view text, const DateReading& reading);

/// The first date inside `text`. Numbers alone count only with a year of four digits; a bare year or "May"
/// alone does not.
std::optional<FoundDate> find_date(std::string_view text, const DateReading& reading);

/// From the last path elements: "2004/05/17/…", "2004-05-17-title.md", "17May2004Bayh1.txt",
/// "20040517_x.html".
std::optional<PrintedTime> date_of_path(std::string_view path, const DateReading& reading);

/// From an address's path: "/2023/01/26/" or "/2023/jan/26/" or "/2023-01-26-…"; a month when only that is
/// there.
std::optional<PrintedTime> date_of_address(std::string_view url, const DateReading& reading);

}  // namespace dateline
