// What articles' ids are made from: each file's path below the root that it was first indexed under.
#pragma once

#include "indexer/scan/ledger.hpp"
#include "indexer/scan/walk.hpp"

#include <filesystem>
#include <map>
#include <string>
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
  explicit IdPaths(const Ledger& ledger);

  /// The path below the file's root; where another file has that already, with the root's name before it,
  /// else the whole path. A file that `entry` knows keeps what it has.
  std::string id_path(const FoundFile& file, const LedgerEntry* entry);

 private:
  bool claim(const std::string& id, const std::string& path);

  std::map<std::string, std::string> taken_;  // id path -> the file that has it
};

}  // namespace dateline
