// Made-up answers for the tests of what is printed.
#pragma once

#include "searcher/search_types.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::tests {

/// A passage whose matches are marked in the text by [brackets].
Snippet marked(std::string_view text);

/// Requests and responses that belong together.
struct MadeUpAnswer {
  SearchRequest request{};
  SearchResponse response{};
};

/// Four hits: an ordinary one, a Chinese one, one with hardly anything known, one that is hostile to
/// terminals, spreadsheets and TREC lines; notes; an estimate.
MadeUpAnswer made_up_answer();

/// Nothing found, with reasons.
MadeUpAnswer made_up_nothing();

/// An article with all that an article can have.
Article made_up_article();

}  // namespace dateline::tests
