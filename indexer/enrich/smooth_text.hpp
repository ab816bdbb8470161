// Where text has to be looked at character by character, and where whole runs of it can be taken as they are:
// the fast path of everything that tidies text. Most of a text is smooth.
#pragma once

#include <cstddef>
#include <string_view>

namespace dateline {

/// Where the smooth text from `at` on ends. It stops before a control character (C0 with "\n" and "\t", DEL,
/// C1), before white space of any kind other than one " ", and before a " " that has another behind it; a
/// single " " is smooth, also at either end. Invalid bytes are smooth.
std::size_t smooth_end(std::string_view text, std::size_t at);

/// As `is_valid_utf8`, for long texts.
bool is_valid_text(std::string_view text);

/// As `count_code_points`, for long texts.
std::size_t count_chars(std::string_view text);

}  // namespace dateline
