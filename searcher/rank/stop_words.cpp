// Lookup in the lists of stop_word_lists.cpp, folded once; see stop_words.hpp.
#include "searcher/rank/stop_words.hpp"

#include "common/text/fold.hpp"
#include "searcher/rank/stop_word_lists.hpp"

#include <map>
#include <string>
#include <unordered_set>

namespace dateline {

namespace {

using WordSet = std::unordered_set<std::string>;
using WordSets = std::map<std::string, WordSet, std::less<>>;

WordSet fold_words(std::string_view words) {
  WordSet folded;
  while (!words.empty()) {
    const auto end = words.find(' ');
    const std::string_view word = words.substr(0, end);
    if (!word.empty()) folded.insert(strip_marks(fold_case(word)));
    words = end == std::string_view::npos ? std::string_view() : words.substr(end + 1);
  }
  return folded;
}

WordSets fold_lists(std::span<const StopWordList> lists) {
  WordSets sets;
  for (const StopWordList& list : lists) sets.emplace(list.lang, fold_words(list.words));
  return sets;
}

bool contains(const WordSets& sets, std::string_view lang, std::string_view term) {
  const auto set = sets.find(lang);
  return set != sets.end() && set->second.contains(std::string(term));
}

}  // namespace

bool is_stop_word(std::string_view lang, std::string_view term) {
  static const WordSets sets = fold_lists(stop_word_lists());
  return contains(sets, lang, term);
}

bool is_question_word(std::string_view lang, std::string_view term) {
  static const WordSets sets = fold_lists(question_word_lists());
  return contains(sets, lang, term);
}

}  // namespace dateline
