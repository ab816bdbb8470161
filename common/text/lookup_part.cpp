// See lookup_part.hpp. Decided by the pieces' lengths and a list of elided articles, pronouns and
// prepositions.
#include "common/text/lookup_part.hpp"

#include "common/text/utf8.hpp"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

// What French, Italian, Catalan and Portuguese leave a vowel off before the word that counts. One and two
// letters need no list.
constexpr std::array elided = std::to_array<std::string_view>(
    {"jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu", "entr",  "dell",
     "nell",  "sull",   "dall",   "all",    "coll",   "quell",  "quest", "bell",
     "sant",  "tutt",   "anch",   "senz",   "com",    "dov",    "cent",  "grand"});

bool is_cyrillic(std::string_view word) {
  const char32_t first = decode_code_point(word, 0).value;
  return first >= 0x400 && first < 0x530;
}

bool is_contraction(std::string_view head, std::string_view tail) {
  return tail == "t" && head.ends_with('n');
}

}  // namespace

LookupPart find_lookup_part(std::string_view word) {
  // The apostrophe of Ukrainian and Belarusian is a letter: м'який.
  if (word.empty() || is_cyrillic(word)) return {.base = std::string(word)};
  const std::size_t first = word.find('\'');
  const std::string_view head = word.substr(0, first);
  const std::string_view tail = word.substr(first + 1);
  if (is_contraction(head, tail)) return {.base = std::string(word)};
  const bool tail_counts = count_code_points(tail) >= 3;
  const bool is_elision = count_code_points(head) <= 2 || std::ranges::find(elided, head) != elided.end();
  if (is_elision && tail_counts) {
    // d'aujourd'hui: only the first apostrophe splits.
    return {.base = std::string(tail), .is_a_word_of_its_own = true};
  }
  if (count_code_points(head) >= 2) return {.base = std::string(head), .is_a_word_of_its_own = true};
  return {.base = std::string(word)};
}

}  // namespace dateline
