// Random articles for the builders' property tests: odd ones included.
#pragma once

#include "indexer/build/bulk/bulk_builder.hpp"

#include <cstdint>
#include <vector>

namespace dateline::tests {

/// Docids ascend with gaps. Some have no words, very long or very many words, marks, other scripts, equal
/// words at one position, large data, BCE dates, or all fields empty.
std::vector<BulkArticle> random_articles(unsigned seed, std::size_t count);

}  // namespace dateline::tests
