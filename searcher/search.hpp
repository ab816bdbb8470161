// Answers one query: THE JOURNEY of dateline-search.
#pragma once

#include "common/index/open.hpp"
#include "common/text/analyse.hpp"
#include "searcher/search_types.hpp"

#include <string>

namespace dateline {

/// Answers over the index as it is at one moment; when a writer moves it, the whole query is run again. Not
/// for two threads at once. Throws Error(usage) for options that cannot be read and, in strict mode, for the
/// query.
SearchResponse search(IndexReader& reader, const SearchRequest& request, Analyser& analyser);

/// The ids alone, best first: what evaluation and batch runs need. Stored articles are read only for their
/// id.
std::vector<std::pair<std::string, double>> search_ids(IndexReader& reader, const SearchRequest& request,
                                                       Analyser& analyser);

/// How a query is read, stage by stage: tree, notes, Xapian query.
std::string explain(IndexReader& reader, const SearchRequest& request, Analyser& analyser);

/// The article with this id, text and all. Throws Error(not_found).
Hit find_article(IndexReader& reader, const std::string& id);

}  // namespace dateline
