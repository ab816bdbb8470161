// Intervals of printed days as queries: by the calendar, or over the D, M and Y terms.
#pragma once

#include "common/text/date_interval.hpp"
#include "searcher/query/context.hpp"

#include <optional>
#include <span>

#include <xapian.h>

namespace dateline {

/// Articles dated inside any of the intervals: known only to the month or year, when all of it lies inside.
/// By the calendar a source of docids, among them some that no article has: restrict articles to it, or it to
/// Query::MatchAll. Without one by terms: whole years by Y, whole months of the others by M, days of the rest
/// by D, at most about 120 an interval beside the years; open ends reach as far as the index has years.
Xapian::Query date_query(std::span<const DateInterval> intervals, QueryContext& context);

/// Articles whose month or year the interval only touches and that are known no closer: what `date_query`
/// leaves out. Likewise a source by the calendar. None where the index has no such article.
std::optional<Xapian::Query> imprecise_query(const DateInterval& interval, QueryContext& context);

/// `modified:` days, by value.
Xapian::Query modified_query(const DateInterval& interval);

/// The days of both; a from behind its until when there are none.
DateInterval intersect(const DateInterval& a, const DateInterval& b);

}  // namespace dateline
