// Text reduced to what must agree when two prints of one sentence are compared.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::html {

/// The letters and digits of `text`, case folded, nothing between them; at most `max_letters` of them.
std::string letters_of(std::string_view text, std::size_t max_letters = static_cast<std::size_t>(-1));

/// Case folded words parted by single spaces, without punctuation but ':' (kept at its word); each run of
/// digits is "#": "12 Comments:" is "# comments:".
std::string folded_words(std::string_view text);

/// Whether the first letter is a capital.
bool begins_with_capital(std::string_view text);

/// Whether it ends as a sentence does: in .!?… of any script, or a closing quote or bracket.
bool ends_sentence(std::string_view text);

}  // namespace dateline::html
