// See letters.hpp. ICU knows letters and their folding.
#include "indexer/formats/html/letters.hpp"

#include "indexer/formats/code_points.hpp"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>

namespace dateline::html {

namespace {

bool is_word_character(UChar32 c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return u_isalnum(c) != 0 || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

UChar32 fold(UChar32 c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  return u_foldCase(c, U_FOLD_CASE_DEFAULT);
}

}  // namespace

std::string letters_of(std::string_view text, std::size_t max_letters) {
  std::string out;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size() && letters < max_letters;) {
    const UChar32 c = next_code_point(text, at);
    if (!is_word_character(c)) continue;
    append_utf8(out, static_cast<char32_t>(fold(c)));
    ++letters;
  }
  return out;
}

std::string folded_words(std::string_view text) {
  std::string out;
  bool is_gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 c = next_code_point(text, at);
    if (c == ':' || c == 0xFF1A) {
      if (!out.empty() && out.back() != ':') out += ':';
      is_gap = true;
    } else if (c == '\'' || c == 0x2019) {
      continue;  // "what's", "l'auteur": one word
    } else if (!is_word_character(c)) {
      is_gap = true;
    } else {
      if (is_gap && !out.empty()) out += ' ';
      is_gap = false;
      if (u_isdigit(c) == 0) {
        append_utf8(out, static_cast<char32_t>(fold(c)));
      } else if (out.empty() || out.back() != '#') {
        out += '#';
      }
    }
  }
  return out;
}

bool begins_with_capital(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && u_isupper(next_code_point(text, at)) != 0;
}

bool ends_sentence(std::string_view text) {
  const auto end = text.find_last_not_of(" \t\n");
  if (end == std::string_view::npos) return false;
  text = text.substr(0, end + 1);
  constexpr std::string_view ascii = ".!?\")]'";
  if (ascii.find(text.back()) != std::string_view::npos) return true;
  constexpr auto others =
      std::to_array<std::string_view>({"…", "。", "！", "？", "।", "؟",  "۔",  "“",  "”",  "’",
                                       "‘", "»",  "«",  "›",  "‹", "」", "』", "）", "】", "။"});
  return std::ranges::any_of(others, [&](std::string_view mark) { return text.ends_with(mark); });
}

}  // namespace dateline::html
