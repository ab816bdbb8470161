// See added_query.hpp.
#include "searcher/query/added_query.hpp"

#include "common/index/added_days.hpp"
#include "common/schema/fields.hpp"
#include "searcher/query/scored_query.hpp"

#include <string>
#include <vector>

namespace dateline {

namespace {

using Xapian::Query;

std::string revision_value(std::uint64_t revision) {
  return Xapian::sortable_serialise(static_cast<double>(revision));
}

Query range_query(const RevisionRange& range) {
  if (!range.last) return {Query::OP_VALUE_GE, slot_revision, revision_value(range.first)};
  return {Query::OP_VALUE_RANGE, slot_revision, revision_value(range.first), revision_value(*range.last)};
}

// Articles older than the list of days, of which some may belong here.
bool may_miss_old_ones(const AddedDays& days, const DateInterval& interval, const Xapian::Database& db) {
  if (interval.is_undated || (interval.from && days.front().day < *interval.from)) return false;
  return days.front().revision > 1 &&
         db.get_value_lower_bound(slot_revision) < revision_value(days.front().revision);
}

void note_gaps(const QueryNode& node, const AddedDays& days, bool is_empty, QueryContext& context) {
  const std::string clause = "added:" + node.text + ": ";
  if (node.interval.is_undated) return;
  if (days.empty()) {
    context.note(node, clause + "the index does not know yet when its articles came in");
  } else if (may_miss_old_ones(days, node.interval, context.db)) {
    const DateInterval first{.from = days.front().day, .until = days.front().day};
    context.note(node, clause + "articles that came in before " + describe(first) +
                           ", the first day that the index knows of, are not among these (added:none)");
  } else if (is_empty) {
    context.note(node, clause + "nothing came into the index then");
  }
}

}  // namespace

Query added_query(const QueryNode& node, QueryContext& context) {
  const AddedDays days = read_added_days(context.db);
  const auto ranges = revisions_in(days, node.interval);
  note_gaps(node, days, ranges.empty(), context);
  std::vector<Query> queries;
  queries.reserve(ranges.size());
  for (const auto& range : ranges) queries.push_back(range_query(range));
  return queries.empty() ? Query::MatchNothing : join(Query::OP_OR, queries);
}

}  // namespace dateline
