// The tables behind cues.hpp, in the languages of the sites that people keep pages of. Compared in the form
// of folded_words: lower case, "#" for a number, no punctuation but ':'.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dateline::html {

enum class CueMatch : std::uint8_t {
  whole,  // nothing else in the block
  start,  // the block begins with it
  line,   // … and is a link or a short line
};

struct Cue {
  std::string_view words;
  CueMatch match;
};

std::span<const Cue> spaced_cues();
/// Of scripts without spaces, so no word ends behind the cue.
std::span<const Cue> unspaced_cues();
std::span<const std::string_view> end_cue_words();
std::span<const std::string_view> consent_words();
/// What follows the name in a note about an author.
std::span<const std::string_view> author_note_words();

}  // namespace dateline::html
