// `added:` days as a query over the articles' ingest revisions.
#pragma once

#include "searcher/query/context.hpp"
#include "searcher/query/tree.hpp"

#include <xapian.h>

namespace dateline {

/// Articles that came into the index, or changed there, in a run of the days of `node`, in UTC. Notes when no
/// run did anything then, and when articles may be missing because the days of old runs are not known. Throws
/// Error(bad_input) when the index's list of days is damaged.
Xapian::Query added_query(const QueryNode& node, QueryContext& context);

}  // namespace dateline
