// How a clause of a query was typed, for messages about it.
#pragma once

#include "searcher/query/tree.hpp"
#include "searcher/search_types.hpp"

#include <string>

namespace dateline {

/// `since:2023-01`, `"grain corridor"`, `--author X`: the query's own characters, or the option's.
std::string clause_text(const QueryNode& clause, const SearchRequest& request);

}  // namespace dateline
