// Where words stand in a text: Unicode's word segmentation as the analyser needs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dateline {

enum class CharClass : std::uint8_t {
  separator,
  letter,
  digit,
  mark,         // combining: goes with the letter before it
  ignorable,    // soft hyphen, joiners, variation selectors: inside a word, not of it
  cjk,          // Han, Hiragana, Katakana, Hangul, Bopomofo
  dictionary,   // Thai, Lao, Khmer, Burmese: words by ICU's dictionaries
  apostrophe,   // ' ’ ʼ
  inner,        // · ״ ׳: inside a word between letters, and left out of it
  ampersand,    // AT&T
  dot,          // 3.14, U.S., duma.gov.ru
  comma,        // 1,234
  joiner,       // - / _ : makes compounds
  plus,         // C++
  number_sign,  // C#
};

CharClass class_of(char32_t code_point);
/// Of what words are made by themselves: a letter or a digit.
inline bool is_word_class(CharClass c) {
  return c == CharClass::letter || c == CharClass::digit;
}

/// One stretch of word characters, [begin, end) in bytes of the text.
struct Segment {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool has_apostrophe = false;
  bool is_dotted_acronym = false;  // U.S.
};

enum class PlaceKind : std::uint8_t { words, cjk, dictionary };

/// A word, a compound of several (`segments` > 1), or a run of a script without spaces.
struct Place {
  PlaceKind kind = PlaceKind::words;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<Segment> segments{};  // of kind words
};

/// Reads the place that begins at `at`, where a letter, digit, CJK or dictionary character stands, into
/// `place`.
void read_place(std::string_view text, std::size_t at, Place& place);

}  // namespace dateline
