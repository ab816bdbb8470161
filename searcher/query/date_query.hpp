// Intervals of printed days as queries over the D, M and Y terms.
#pragma once

#include "common/text/date_interval.hpp"
#include "searcher/query/context.hpp"

#include <optional>
#include <vector>

#include <xapian.h>

namespace dateline {

/// Whole years by their Y terms, whole months of the others by M, days of the rest by D: an article known
/// only to the month or year matches when all of it lies inside. At most about 120 terms beside the years.
/// Open ends reach as far as the index has years.
Xapian::Query date_query(const DateInterval& interval, QueryContext& context);

/// Articles whose month or year the interval only touches and that are known no closer: what `date_query`
/// leaves out. None where the index has no such article.
std::optional<Xapian::Query> imprecise_query(const DateInterval& interval, QueryContext& context);

/// `modified:` days, by value.
Xapian::Query modified_query(const DateInterval& interval);

/// The days of both; a from behind its until when there are none.
DateInterval intersect(const DateInterval& a, const DateInterval& b);

}  // namespace dateline
