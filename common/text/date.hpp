// Dates as articles print them: a calendar day (or only a month or a year), perhaps a time and a zone.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

enum class DatePrecision { year, month, day };

/// A day of the proleptic Gregorian calendar, as precise as known. Years are astronomical: 0 is 1 BC.
struct PrintedDate {
  int year = 0;
  unsigned month = 0;  // 1..12, 0 when unknown
  unsigned day = 0;    // 1..31, 0 when unknown

  [[nodiscard]] DatePrecision precision() const {
    return month == 0 ? DatePrecision::year : day == 0 ? DatePrecision::month : DatePrecision::day;
  }
  friend bool operator==(const PrintedDate&, const PrintedDate&) = default;
  // A month sorts at its start. NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted <=>
  friend auto operator<=>(const PrintedDate&, const PrintedDate&) = default;
};

/// A date with the time and the zone that were printed beside it, if any were.
struct PrintedTime {
  PrintedDate date{};
  std::optional<int> second_of_day{};  // 0..86399, of the printed clock
  std::optional<int> zone_minutes{};   // east of UTC; only with a time

  friend bool operator==(const PrintedTime&, const PrintedTime&) = default;
};

/// True for a day that exists (30 February does not), a month of a year, or a year within -9999..9999.
bool is_valid(const PrintedDate& date);
unsigned days_in_month(int year, unsigned month);

/// First and last day of what `date` covers: of a month its first and last.
std::chrono::sys_days first_day(const PrintedDate& date);
std::chrono::sys_days last_day(const PrintedDate& date);
PrintedDate to_printed_date(std::chrono::sys_days day);

/// The instant: start of the day (month, year) when no time was printed, UTC when no zone was.
std::chrono::sys_seconds instant_of(const PrintedTime& time);

/// "2023", "2023-01", "2023-01-26"; years beyond four digits or before 0 with a sign ("-0044-03-15").
std::string format_iso(const PrintedDate& date);
/// The same, and "2023-01-26T10:05:00+01:00", "...Z", or no zone when none was printed.
std::string format_iso(const PrintedTime& time);

/// Reads what `format_iso` writes and the other ISO 8601 forms met in files: "20230126", "2023-01-26 10:05",
/// "2023-01-26T10:05:00.123Z", "+0100". The whole of `text` must be the date; a day that does not exist is
/// none.
std::optional<PrintedTime> parse_iso(std::string_view text);

/// "26 Jan 2023", "Jan 2023", "2023", "44 BC": English, for people.
std::string format_short(const PrintedDate& date);

}  // namespace dateline
