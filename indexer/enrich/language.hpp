// The language of an article, by CLD2 over what it says and what it declares.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// ISO 639-1 or BCP 47 ("zh-Hant"); empty when the text is too short or mixed to tell. `declared` (may be
/// empty) stands unless a text long enough to be sure about is in another language.
std::string detect_language(std::string_view title, std::string_view text, std::string_view declared);

/// "en_US.UTF-8", "EN", "eng" as BCP 47 ("en-US", "en", "en"); empty for what is no language tag, names of
/// languages ("english") included.
std::string normalise_language(std::string_view tag);

}  // namespace dateline
