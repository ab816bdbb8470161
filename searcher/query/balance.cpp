// Balancing of parentheses; see balance.hpp.
#include "searcher/query/balance.hpp"

#include "searcher/query/parse.hpp"

#include <string>
#include <utility>

namespace dateline {

void balance_parentheses(std::vector<Lexeme>& lexemes, std::vector<QueryProblem>& problems) {
  std::vector<Lexeme> balanced;
  balanced.reserve(lexemes.size());
  std::vector<std::size_t> open_at;  // where in the query
  bool was_too_deep = false;
  for (Lexeme& lexeme : lexemes) {
    const bool is_too_deep = open_at.size() > max_query_depth;
    if (lexeme.kind == LexKind::open) {
      open_at.push_back(lexeme.begin);
      if (open_at.size() > max_query_depth) {
        if (!was_too_deep)
          problems.push_back({lexeme.begin,
                              "parentheses stand more than " + std::to_string(max_query_depth) + " deep",
                              "the inner ones were ignored"});
        was_too_deep = true;
        continue;
      }
    } else if (lexeme.kind == LexKind::close) {
      if (open_at.empty()) {
        problems.push_back({lexeme.begin, "the parenthesis closes nothing", "it was ignored"});
        continue;
      }
      open_at.pop_back();
      if (is_too_deep) continue;
    }
    balanced.push_back(std::move(lexeme));
  }
  const std::size_t end = balanced.empty() ? 0 : balanced.back().end;
  for (; !open_at.empty(); open_at.pop_back()) {
    if (open_at.size() > max_query_depth) continue;
    problems.push_back({open_at.back(), "the parenthesis is not closed", "read as closed at the end"});
    balanced.push_back({.kind = LexKind::close, .begin = end, .end = end});
  }
  lexemes = std::move(balanced);
}

}  // namespace dateline
