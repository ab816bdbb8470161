// Runs a compiled query: which articles, in which order, how many.
#pragma once

#include "searcher/search_types.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include <xapian.h>

namespace dateline {

struct MatchRequest {
  SortOrder sort = SortOrder::relevance;
  std::size_t offset = 0;
  std::size_t limit = 10;
  std::chrono::steady_clock::time_point deadline{};
  bool needs_full_match = false;  // as the compiled query says
};

struct RankedDocument {
  Xapian::docid docid = 0;
  double score = 0;  // 0 when sorted by date
};

struct MatchResult {
  std::vector<RankedDocument> documents{};  // of the page asked for
  MatchCount count{};
  bool was_cut = false;  // the deadline came: the best of those looked at
};

/// Newest and oldest: by printed day, then instant, undated last; ties by docid. Throws Xapian's exceptions.
MatchResult run_match(const Xapian::Database& db, const Xapian::Query& query, const MatchRequest& request);

using Deadline = std::chrono::steady_clock::time_point;

/// How many articles a query lets through, exactly; none when the deadline came first.
std::optional<std::uint64_t> count_matches(const Xapian::Database& db, const Xapian::Query& query,
                                           Deadline deadline);

}  // namespace dateline
