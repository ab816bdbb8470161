// See cues.hpp; the words are in cue_words.cpp.
#include "indexer/formats/html/cues.hpp"

#include "indexer/formats/html/cue_words.hpp"
#include "indexer/formats/html/letters.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace dateline::html {

namespace {

struct CueTable {
  std::unordered_map<std::string_view, std::vector<Cue>> by_first_word;
  CueTable() {
    for (const Cue& cue : spaced_cues()) by_first_word[first_word(cue.words)].push_back(cue);
  }
  static std::string_view first_word(std::string_view words) { return words.substr(0, words.find(' ')); }
};

constexpr double link_line_share = 0.3;
constexpr std::size_t short_line_bytes = 70;

bool fits(const Cue& cue, std::string_view folded, double link_share) {
  switch (cue.match) {
    case CueMatch::whole:
      return folded.size() == cue.words.size();
    case CueMatch::start:
      return true;
    case CueMatch::line:
      return link_share > link_line_share || folded.size() < short_line_bytes;
  }
  return false;
}

bool begins_with_words(std::string_view folded, std::string_view words) {
  if (!folded.starts_with(words)) return false;
  if (folded.size() == words.size() || words.back() == ':') return true;
  return folded[words.size()] == ' ' || folded[words.size()] == ':';
}

bool contains_words(std::string_view folded, std::string_view words) {
  for (auto at = folded.find(words); at != std::string_view::npos; at = folded.find(words, at + 1)) {
    const auto end = at + words.size();
    const bool begins = at == 0 || folded[at - 1] == ' ';
    if (begins && (end == folded.size() || folded[end] == ' ' || folded[end] == ':')) return true;
  }
  return false;
}

bool is_one_of(std::string_view words, std::span<const std::string_view> list) {
  return std::ranges::find(list, words) != list.end();
}

}  // namespace

bool is_cue(std::string_view text, double link_share) {
  static const CueTable table;
  if (text.starts_with("©")) return true;
  std::string folded = folded_words(text);
  if (folded.empty()) return true;  // rules and ornaments
  while (folded.back() == ':' && folded.size() > 1 && folded.find(' ') == std::string::npos)
    folded.pop_back();
  const auto colon_free = [](std::string_view word) {
    return word.ends_with(':') ? word.substr(0, word.size() - 1) : word;
  };
  const auto first = CueTable::first_word(folded);
  for (const auto key : {first, colon_free(first)}) {
    const auto row = table.by_first_word.find(key);
    if (row == table.by_first_word.end()) continue;
    for (const Cue& cue : row->second) {
      if (begins_with_words(folded, cue.words) && fits(cue, folded, link_share)) return true;
    }
  }
  return std::ranges::any_of(unspaced_cues(), [&](const Cue& cue) {
    return folded.starts_with(cue.words) && fits(cue, folded, link_share);
  });
}

bool is_end_cue(std::string_view text) {
  std::string folded = folded_words(text);
  while (!folded.empty() && folded.back() == ':') folded.pop_back();
  return is_one_of(folded, end_cue_words()) ||
         (folded.starts_with("about the author") && folded.size() < 60) ||
         (folded.starts_with("more from ") && folded.size() < 60);
}

bool is_consent(std::string_view text) {
  const std::string folded = folded_words(text);
  const auto hits = std::ranges::count_if(
      consent_words(), [&](std::string_view words) { return contains_words(folded, words); });
  return hits >= 3;
}

bool is_author_note(std::string_view text) {
  const std::string folded = folded_words(text);
  if (folded.size() > 400) return false;
  return std::ranges::any_of(author_note_words(), [&](std::string_view note) {
    const auto at = folded.find(note);
    return at != std::string::npos && at < 60;
  });
}

}  // namespace dateline::html
