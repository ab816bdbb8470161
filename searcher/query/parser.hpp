// Lexemes to a query tree by recursive descent; `parse_query` is the way in.
#pragma once

#include "searcher/query/lexer.hpp"
#include "searcher/query/tree.hpp"

#include <chrono>
#include <vector>

namespace dateline {

struct ParsedTree {
  QueryNode root{};
  std::vector<QueryProblem> problems{};
  std::vector<QueryNote> notes{};  // notes for both
};

/// `lexemes` must have balanced parentheses, at most `max_query_depth` deep (`balance_parentheses`).
ParsedTree parse_lexemes(std::vector<Lexeme> lexemes, QueryMode mode, std::chrono::sys_days today);

}  // namespace dateline
