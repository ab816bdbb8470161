// Ranked documents to hits: stored metadata, headline and passage with what matched.
#pragma once

#include "common/text/analyse.hpp"
#include "searcher/rank/match.hpp"
#include "searcher/results/matched_forms.hpp"
#include "searcher/search_types.hpp"

#include <vector>

#include <xapian.h>

namespace dateline {

/// In the order given. Texts are inflated only where a passage is wanted.
std::vector<Hit> make_hits(const Xapian::Database& db, const std::vector<RankedDocument>& documents,
                           const MatchedForms& forms, const SearchRequest& request, Analyser& analyser);

}  // namespace dateline
