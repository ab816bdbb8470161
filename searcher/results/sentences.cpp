// Sentence limits around a place in a text; see sentences.hpp.
#include "searcher/results/sentences.hpp"

#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

constexpr std::size_t most_marks_bytes =
    32;  // "?!..." and quotes; without a limit a row of dots is quadratic

// Marks that need no space behind them: of Chinese and Japanese; the danda; the Arabic question mark and full
// stop do stand before one, which costs nothing.
bool is_full_stop_of_other_script(char32_t point) {
  return point == U'。' || point == U'！' || point == U'？' || point == U'．' || point == U'।' ||
         point == U'؟' || point == U'۔' || point == U'｡';
}

bool is_stop(char32_t point) {
  return point == U'.' || point == U'!' || point == U'?' || point == U'…' ||
         is_full_stop_of_other_script(point);
}

bool is_closer(char32_t point) {
  return point == U'"' || point == U'\'' || point == U')' || point == U']' || point == U'”' ||
         point == U'’' || point == U'»' || point == U'」' || point == U'』' || point == U'）' ||
         point == U'“';
}

// The word that ends before the full stop at `at` is an initial or a title rather than the end of a sentence.
bool is_abbreviation(std::string_view text, std::size_t at) {
  constexpr auto titles = std::to_array<std::string_view>(
      {"Mr",   "Mrs", "Ms",   "Dr",  "St",  "Gen", "Sen", "Rep", "Gov", "Lt",  "Col",
       "Capt", "Sgt", "Prof", "Rev", "Hon", "vs",  "cf",  "bzw", "z.B", "e.g", "i.e"});
  const auto belongs = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.'; };
  std::size_t begin = at;
  while (begin > 0 && belongs(text[begin - 1]) && at - begin < 8) --begin;
  const auto word = text.substr(begin, at - begin);
  if (std::ranges::find(titles, word) != titles.end()) return true;
  if (word == "No" || word == "Nr") return at + 2 < text.size() && text[at + 2] >= '0' && text[at + 2] <= '9';
  // An initial: one letter, or one after a dot or hyphen (J. R. Smith, J.-P. Martin, U.S. Senate).
  if (at == 0) return false;
  const auto letter = previous_code_point(text, at);
  if (text[letter] >= '0' && text[letter] <= '9') return false;
  if (letter == 0) return true;
  const char before = text[letter - 1];
  return is_ascii_space(before) || before == '.' || before == '-' || before == '(';
}

}  // namespace

std::size_t sentence_end_at(std::string_view text, std::size_t at) {
  auto point = decode_code_point(text, at);
  if (!is_stop(point.value)) return no_sentence;
  const bool needs_space = !is_full_stop_of_other_script(point.value);
  if (point.value == U'.' && is_abbreviation(text, at)) return no_sentence;
  std::size_t end = at + point.size;
  const auto farthest = std::min(end + most_marks_bytes, text.size());
  while (end < farthest) {
    point = decode_code_point(text, end);
    if (!is_stop(point.value) && !is_closer(point.value)) break;
    end += point.size;
  }
  return !needs_space || end == text.size() || is_ascii_space(text[end]) ? end : no_sentence;
}

std::size_t last_sentence_end_in(std::string_view text, std::size_t from, std::size_t to) {
  for (std::size_t at = to; at > from;) {
    at = previous_code_point(text, at);
    const auto end = sentence_end_at(text, at);
    if (end != no_sentence && end <= to && end > from) return end;
  }
  return no_sentence;
}

std::size_t sentence_start_between(std::string_view text, std::size_t from, std::size_t to) {
  std::size_t start = no_sentence;
  int line_ends = 0;
  for (std::size_t at = from; at < to;) {
    const auto end = sentence_end_at(text, at);
    if (end != no_sentence && end <= to) {
      at = end;
      line_ends = 2;  // what follows begins anew, as after a blank line
    } else {
      if (text[at] == '\n') ++line_ends;
      at += decode_code_point(text, at).size;
    }
    if (line_ends < 2) continue;
    while (at < to && is_ascii_space(text[at])) ++at;
    start = at;
    line_ends = 0;
  }
  return start;
}

}  // namespace dateline
