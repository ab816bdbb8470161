// The lists behind stop_words.hpp: words as written in their language, separated by spaces.
#pragma once

#include <span>
#include <string_view>

namespace dateline {

struct StopWordList {
  std::string_view lang;  // ISO 639-1
  std::string_view words;
};

std::span<const StopWordList> stop_word_lists();
std::span<const StopWordList> question_word_lists();

}  // namespace dateline
