// See changes.hpp.
#include "indexer/scan/changes.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace dateline {

namespace {

// A file that a smaller limit refused is worth another look.
bool is_unchanged(const FoundFile& file, const LedgerEntry& entry, std::uint64_t max_file_bytes) {
  const bool was_limited = entry.limit_bytes != 0 && entry.limit_bytes < max_file_bytes;
  return entry.size == file.size && entry.mtime_ns == file.mtime_ns && !was_limited;
}

// An article that is known from the place of a problem stays: its entry is not the problem's.
bool is_known(const ScanProblem& problem, const Ledger& ledger) {
  const LedgerEntry* entry = ledger.find(problem.path);
  if (entry == nullptr) return false;
  return entry->mtime_ns != never_read || entry->rejections == std::vector<std::string>{problem.reason};
}

/// What a directory that was walked held and holds.
struct WalkedDirectory {
  std::uint64_t present = 0;
  std::uint64_t gone = 0;
};
using WalkedDirectories = std::unordered_map<std::string, WalkedDirectory>;

// Calls `use` with `path` and each directory above it, innermost first.
template <typename Use>
void for_each_above(std::string_view path, Use use) {
  use(std::string(path));
  while (path.size() > 1) {
    path = path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
    use(std::string(path));
  }
}

WalkedDirectories walked_directories(const WalkResult& walk) {
  WalkedDirectories walked;
  for (const auto& directory : walk.directories) walked[directory.native()];
  for (const auto& root : walk.forgotten) walked[root.native()];
  for (const auto& file : walk.files) {
    for_each_above(file.path.native(), [&](const std::string& directory) {
      if (const auto found = walked.find(directory); found != walked.end()) ++found->second.present;
    });
  }
  return walked;
}

// True when a walk has passed where the file was; counts it there.
bool count_gone(const std::string& path, WalkedDirectories& walked) {
  bool was_walked = false;
  for_each_above(path, [&](const std::string& directory) {
    const auto found = walked.find(directory);
    if (found == walked.end()) return;
    ++found->second.gone;
    was_walked = true;
  });
  return was_walked;
}

bool may_be_hidden(const std::string& path, const std::unordered_set<std::string>& hiding) {
  bool is_hidden = false;
  for_each_above(path, [&](const std::string& above) { is_hidden = is_hidden || hiding.contains(above); });
  return is_hidden;
}

void refuse_emptied(const WalkResult& walk, const WalkedDirectories& walked) {
  for (const auto& directory : walk.directories) {
    const auto& [present, gone] = walked.at(directory.native());
    if (present > 0 || gone == 0) continue;
    throw Error(ErrorKind::io,
                directory.string() + " holds no files any more, but " + std::to_string(gone) +
                    " of it are indexed (a disk not mounted?)",
                "if they really are gone, run it again with --allow-empty-root");
  }
}

}  // namespace

Changes find_changes(const WalkResult& walk, const Ledger& ledger, bool allow_empty_root,
                     std::uint64_t max_file_bytes) {
  Changes changes;
  std::set<std::string> present;
  for (const auto& file : walk.files) {
    present.insert(file.path.native());
    const LedgerEntry* entry = ledger.find(file.path.native());
    if (entry != nullptr && is_unchanged(file, *entry, max_file_bytes)) {
      ++changes.unchanged;
      continue;
    }
    changes.to_read.push_back(file);
    changes.bytes_to_read += file.size;
  }
  auto walked = walked_directories(walk);
  std::unordered_set<std::string> hiding;
  for (const auto& problem : walk.problems) {
    if (problem.may_hide_files) hiding.insert(problem.path);
    present.insert(problem.path);
    if (!is_known(problem, ledger)) changes.new_problems.push_back(problem);
  }
  for (const auto& [path, entry] : ledger.entries()) {
    if (present.contains(path) || may_be_hidden(path, hiding) || !count_gone(path, walked)) continue;
    changes.gone.push_back(path);
    changes.bytes_gone += entry.size;
  }
  if (!allow_empty_root) refuse_emptied(walk, walked);
  return changes;
}

void add_losers_of_ids(Changes& changes, const WalkResult& walk, const Ledger& ledger) {
  if (changes.to_read.empty() && changes.gone.empty()) return;
  std::set<std::string> read_anyway(changes.gone.begin(), changes.gone.end());
  for (const auto& file : changes.to_read) read_anyway.insert(file.path.native());
  std::set<std::string> losers;
  for (const auto& [path, entry] : ledger.entries()) {
    if (entry.has_lost_ids && !read_anyway.contains(path)) losers.insert(path);
  }
  for (const auto& file : walk.files) {
    if (!losers.contains(file.path.native())) continue;
    changes.to_read.push_back(file);
    changes.bytes_to_read += file.size;
    --changes.unchanged;
  }
  std::ranges::sort(changes.to_read, {}, &FoundFile::path);
}

}  // namespace dateline
