// Years and days of other calendars and numerals, and summer time: part of read_date.
#pragma once

#include "common/text/date.hpp"
#include "indexer/enrich/date_cursor.hpp"

#include <optional>
#include <string_view>

namespace dateline {

inline constexpr int first_iranian_year = 1250;  // 1871: what a newspaper's archive may hold
inline constexpr int last_iranian_year = 1500;

/// The Gregorian day of a day of the Iranian (Solar Hijri) calendar.
std::optional<PrintedDate> from_iranian(int year, unsigned month, unsigned day);

/// Whether the clocks of the United States stand on summer time that day (rules since 1987).
bool is_us_summer_time(const PrintedDate& date);

/// "26", "二十六", "十": a month or day before 月 or 日.
std::optional<int> take_chinese_number(DateCursor& cursor);

/// A year written in Chinese numerals or counted in an era ("二〇二三", "令和5", "民國112"): the
/// cursor moves before 年. `begin` is where its first numeral or number stands.
std::optional<int> take_chinese_year(std::string_view text, std::size_t begin, DateCursor& cursor);

/// Whether four Chinese numerals stand at `at` with 年 behind.
bool begins_chinese_year(std::string_view text, std::size_t at);

}  // namespace dateline
