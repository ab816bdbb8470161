// Merges runs: for each key the lists of all runs behind each other, into postlist and position blocks. The
// key space is cut into parts that can be merged side by side.
#pragma once

#include "indexer/build/bulk/run_reader.hpp"
#include "indexer/build/bulk/table_part.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace dateline {

/// Keys from `from` up to, not including, `to`; "" = to the last.
struct MergePart {
  std::string from{};
  std::string to{};
};

/// About `part_bytes` of the runs' bytes each, whatever number of threads merges them.
std::vector<MergePart> plan_merge(const std::vector<StoredRun>& runs, std::uint64_t part_bytes);

/// The runs in the order of their docids; `window_bytes` are read at once of each that is in a file. Throws
/// Error(io).
void merge_runs(const std::vector<StoredRun>& runs, const MergePart& part, std::size_t window_bytes,
                TablePartWriter& postlist, TablePartWriter& position);

}  // namespace dateline
