// What a query matched in a text, found over the analyser's tokens: folded and stemmed forms, parts of
// compounds, CJK pairs, phrases.
#pragma once

#include "common/text/analyse.hpp"
#include "searcher/results/matched_forms.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dateline {

/// One place that matched; bytes [begin, end) of the text.
struct TextMatch {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t sentence = 0;    // where the sentence that holds `begin` starts
  std::uint32_t position = 0;  // of its first word
  std::uint32_t form = 0;      // which form it is; equal numbers are repeats
  std::uint32_t words = 1;     // of a phrase, how many
};

/// Finds matches in one text after another, each read as far as asked. `analyser` must outlive it; so must a
/// text until the next one begins.
class MatchFinder {
 public:
  MatchFinder(const MatchedForms& forms, Analyser& analyser);

  void begin(std::string_view text, std::string_view lang);
  /// Reads on to about `bytes` from the text's start: to the end of a paragraph, line or word.
  void read_to(std::size_t bytes);
  [[nodiscard]] bool is_at_end() const { return at_ == text_.size(); }
  [[nodiscard]] std::size_t bytes_read() const { return at_; }
  [[nodiscard]] std::size_t words_read() const { return words_read_; }

  /// In order of `begin`; of two at one position only the longer. Phrases stand beside their words' own
  /// matches.
  [[nodiscard]] std::vector<TextMatch> matches() const;

  /// How many different forms a perfect passage holds: the words that the query seems to have, and its
  /// phrases.
  [[nodiscard]] std::size_t forms_wanted() const { return forms_wanted_; }
  [[nodiscard]] std::size_t forms_known() const { return forms_known_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using FormNumbers = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

  // A word of some phrase where it stands.
  struct PhraseWord {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t sentence = 0;
    std::uint32_t position = 0;
    std::uint32_t word = 0;
  };

  void take(const Token& token, std::size_t offset);
  void add_match(const Token& token, std::size_t offset, std::uint32_t form);
  [[nodiscard]] const PhraseWord* find_phrase_word(std::uint32_t position, std::uint32_t word) const;
  void append_phrases(std::vector<TextMatch>& matches) const;

  Analyser& analyser_;
  FormNumbers words_;
  FormNumbers stems_;
  FormNumbers phrase_words_;
  std::vector<std::vector<std::uint32_t>> phrases_;  // numbers of `phrase_words_`
  std::uint32_t first_phrase_form_ = 0;
  std::size_t forms_known_ = 0;
  std::size_t forms_wanted_ = 0;

  std::string_view text_{};
  std::string lang_{};
  std::size_t at_ = 0;
  std::size_t word_end_ = 0;  // of the last word read
  std::size_t sentence_ = 0;
  std::uint32_t position_ = 0;
  std::size_t words_read_ = 0;
  std::vector<TextMatch> matches_{};
  std::vector<PhraseWord> phrase_places_{};
};

}  // namespace dateline
