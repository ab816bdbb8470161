// Brings the changes of a run into the index: in place when they are small, else as a new generation.
#pragma once

#include "common/index/location.hpp"
#include "indexer/build/apply_changes.hpp"
#include "indexer/scan/baseline.hpp"
#include "indexer/update_index.hpp"

namespace dateline {

/// Publishes, or throws and leaves the index and its directory as they were. Only for the holder of the
/// writer lock.
void build_index(const IndexLocation& location, Baseline& baseline, const Changes& changes,
                 const UpdateOptions& options, Run run);

}  // namespace dateline
