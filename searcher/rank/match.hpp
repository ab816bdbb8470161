// Runs a compiled query: which articles, in which order, how many.
#pragma once

#include "common/index/calendar_reader.hpp"
#include "searcher/rank/deadline_spy.hpp"
#include "searcher/search_types.hpp"

#include <cstdint>
#include <optional>
#include <vector>

#include <xapian.h>

namespace dateline {

struct MatchRequest {
  SortOrder sort = SortOrder::relevance;
  std::size_t offset = 0;
  std::size_t limit = 10;
  Deadline deadline{};
  bool needs_full_match = false;             // as the compiled query says
  const CalendarReader* calendar = nullptr;  // of the database; null when it has none
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

/// Up to so many matches a count is exact; above it may be Xapian's estimate.
inline constexpr Xapian::doccount exact_count_up_to = 1000;

/// Newest and oldest: by printed day, then instant, then id (always ascending); undated last. Throws Xapian's
/// exceptions.
MatchResult run_match(const Xapian::Database& db, const Xapian::Query& query, const MatchRequest& request);

/// How many articles a query lets through, exactly; none when the deadline came first.
std::optional<std::uint64_t> count_matches(const Xapian::Database& db, const Xapian::Query& query,
                                           Deadline deadline);

}  // namespace dateline
