// The ends of a passage; see stretch.hpp.
#include "searcher/results/stretch.hpp"

#include "common/terminal.hpp"
#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "searcher/results/sentences.hpp"

#include <algorithm>

namespace dateline {

namespace {

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_ascii_space(text[at])) ++at;
  return at;
}

// Up to `count` code points on from `at`, or back.
std::size_t go_on(std::string_view text, std::size_t at, std::size_t count) {
  for (; count > 0 && at < text.size(); --count) at += decode_code_point(text, at).size;
  return at;
}
std::size_t go_back(std::string_view text, std::size_t at, std::size_t count) {
  for (; count > 0 && at > 0; --count) at = previous_code_point(text, at);
  return at;
}

// Whether the character at `at` belongs to the one before it (a combining mark, a vowel sign, a joiner).
bool joins_previous(std::string_view text, std::size_t at) {
  return at < text.size() && display_width(text.substr(at, decode_code_point(text, at).size)) == 0;
}

// The first start of a word in [from, to]; `from` itself in a text without blanks.
std::size_t word_start_in(std::string_view text, std::size_t from, std::size_t to) {
  if (from == 0 || is_ascii_space(text[from - 1])) return from;
  for (std::size_t at = from; at < to; ++at) {
    if (is_ascii_space(text[at])) return std::min(skip_blanks(text, at), to);
  }
  while (from < to && joins_previous(text, from)) from += decode_code_point(text, from).size;
  return from;
}

// Where the passage begins: with the sentence of its first match if all then fits, else a third of the spare
// room before it, at a word.
std::size_t place_begin(std::string_view text, const TextMatch& first, std::size_t last_end,
                        std::size_t width) {
  if (first.begin - first.sentence <= 4 * width &&
      count_code_points(text.substr(first.sentence, last_end - first.sentence)) <= width) {
    return first.sentence;
  }
  const auto needed = count_code_points(text.substr(first.begin, last_end - first.begin));
  const auto spare = width > needed ? width - needed : 0;
  return word_start_in(text, go_back(text, first.begin, spare / 3), first.begin);
}

// Where it ends: behind a sentence in its last two fifths, else behind a word near the limit, else at the
// limit.
void place_end(std::string_view text, std::size_t least_end, std::size_t width, Stretch& stretch) {
  const auto limit = go_on(text, stretch.begin, width);
  if (skip_blanks(text, limit) == text.size()) {
    stretch.end = text.size();
    return;
  }
  const auto earliest = std::min(std::max(least_end, go_on(text, stretch.begin, width * 3 / 5)), limit);
  if (const auto end = last_sentence_end_in(text, earliest == 0 ? 0 : earliest - 1, limit);
      end != no_sentence) {
    stretch.end = end;
    return;
  }
  stretch.is_cut_behind = true;
  stretch.end = limit;
  const auto nearest = std::max(std::min(least_end, limit), go_back(text, limit, 30));
  for (std::size_t at = limit; at > nearest; --at) {
    if (is_ascii_space(text[at]) || is_ascii_space(text[at - 1])) {
      stretch.end = at;
      return;
    }
  }
  while (stretch.end > nearest && joins_previous(text, stretch.end)) {
    stretch.end = previous_code_point(text, stretch.end);
  }
}

// A text that ends early leaves room before the passage: earlier sentences fill it, or else words.
void fill_before(std::string_view text, std::size_t width, Stretch& stretch) {
  const auto used = count_code_points(text.substr(stretch.begin, stretch.end - stretch.begin));
  if (stretch.end != text.size() || used >= width || stretch.begin == 0) return;
  const auto earliest = go_back(text, stretch.begin, width - used);
  if (earliest == 0) {
    stretch.begin = skip_blanks(text, 0);
    stretch.is_cut_before = false;
    return;
  }
  for (std::size_t at = earliest; at < stretch.begin; at += decode_code_point(text, at).size) {
    const auto end = sentence_end_at(text, at);
    if (end == no_sentence || end >= stretch.begin) continue;
    stretch.begin = std::min(skip_blanks(text, end), stretch.begin);
    stretch.is_cut_before = false;
    return;
  }
  if (stretch.is_cut_before) stretch.begin = word_start_in(text, earliest, stretch.begin);
}

}  // namespace

Stretch place_stretch(std::string_view text, std::span<const TextMatch> matches, const MatchWindow& window,
                      std::size_t width_chars) {
  const auto& first = matches[window.first];
  std::size_t last_end = first.end;
  for (const auto& match : matches.subspan(window.first, window.last - window.first + 1)) {
    last_end = std::max(last_end, match.end);
  }
  Stretch stretch;
  stretch.begin = place_begin(text, first, last_end, width_chars);
  stretch.is_cut_before = stretch.begin != first.sentence && stretch.begin != skip_blanks(text, 0);
  place_end(text, last_end, width_chars, stretch);
  fill_before(text, width_chars, stretch);
  return stretch;
}

Stretch place_opening(std::string_view text, std::size_t width_chars) {
  Stretch stretch;
  stretch.begin = skip_blanks(text, 0);
  place_end(text, stretch.begin, width_chars, stretch);
  return stretch;
}

}  // namespace dateline
