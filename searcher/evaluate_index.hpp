// Judged queries against an index: the command `eval`.
#pragma once

#include "common/index/open.hpp"
#include "common/text/analyse.hpp"
#include "searcher/eval/qrels.hpp"
#include "searcher/search_types.hpp"

#include <string>

namespace dateline {

/// How deep each query is ranked: what MAP and recall@100 need.
inline constexpr std::size_t evaluation_depth = 1000;

/// Answers every query with the request's settings; the request's own query is not used.
Run run_queries(IndexReader& reader, const std::vector<JudgedQuery>& queries, SearchRequest request,
                Analyser& analyser);

/// A TREC run file: `query Q0 article rank score tag`, a line an article. Throws Error(bad_input) "FILE:LINE:
/// …".
Run read_run(const std::string& file);

}  // namespace dateline
