// Builds the database of a generation from the spool, by the bulk builder or, where that cannot be, by
// Xapian.
#pragma once

#include "common/index/location.hpp"
#include "indexer/build/build_options.hpp"
#include "indexer/build/index_metadata.hpp"
#include "indexer/build/spool/article_spool.hpp"
#include "indexer/report/progress.hpp"

#include <cstdint>
#include <string>

namespace dateline {

struct GenerationPlan {
  std::uint64_t number = 0;
  IndexMetadata metadata{};  // but for the calendar and the sum
  BuildOptions build{};
  std::string if_interrupted{};
};

/// Leaves the packed database of that number, synced and checked. Throws Error(io), Error(interrupted).
void build_generation(const IndexLocation& location, ArticleSpool& spool, GenerationPlan plan,
                      Progress& progress);

}  // namespace dateline
