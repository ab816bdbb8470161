// The words that dates are written with, in every language that ICU knows: part of read_date.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// The form in which words are compared: lower case, without marks ("août" = "aout"), Arabic and Persian
/// letters made one. What ICU would not change comes back as it is.
std::string fold_date_word(std::string_view word);

/// 1..12 for a folded name of a month, in full or abbreviated, in any grammatical form that ICU has; 0 when
/// it is none. A name of several words has single spaces between them ("kanun al-thani").
unsigned month_of_word(std::string_view folded);

/// Whether a month's name of several words begins with this one.
bool begins_month_name(std::string_view folded);

/// 1..12 for a month of the Iranian calendar, 0 when it is none.
unsigned iranian_month_of_word(std::string_view folded);

bool is_weekday_word(std::string_view folded);

/// Minutes east of UTC for "EST", "CET", "МСК" (folded). None when unknown. "et", "ct", "mt" and "pt" are
/// standard time here.
std::optional<int> zone_of_word(std::string_view folded);

/// "et", "ct", "mt", "pt": an hour further east in summer.
bool zone_has_summer_time(std::string_view folded);

}  // namespace dateline
