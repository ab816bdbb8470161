// The analyser: text to terms, one and the same for articles and for queries.
//
// A *word* is a run of letters, marks and digits as Unicode segments text. Its *term* is the folded form
// (NFKC, full case folding, diacritics stripped). Its *base* is the lower-case form with marks, of the part
// that a reader would look up (`homme` of `l'homme`): what stemmers take. A place in the text may give
// several tokens at one position.
#pragma once

#include "common/text/raw_words.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dateline {

enum class TokenKind : std::uint8_t {
  word,           // a word: has a base
  part,           // the part of an apostrophe word that a reader would look up; same position as its word
  compound,       // the whole of a hyphenated, slashed or dotted word; at the position of its first part
  cjk_character,  // one Han, Hiragana, Katakana or Hangul character
  cjk_pair,       // two neighbouring ones, at the position of the first
};

struct Token {
  std::size_t begin = 0;  // [begin, end): bytes of the text, on code-point limits
  std::size_t end = 0;
  std::uint32_t position = 0;
  TokenKind kind = TokenKind::word;
  std::string_view term;  // folded; lives until the sink returns
  std::string_view base;  // empty where nothing is stemmed (part, compound, CJK)
};

/// What a raw word becomes.
struct WordForms {
  std::string term{};  // empty: it gives no token
  std::string base{};  // only of a `RawKind::word`
  std::string part{};  // the term of a `TokenKind::part`; empty when there is none
};

/// Longest term in bytes: Xapian refuses 246; the slack is for prefixes. A longer word is cut on a code-point
/// limit.
inline constexpr std::size_t max_word_bytes = 64;

/// Not for use by two threads at once (it owns caches and ICU objects).
class Analyser {
 public:
  explicit Analyser(AnalyserPath path = AnalyserPath::fast);
  ~Analyser();
  Analyser(const Analyser&) = delete;
  Analyser& operator=(const Analyser&) = delete;

  /// Calls `sink` for each token of `text` in order of position. Positions begin at `first_position`.
  /// Invalid UTF-8 separates words. Returns the position behind the last token.
  std::uint32_t tokenise(std::string_view text, std::uint32_t first_position,
                         const std::function<void(const Token&)>& sink);

  /// The same, for who has many texts to read and remembers forms: the words as they stand in the text.
  std::uint32_t read_words(std::string_view text, std::uint32_t first_position,
                           const std::function<void(const RawWords&)>& sink);
  /// Worked out anew at each call.
  WordForms forms(const RawWord& word);
  /// The same, from a cache where it can be; lives until the next call.
  const WordForms& known_forms(const RawWord& word);

  /// The ranking term's tail for a base: "en:strateg" for a language with a stemmer, "vi:" + the base with
  /// its marks for Vietnamese, "x:" + the folded base for all others (`lang` as BCP 47, only its first part
  /// matters; "" = unknown). Lives until the next call.
  std::string_view stem(std::string_view base, std::string_view lang);
  /// The same, worked out anew and not kept: for who keeps it.
  std::string new_stem(std::string_view base, std::string_view lang);

  /// A whole name, tag or source as one value: folded as words are, white space runs to one space, none at
  /// the ends.
  std::string fold_name(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Languages that have a stemmer, as ISO 639-1 codes.
std::span<const std::string_view> stemmed_languages();
/// Whether a word written as `base` can be one of the language's (its script fits; a number fits all).
bool script_fits(std::string_view lang, std::string_view base);

/// Moves with every change of ours to what `tokenise`, `stem` or `fold_name` give. History: 1 (2026-11)
/// first.
inline constexpr int analyser_version = 1;

/// Changes whenever the same text could give other terms: a hash over fixed words in every language (stemmers
/// change between Xapian releases). Kept in the index; another is refused.
std::string analyser_fingerprint();

}  // namespace dateline
