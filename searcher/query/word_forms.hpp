// The words of a clause as the analyser cuts them, and the terms that each is looked up by.
#pragma once

#include "searcher/query/context.hpp"
#include "searcher/query/scored_query.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace dateline {

/// One position of a query: a word with its parts, or one character of a script without spaces.
struct QueryWord {
  std::string term{};
  std::string base{};                // what is stemmed; empty for a CJK character
  std::vector<std::string> parts{};  // homme of l'homme
  std::string pair{};                // a CJK character with the one behind it; empty at the end of a run
  bool is_cjk = false;
};

struct QueryWords {
  std::vector<QueryWord> words{};
  std::vector<std::string> compounds{};  // covid-19 whole
};

/// Spends the budget for words; what is over it is left out with a note at `node`.
QueryWords analyse_words(std::string_view text, const QueryNode& node, QueryContext& context);

/// One word in any of its forms: its stems in the languages of the index, else the word as it is.
Xapian::Query any_form(const QueryWord& word, std::string_view prefix, QueryContext& context);

/// The words, ranked: any of them, the more the better. For `+`, fields and operators see `whole_words`.
Xapian::Query ranked_words(const QueryWords& words, std::string_view prefix, QueryContext& context);

/// The words as one: a single word in any of its forms, several as they stand in a row, or as one compound.
ScoredQuery whole_words(const QueryWords& words, std::string_view prefix, QueryContext& context);

/// The words exactly as typed, folded, in a row.
ScoredQuery exact_words(const QueryWords& words, std::string_view prefix, QueryContext& context);

/// The terms that stand at consecutive positions when the words stand in a row.
std::vector<std::string> row_terms(const std::vector<QueryWord>& words);

/// Terms with a prefix under one operator; a single one alone.
Xapian::Query join_terms(Xapian::Query::op op, std::string_view prefix,
                         const std::vector<std::string>& terms);

}  // namespace dateline
