// Makes parentheses pair up before the parser meets them.
#pragma once

#include "searcher/query/lexer.hpp"

#include <vector>

namespace dateline {

/// Closes at the end what was not closed, drops what was not opened, and all pairs deeper than
/// `max_query_depth`; each with a problem.
void balance_parentheses(std::vector<Lexeme>& lexemes, std::vector<QueryProblem>& problems);

}  // namespace dateline
