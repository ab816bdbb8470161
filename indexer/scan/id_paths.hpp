// What articles' ids are made from: each file's path below the root that it was first indexed under.
#pragma once

#include "indexer/scan/changes.hpp"
#include "indexer/scan/ledger.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dateline {

/// A file keeps the root that its id was made from, whichever path above or below it a run names; a new file
/// belongs to the first of `roots` that holds it.
void adopt_roots(std::vector<FoundFile>& files, const Ledger& ledger,
                 const std::vector<std::filesystem::path>& roots);

/// A path as part of an id: UTF-8; control characters and invalid bytes as %XX.
std::string id_text(const std::string& path);

class IdPaths {
 public:
  /// Files that are `gone` give their ids free. Both outlive it.
  IdPaths(const Ledger& ledger, const std::vector<std::string>& gone) : ledger_(ledger), gone_(gone) {}

  /// The path below the file's root; where another file has that already, with the root's name before it,
  /// else the whole path. A file that `entry` knows keeps what it has.
  std::string id_path(const FoundFile& file, const std::optional<LedgerEntry>& entry);

 private:
  bool claim(const std::string& id, const std::string& path);
  void claim_known();

  const Ledger& ledger_;
  const std::vector<std::string>& gone_;
  bool has_claimed_known_ = false;  // that reads the whole ledger: not before a new file needs it
  // Id paths and the files that have them, by XXH3 of each. Two ids that are taken for one make the later
  // longer than it need be: once in 10^5 indexes of ten million files.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> known_{};  // of the ledger, sorted
  std::unordered_map<std::uint64_t, std::uint64_t> taken_{};      // of new files
};

}  // namespace dateline
