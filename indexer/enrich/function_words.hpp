// The commonest words of languages: what plain_language goes by.
#pragma once

#include <span>
#include <string_view>

namespace dateline {

struct FunctionWords {
  std::string_view lang;  // ISO 639-1; empty in rows of words that only speak against the others
  unsigned min_percent;   // of the words of prose: less is hardly found, relatives that share words have less
  std::string_view words;  // lower case, separated by " ", of two to eight bytes
};

/// A word may stand in several rows: it speaks for each of these languages, and against the others.
std::span<const FunctionWords> function_word_table();

}  // namespace dateline
