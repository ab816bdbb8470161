// NEAR and ADJ: words and phrases within a distance of each other.
#pragma once

#include "searcher/query/context.hpp"
#include "searcher/query/scored_query.hpp"
#include "searcher/query/tree.hpp"

#include <string_view>

namespace dateline {

/// `node` is near or adjacent. Alternatives among its children are multiplied out, up to a limit, since
/// Xapian wants terms below its positional operators; beyond it a note says so and the rest is left out.
ScoredQuery near_query(const QueryNode& node, std::string_view prefix, QueryContext& context);

/// The words of a phrase anywhere within `node.distance` words of each other.
ScoredQuery loose_phrase_query(const QueryNode& node, std::string_view prefix, QueryContext& context);

}  // namespace dateline
