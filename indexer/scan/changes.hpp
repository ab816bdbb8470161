// What a run has to do: the files found against the ledger.
#pragma once

#include "indexer/scan/ledger.hpp"
#include "indexer/scan/walk.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

struct Changes {
  std::vector<FoundFile> to_read;           // new, or of another size or time
  std::vector<std::string> gone;            // paths under the roots walked that are no longer there
  std::vector<ScanProblem> new_problems{};  // not in the ledger as they are
  std::uint64_t unchanged = 0;
  std::uint64_t bytes_to_read = 0;
  std::uint64_t bytes_gone = 0;  // sizes of the files in `gone`

  [[nodiscard]] bool is_empty() const { return to_read.empty() && gone.empty() && new_problems.empty(); }
};

/// Files of roots that were not walked this time are left alone, and so are those below what the walk could
/// not read. Throws Error(io) when a walked root that
/// held files is suddenly empty (an unmounted disk?) unless `allow_empty_root`.
Changes find_changes(const WalkResult& walk, const Ledger& ledger, bool allow_empty_root,
                     std::uint64_t max_file_bytes);

/// Once anything changes, files that lost an id to another are read again: the other may have given it up.
void add_losers_of_ids(Changes& changes, const WalkResult& walk, const Ledger& ledger);

}  // namespace dateline
