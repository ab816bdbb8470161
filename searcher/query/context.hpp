// What the parts of the compiler share while one query is compiled: the index, what has been found out about
// the query so far, and how much more it may cost.
#pragma once

#include "common/index/calendar_reader.hpp"
#include "common/text/analyse.hpp"
#include "searcher/query/compile.hpp"
#include "searcher/query/parse.hpp"

#include <cstddef>
#include <string>
#include <utility>

#include <xapian.h>

namespace dateline {

/// What one query may use in all: wildcards and long runs without spaces multiply its words.
struct QueryBudget {
  std::size_t words = max_query_words;   // after analysis: a-b-c is three
  std::size_t expanded_terms = 2000;     // wildcards and ~
  std::size_t scanned_terms = 60'000;    // looked through for them (about 2 µs each)
  std::size_t scanned_values = 100'000;  // looked through for tags, sources … that contain a word
};

struct QueryContext {
  const Xapian::Database& db;
  const IndexLanguages& languages;
  Analyser& analyser;
  const CalendarReader* calendar = nullptr;  // where dates are ranges of docids
  QueryBudget budget{};
  MatchedForms forms{};
  std::vector<QueryNote> notes{};
  bool is_excluding = false;  // inside a NOT: nothing of it is highlighted
  bool was_cut = false;       // the words' budget ran out

  void note(const QueryNode& node, std::string text) {
    const std::size_t column = node.end == 0 ? 0 : node.begin + 1;
    for (const QueryNote& known : notes) {
      if (known.column == column && known.text == text) return;
    }
    notes.push_back({column, std::move(text)});
  }
  void highlight_word(const std::string& term) {
    if (!is_excluding) forms.words.insert(term);
  }
  void highlight_stem(const std::string& stem) {
    if (!is_excluding) forms.stems.insert(stem);
  }
  void highlight_phrase(std::vector<std::string> terms) {
    if (!is_excluding) forms.phrases.push_back(std::move(terms));
  }
};

}  // namespace dateline
