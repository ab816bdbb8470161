// Why nothing was found: which word or filter removed everything.
#pragma once

#include "common/text/analyse.hpp"
#include "searcher/query/compile.hpp"
#include "searcher/query/tree.hpp"
#include "searcher/rank/match.hpp"
#include "searcher/search_types.hpp"

#include <vector>

#include <xapian.h>

namespace dateline {

/// The query that found nothing, and over what.
struct ZeroHitQuestion {
  const Xapian::Database& db;
  const IndexLanguages& languages;
  const SearchRequest& request;
  Analyser& analyser;
  const CalendarReader* calendar = nullptr;
  Deadline deadline{};
};

/// One reason a clause of the query's top level, in order; at most `max_reasons`, fewer when the deadline
/// comes. Each costs two counts.
std::vector<ZeroHitReason> find_zero_hit_reasons(const ZeroHitQuestion& question, const QueryNode& root);

inline constexpr std::size_t max_reasons = 12;

}  // namespace dateline
