// Matches one written date at a number of a text: part of read_date.
#pragma once

#include "indexer/enrich/read_date.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace dateline {

/// What stands around a date, and so how much may count as one.
enum class DateSetting : std::uint8_t {
  prose,  // a full year, nothing glued to it
  whole,  // the text is meant to be a date: "26.01.23", "20230126"
  name,   // a file's or page's name: "17May2004Bayh1", "20040517_x", "2004-05-17-3"
};

/// The date that has the number at `begin` in it as its first number; a month's name before it belongs to it,
/// so the match may begin earlier. Valid by the calendar and by `reading`.
std::optional<FoundDate> match_date(std::string_view text, std::size_t begin, DateSetting setting,
                                    const DateReading& reading);

/// The next place from `at` on where a number begins (or 年 stands behind Chinese numerals); npos at the end.
std::size_t next_number(std::string_view text, std::size_t at);

/// The first match from `at` on.
std::optional<FoundDate> match_next_date(std::string_view text, std::size_t at, DateSetting setting,
                                         const DateReading& reading);

/// Valid, not later than the day after today, not before the earliest year.
bool is_acceptable(const PrintedDate& date, const DateReading& reading);

/// … nor the instant at which Unix's clock is 0, in any zone: programs write that for "unknown".
bool is_acceptable(const PrintedTime& time, const DateReading& reading);

/// Whether `text` holds nothing that matters beside a date: white space, punctuation, weekdays, "at", "г.".
bool is_date_filler(std::string_view text);

}  // namespace dateline
