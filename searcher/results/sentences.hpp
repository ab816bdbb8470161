// Where sentences begin and end, well enough to start and cut a passage there: no dictionary, one look at the
// characters around. An abbreviation that is not known is taken for an end only before white space.
#pragma once

#include <cstddef>
#include <string_view>

namespace dateline {

inline constexpr std::size_t no_sentence = std::string_view::npos;

/// The end (behind closing quotes and brackets) of the sentence whose last mark stands at `at`, or
/// `no_sentence` when the character at `at` ends none ("Mr.", "3.14", "J. Smith").
std::size_t sentence_end_at(std::string_view text, std::size_t at);

/// The end of the last sentence that ends within (from, to], or `no_sentence`.
std::size_t last_sentence_end_in(std::string_view text, std::size_t from, std::size_t to);

/// The start of the last sentence or paragraph that begins between two words, within [from, to) or at `to`;
/// `no_sentence` when none does. An opening quote belongs to its sentence.
std::size_t sentence_start_between(std::string_view text, std::size_t from, std::size_t to);

}  // namespace dateline
