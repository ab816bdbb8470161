// Works around a fault of Xapian 1.4 in queries with a term that every article has.
#pragma once

#include <xapian.h>

namespace dateline {

/// Where a term's weight does not count and every article has it, Xapian reads the list of all documents
/// instead of the term's, but under the term's name; where docids have gaps, as after any removal, it then
/// takes that list for damaged ("Unexpected end of posting list", tried with 1.4.22: `lang:en` in an English
/// archive). These put Query::MatchAll there themselves. A database without gaps gets its query back as it
/// is.

/// Of a query whose scores count for nothing.
Xapian::Query without_universal_terms(const Xapian::Query& set, const Xapian::Database& db);

/// Of a query that ranks: only in what filters, excludes or is scaled to nothing. Scores stay the same.
Xapian::Query without_universal_filters(const Xapian::Query& query, const Xapian::Database& db);

}  // namespace dateline
