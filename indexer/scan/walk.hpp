// Finds the files below the paths that a user names: sorted, once each, without following what leads outside.
#pragma once

#include "indexer/scan/file_list.hpp"
#include "indexer/scan/walk_rules.hpp"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace dateline {

/// A file or directory that cannot be read, with the reason.
struct ScanProblem {
  std::string path;
  std::string reason;
  bool may_hide_files = false;  // what was read there before is neither seen nor gone
};

/// Ids of files that were listed or named one by one are relative to this directory; of those that have none,
/// to the one they lie in.
using IdBases = std::unordered_map<std::string, std::string>;

struct WalkRequest {
  std::vector<std::filesystem::path> named{};       // by a person: each is there, or is remembered
  std::vector<std::filesystem::path> listed{};      // by a program: one that is not there is a problem
  std::vector<std::filesystem::path> remembered{};  // roots of earlier runs
  bool with_remembered = true;                      // walks those too; else they only excuse what is missing
  IdBases bases{};                                  // of remembered files
  std::filesystem::path current_directory{};        // what listed paths are relative to; canonical
  WalkRules rules{};
};

struct WalkedDirectory {
  std::filesystem::path path;
  std::uint64_t seen = 0;  // files found in it, and what was left out on purpose: an emptied one has none
};

struct WalkResult {
  FileList files{};
  std::vector<ScanProblem> problems{};             // dangling links, unreadable directories, loops
  std::vector<WalkedDirectory> directories{};      // the named ones
  std::vector<std::filesystem::path> roots{};      // what was named or listed and is there, absolute
  IdBases bases{};                                 // of the listed files among them
  std::vector<std::filesystem::path> missing{};    // of the remembered ones
  std::vector<std::filesystem::path> forgotten{};  // of those, what is known to be gone with all below it
  std::set<std::filesystem::path>
      above_files{};                         // directories that hold a file, or a missing root, named itself
  std::set<std::filesystem::path> mounts{};  // directories walked, or above files, where a disk is mounted
  std::vector<std::string> indexes{};  // directories passed over because an index or a database lies there
  std::uint64_t special_count = 0;     // FIFOs, sockets, devices: passed over
};

/// Walks what is asked for, files or directories. Links are followed as the rules say, a directory never
/// twice; hidden entries (".name") below a root are passed over, and so is every index. What patterns leave
/// out counts as seen, but is not found; they do not bind files that were named or listed themselves. Throws
/// Error(not_found) for a named path that does not exist and is not remembered, and Error(io) for one that
/// cannot be read.
WalkResult walk_paths(const WalkRequest& request);

}  // namespace dateline
