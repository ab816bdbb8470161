// Words that stand for many: `cooperat*` and `volodyn~`, expanded over the terms of the index.
#pragma once

#include "searcher/query/context.hpp"
#include "searcher/query/scored_query.hpp"
#include "searcher/query/tree.hpp"

#include <string_view>

namespace dateline {

/// The words that begin with the node's text, as one word: the most frequent when they are many, with a note
/// "the 500 most frequent of 11,203 forms". In scripts without spaces the text itself: what follows is free.
ScoredQuery prefix_query(const QueryNode& node, std::string_view prefix, QueryContext& context);

/// The words at most `node.distance` letters away (0: 1 for words of up to 5 letters, else 2) that begin with
/// the same letter, as one word.
ScoredQuery fuzzy_query(const QueryNode& node, std::string_view prefix, QueryContext& context);

}  // namespace dateline
