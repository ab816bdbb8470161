// The language of a text that is plain to see from its function words: the short way past CLD2, which costs
// thirty times as much.
#pragma once

#include <string_view>

namespace dateline {

/// ISO 639-1; empty unless the function words, at places all over `text`, speak for one of a few widely
/// written languages and for no other. Then whatever looks at every word finds it, too. A few words at a few
/// places are enough for the language that the text is declared to be in (ISO 639-1, empty: unknown). `text`
/// is valid UTF-8.
std::string_view plain_language(std::string_view text, std::string_view declared = {});

}  // namespace dateline
