// Matches over the analyser's tokens; see match_finder.hpp.
#include "searcher/results/match_finder.hpp"

#include "searcher/results/sentences.hpp"

#include <algorithm>
#include <map>

namespace dateline {

namespace {

// A phrase of a thousand times one word, in a text of nothing else, must not hold up an answer.
constexpr std::size_t most_phrase_steps = 200'000;

// Each word of a query gives one stem in every language, so the language with the most tells how many words
// there are. Without stems (wildcards, names) one of its forms is as much as can be asked.
std::size_t count_query_words(const MatchedForms& forms) {
  std::map<std::string_view, std::size_t> stems_of;
  std::size_t most = forms.words.empty() ? 0 : 1;
  for (const auto& stem : forms.stems) {
    most = std::max(most, ++stems_of[std::string_view(stem).substr(0, stem.find(':'))]);
  }
  return most;
}

// Where to stop reading near `wanted`: behind a blank line, else a line end, else a blank, within 4 KB; else
// on a code-point limit.
std::size_t end_of_piece(std::string_view text, std::size_t wanted) {
  if (wanted >= text.size()) return text.size();
  const auto near = text.substr(wanted, 4096);
  for (const std::string_view limit : {"\n\n", "\n", " "}) {
    if (const auto at = near.find(limit); at != std::string_view::npos) return wanted + at + limit.size();
  }
  while (wanted < text.size() && (static_cast<unsigned char>(text[wanted]) & 0xC0U) == 0x80U) ++wanted;
  return wanted;
}

}  // namespace

MatchFinder::MatchFinder(const MatchedForms& forms, Analyser& analyser) : analyser_(analyser) {
  std::uint32_t number = 0;
  for (const auto& word : forms.words) words_.emplace(word, number++);
  for (const auto& stem : forms.stems) stems_.emplace(stem, number++);
  first_phrase_form_ = number;
  for (const auto& phrase : forms.phrases) {
    if (phrase.empty()) continue;
    auto& numbers = phrases_.emplace_back();
    for (const auto& word : phrase) {
      const auto next = static_cast<std::uint32_t>(phrase_words_.size());
      numbers.push_back(phrase_words_.emplace(word, next).first->second);
    }
  }
  forms_known_ = first_phrase_form_ + phrases_.size();
  forms_wanted_ = std::max<std::size_t>(count_query_words(forms) + phrases_.size(), 1);
}

void MatchFinder::begin(std::string_view text, std::string_view lang) {
  text_ = text;
  lang_ = lang;
  at_ = word_end_ = sentence_ = words_read_ = 0;
  position_ = 0;
  matches_.clear();
  phrase_places_.clear();
  while (sentence_ < text.size() && (text[sentence_] == ' ' || text[sentence_] == '\n')) ++sentence_;
}

void MatchFinder::read_to(std::size_t bytes) {
  const auto end = end_of_piece(text_, std::max(bytes, at_));
  const auto offset = at_;
  position_ = analyser_.tokenise(text_.substr(offset, end - offset), position_,
                                 [this, offset](const Token& token) { take(token, offset); });
  at_ = end;
}

void MatchFinder::take(const Token& token, std::size_t offset) {
  const auto begin = token.begin + offset;
  if (begin >= word_end_) {
    const auto start = sentence_start_between(text_, word_end_, begin);
    if (start != no_sentence) sentence_ = start;
    word_end_ = token.end + offset;
    ++words_read_;
  }
  if (!phrases_.empty()) {
    if (const auto word = phrase_words_.find(token.term); word != phrase_words_.end()) {
      phrase_places_.push_back({begin, token.end + offset, sentence_, token.position, word->second});
    }
  }
  if (!token.base.empty() && !stems_.empty()) {
    if (const auto stem = stems_.find(analyser_.stem(token.base, lang_)); stem != stems_.end()) {
      add_match(token, offset, stem->second);
      return;
    }
  }
  if (const auto word = words_.find(token.term); word != words_.end()) add_match(token, offset, word->second);
}

void MatchFinder::add_match(const Token& token, std::size_t offset, std::uint32_t form) {
  const TextMatch match{token.begin + offset, token.end + offset, sentence_, token.position, form};
  if (matches_.empty() || matches_.back().position != match.position) {
    matches_.push_back(match);
  } else if (match.end > matches_.back().end) {
    // A compound after its first part, a CJK pair after its first character.
    matches_.back() = match;
  }
}

const MatchFinder::PhraseWord* MatchFinder::find_phrase_word(std::uint32_t position,
                                                             std::uint32_t word) const {
  auto place = std::ranges::lower_bound(phrase_places_, position, {}, &PhraseWord::position);
  for (; place != phrase_places_.end() && place->position == position; ++place) {
    if (place->word == word) return &*place;
  }
  return nullptr;
}

void MatchFinder::append_phrases(std::vector<TextMatch>& matches) const {
  std::size_t steps_left = most_phrase_steps;
  for (std::size_t phrase = 0; phrase < phrases_.size(); ++phrase) {
    const auto& words = phrases_[phrase];
    const auto form = first_phrase_form_ + static_cast<std::uint32_t>(phrase);
    for (const auto& first : phrase_places_) {
      if (first.word != words.front()) continue;
      const auto* last = &first;
      for (std::uint32_t i = 1; i < words.size() && last != nullptr; ++i) {
        if (steps_left-- == 0) return;
        last = find_phrase_word(first.position + i, words[i]);
      }
      if (last == nullptr) continue;
      const auto length = static_cast<std::uint32_t>(words.size());
      matches.push_back({first.begin, last->end, first.sentence, first.position, form, length});
    }
  }
}

std::vector<TextMatch> MatchFinder::matches() const {
  auto all = matches_;
  append_phrases(all);
  std::ranges::stable_sort(all, {}, &TextMatch::begin);
  return all;
}

}  // namespace dateline
