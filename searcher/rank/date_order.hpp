// Newest and oldest first: by printed day, then instant, then id; undated articles last in both.
#pragma once

#include "searcher/rank/match.hpp"

#include <xapian.h>

namespace dateline {

/// By the calendar of the request: reads little more than the page asked for, and what lies out of order near
/// it. The count is exact up to `exact_count_up_to`.
MatchResult match_by_calendar(const Xapian::Database& db, const Xapian::Query& query,
                              const MatchRequest& request);

/// By the values of all matches, for a database without a calendar and several under one stub.
MatchResult match_by_values(const Xapian::Database& db, const Xapian::Query& query,
                            const MatchRequest& request);

}  // namespace dateline
