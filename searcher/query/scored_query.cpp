// Branches and extras; see scored_query.hpp.
#include "searcher/query/scored_query.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dateline {

namespace {

// Above so many branches a filter stands once, over the set, rather than in each branch.
constexpr std::size_t max_branches_to_change = 4;

using Xapian::Query;

}  // namespace

Query join(Query::op op, const std::vector<Query>& queries) {
  if (queries.size() == 1) return queries.front();
  return {op, queries.begin(), queries.end()};
}

Query without_score(const Query& query) {
  return {Query::OP_SCALE_WEIGHT, query, 0.0};
}

ScoredQuery ScoredQuery::plain(Query query) {
  ScoredQuery scored;
  scored.branches_.push_back({std::move(query), false});
  return scored;
}

ScoredQuery ScoredQuery::positional(Query query) {
  ScoredQuery scored;
  scored.branches_.push_back({std::move(query), true});
  return scored;
}

Query ScoredQuery::set() const {
  std::vector<Query> queries;
  for (const Part& branch : branches_) queries.push_back(branch.query);
  return join(Query::OP_OR, queries);
}

Query ScoredQuery::assemble() const {
  if (branches_.empty()) return {};
  Query query = set();
  for (const Part& extra : extras_) query = Query(Query::OP_AND_MAYBE, query, extra.query);
  return query;
}

bool ScoredQuery::needs_full_match() const {
  const auto is_positional = [](const std::vector<Part>& parts) {
    return std::ranges::any_of(parts, &Part::is_positional);
  };
  return branches_.size() + extras_.size() > 1 && (is_positional(branches_) || is_positional(extras_));
}

void ScoredQuery::add_part(std::vector<Part>& parts, Part part) {
  if (!part.is_positional) {
    const auto plain = std::ranges::find(parts, false, &Part::is_positional);
    if (plain != parts.end()) {
      plain->query |= part.query;
      return;
    }
  }
  parts.push_back(std::move(part));
}

void ScoredQuery::collapse_to(const Query& set) {
  for (Part& branch : branches_) add_part(extras_, std::move(branch));
  branches_.clear();
  branches_.push_back({without_score(set), true});
}

template <class Change>
void ScoredQuery::change_branches(const Change& change) {
  if (branches_.size() > max_branches_to_change) {
    collapse_to(change(set()));
    return;
  }
  for (Part& branch : branches_) branch.query = change(branch.query);
}

ScoredQuery any_of(std::vector<ScoredQuery> queries) {
  ScoredQuery any;
  std::vector<Query> plain;
  for (ScoredQuery& query : queries) {
    for (ScoredQuery::Part& branch : query.branches_) {
      if (branch.is_positional) {
        any.branches_.push_back(std::move(branch));
      } else {
        plain.push_back(std::move(branch.query));
      }
    }
    for (ScoredQuery::Part& extra : query.extras_) ScoredQuery::add_part(any.extras_, std::move(extra));
  }
  if (!plain.empty()) any.branches_.insert(any.branches_.begin(), {join(Query::OP_OR, plain), false});
  return any;
}

ScoredQuery all_of(std::vector<ScoredQuery> queries) {
  std::erase_if(queries, [](const ScoredQuery& query) { return query.is_empty(); });
  if (queries.empty()) return {};
  if (queries.size() == 1) return std::move(queries.front());
  ScoredQuery all;
  std::vector<Query> sets;
  bool is_single = true;
  bool is_positional = false;
  for (const ScoredQuery& query : queries) {
    sets.push_back(query.set());
    is_single = is_single && query.branches_.size() == 1;
    is_positional = is_positional || query.branches_.front().is_positional;
  }
  const Query set = join(Query::OP_AND, sets);
  all.branches_.push_back({is_single ? set : without_score(set), is_positional || !is_single});
  for (ScoredQuery& query : queries) {
    if (!is_single) {
      for (ScoredQuery::Part& branch : query.branches_) ScoredQuery::add_part(all.extras_, std::move(branch));
    }
    for (ScoredQuery::Part& extra : query.extras_) ScoredQuery::add_part(all.extras_, std::move(extra));
  }
  return all;
}

ScoredQuery prefer(ScoredQuery required, const ScoredQuery& optional) {
  for (const ScoredQuery::Part& branch : optional.branches_) ScoredQuery::add_part(required.extras_, branch);
  for (const ScoredQuery::Part& extra : optional.extras_) ScoredQuery::add_part(required.extras_, extra);
  return required;
}

ScoredQuery restrict_to(ScoredQuery query, const Query& filter) {
  query.change_branches([&filter](const Query& branch) { return Query(Query::OP_FILTER, branch, filter); });
  return query;
}

ScoredQuery exclude(ScoredQuery query, const Query& excluded) {
  query.change_branches(
      [&excluded](const Query& branch) { return Query(Query::OP_AND_NOT, branch, excluded); });
  return query;
}

ScoredQuery scale(ScoredQuery query, double factor) {
  if (factor == 1) return query;
  for (ScoredQuery::Part& branch : query.branches_)
    branch.query = Query(Query::OP_SCALE_WEIGHT, branch.query, factor);
  for (ScoredQuery::Part& extra : query.extras_)
    extra.query = Query(Query::OP_SCALE_WEIGHT, extra.query, factor);
  return query;
}

}  // namespace dateline
