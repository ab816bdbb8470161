// Finds the files below the paths that a user names: sorted, once each, without following what leads outside.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

struct FoundFile {
  std::filesystem::path path;  // absolute
  std::filesystem::path root;  // absolute; the directory that ids are relative to
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
};

/// A file or directory that cannot be read, with the reason.
struct ScanProblem {
  std::string path;
  std::string reason;
  bool may_hide_files = false;  // what was read there before is neither seen nor gone
};

struct WalkResult {
  std::vector<FoundFile> files{};                    // by path, no path twice
  std::vector<ScanProblem> problems{};               // dangling links, unreadable directories, loops
  std::vector<std::filesystem::path> directories{};  // the named ones, absolute
  std::vector<std::filesystem::path> missing{};      // of the remembered ones
  std::vector<std::filesystem::path> forgotten{};    // of those, what is known to be gone with all below it
  std::uint64_t special_count = 0;                   // FIFOs, sockets, devices: passed over
};

/// Walks each of `named` and of `remembered` (files or directories). Links to files and to directories inside
/// their root are followed, a directory never twice; hidden entries (".name") below a root are passed over,
/// and so is every index. Throws Error(not_found) for a named path that does not exist and is not remembered,
/// and Error(io) for one that cannot be read.
WalkResult walk_paths(const std::vector<std::filesystem::path>& named,
                      const std::vector<std::filesystem::path>& remembered = {});

}  // namespace dateline
