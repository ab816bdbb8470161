// Both rebuild the query's tree from its leaves up; operators with a parameter that Xapian does not tell (a
// window, a factor) are left as they are: phrases read positions, which the fault does not touch.
#include "searcher/rank/universal_terms.hpp"

#include <string_view>
#include <vector>

namespace dateline {

namespace {

using Xapian::Query;

bool has_gaps(const Xapian::Database& db) {
  return db.get_doccount() != db.get_lastdocid();
}

bool can_be_rebuilt(Query::op op) {
  switch (op) {
    case Query::OP_AND:
    case Query::OP_OR:
    case Query::OP_AND_NOT:
    case Query::OP_XOR:
    case Query::OP_AND_MAYBE:
    case Query::OP_FILTER:
    case Query::OP_SYNONYM:
    case Query::OP_MAX:
      return true;
    default:  // Xapian's list, which may grow
      return false;
  }
}

bool is_scaled_to_nothing(const Query& query) {
  return query.get_type() == Query::OP_SCALE_WEIGHT &&
         std::string_view(query.get_description()).starts_with("Query(0 * ");
}

class Rebuilder {
 public:
  explicit Rebuilder(const Xapian::Database& db) : db_(db), articles_(db.get_doccount()) {}

  [[nodiscard]] Query set(const Query& query) const {
    const auto op = query.get_type();
    if (op == Query::LEAF_TERM)
      return db_.get_termfreq(*query.get_terms_begin()) == articles_ ? Query::MatchAll : query;
    if (op == Query::OP_SCALE_WEIGHT) return set(query.get_subquery(0));
    if (!can_be_rebuilt(op)) return query;
    std::vector<Query> parts;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) parts.push_back(set(query.get_subquery(i)));
    return {op, parts.begin(), parts.end()};
  }

  [[nodiscard]] Query ranking(const Query& query) const {
    if (is_scaled_to_nothing(query)) return {Query::OP_SCALE_WEIGHT, set(query.get_subquery(0)), 0.0};
    const auto op = query.get_type();
    if (!can_be_rebuilt(op) || op == Query::OP_SYNONYM) return query;
    const bool restricts = op == Query::OP_FILTER || op == Query::OP_AND_NOT;
    std::vector<Query> parts;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      const Query part = query.get_subquery(i);
      parts.push_back(restricts && i > 0 ? set(part) : ranking(part));
    }
    return {op, parts.begin(), parts.end()};
  }

 private:
  const Xapian::Database& db_;
  Xapian::doccount articles_;
};

}  // namespace

Query without_universal_terms(const Query& set, const Xapian::Database& db) {
  return has_gaps(db) ? Rebuilder(db).set(set) : set;
}

Query without_universal_filters(const Query& query, const Xapian::Database& db) {
  return has_gaps(db) ? Rebuilder(db).ranking(query) : query;
}

}  // namespace dateline
