// See zero_hits.hpp.
#include "searcher/results/zero_hits.hpp"

#include "searcher/rank/match.hpp"
#include "searcher/results/clause_text.hpp"

namespace dateline {

namespace {

// Of `a AND b` each operand is a clause to look at.
QueryNode clauses_of(const QueryNode& root) {
  const bool is_one_group = root.children.size() == 1 && root.children[0].occur != Occur::must_not &&
                            root.children[0].kind == NodeKind::all_of;
  if (!is_one_group) return root;
  QueryNode operands{.kind = NodeKind::query};
  for (QueryNode operand : root.children[0].children) {
    if (operand.occur == Occur::should) operand.occur = Occur::must;
    operands.children.push_back(std::move(operand));
  }
  return operands;
}

}  // namespace

std::vector<ZeroHitReason> find_zero_hit_reasons(const ZeroHitQuestion& question, const QueryNode& root) {
  const QueryNode clauses = clauses_of(root);
  const auto count = [&](const QueryNode& tree) -> std::optional<std::uint64_t> {
    if (tree.children.empty()) return 0;
    const auto compiled =
        compile_query(tree, question.db, question.languages, question.analyser, question.calendar);
    return count_matches(question.db, compiled.query, question.deadline);
  };
  std::vector<ZeroHitReason> reasons;
  for (std::size_t i = 0; i < clauses.children.size() && reasons.size() < max_reasons; ++i) {
    QueryNode alone{.kind = NodeKind::query};
    alone.children.push_back(clauses.children[i]);
    QueryNode others = clauses;
    others.children.erase(others.children.begin() + static_cast<std::ptrdiff_t>(i));
    const auto matches = count(alone);
    const auto without = count(others);
    if (!matches || !without) break;
    reasons.push_back({.clause = clause_text(clauses.children[i], question.request),
                       .matches = *matches,
                       .removed_everything = *without > 0,
                       .without = *without});
  }
  return reasons;
}

}  // namespace dateline
