// Checks one database of an index as deep as it goes: its tables, its articles, its ledger.
#pragma once

#include "indexer/check/children.hpp"
#include "indexer/report/progress.hpp"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace dateline {

/// What a child that reads or copies the database at `path` may take: far more than sound contents need.
ChildLimits limits_for(const std::filesystem::path& path);

struct GenerationFindings {
  std::vector<Damage> damages{};
  bool has_moved = false;  // a writer was at work: the damages may be its doing
  std::uint64_t articles = 0;
  std::uint64_t files = 0;  // in the ledger, of those that were read
  std::uint64_t revision = 0;
  std::uint64_t unchecked_tables = 0;  // their structure: they may not be written; all they hold was read
  bool has_roots = false;              // the ledger names the roots that its files were found under
};

/// Reads all of the database at `path`, in child processes. Nobody need hold the writer lock. Throws
/// Error(io) when no process can be made.
GenerationFindings find_damage(const std::filesystem::path& path, Progress& progress);

}  // namespace dateline
