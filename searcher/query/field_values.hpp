// Values of boolean fields (tags, sources, hosts, languages, formats, ids) as the index has them.
#pragma once

#include "searcher/query/context.hpp"
#include "searcher/query/tree.hpp"

#include <xapian.h>

namespace dateline {

/// Articles whose field has the value of `node` (a word, phrase, prefix or fuzzy with a boolean field, or
/// with a name field read as a whole). A value that the index does not have whole is looked for as words
/// inside whole values, with a note that says what was taken.
Xapian::Query field_value_query(const QueryNode& node, QueryContext& context);

}  // namespace dateline
