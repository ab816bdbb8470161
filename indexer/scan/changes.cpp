// See changes.hpp.
#include "indexer/scan/changes.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <sys/stat.h>

namespace dateline {

namespace {

/// Lets a view be looked up in a set or map of strings.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

// A file that a smaller limit refused is worth another look; one that was gone is there again.
bool is_unchanged(const ListedFile& file, const KnownFile& known, const ChangeOptions& options) {
  const bool was_limited = known.limit_bytes != 0 && known.limit_bytes < options.max_file_bytes;
  const bool is_retried = options.retry_rejected && known.has_rejections;
  return known.size == file.size && known.changed_ns == file.changed_ns && !was_limited && !is_retried &&
         !known.is_kept;
}

// An article that is known from the place of a problem stays: its entry is not the problem's.
bool is_known(const ScanProblem& problem, const Ledger& ledger) {
  const auto entry = ledger.find(problem.path);
  if (!entry) return false;
  return entry->changed_ns != never_read || entry->rejections == std::vector<std::string>{problem.reason};
}

// Calls `use` with `path` and each directory above it, innermost first.
template <typename Use>
void for_each_above(std::string_view path, Use use) {
  use(path);
  for (auto slash = path.rfind('/'); slash != std::string_view::npos && path.size() > 1;
       slash = path.rfind('/')) {
    path = path.substr(0, std::max<std::size_t>(slash, 1));
    use(path);
  }
}

/// What is known to be gone below each directory that was walked, and below roots that are gone themselves.
using GoneCounts = std::unordered_map<std::string, std::uint64_t, StringHash, std::equal_to<>>;
using Paths = std::unordered_set<std::string, StringHash, std::equal_to<>>;

GoneCounts walked_places(const WalkResult& walk) {
  GoneCounts walked;
  for (const auto& directory : walk.directories) walked[directory.path.native()];
  for (const auto& root : walk.forgotten) walked[root.native()];
  return walked;
}

// True when a walk has passed where the file was; counts it there, if it had articles or could have.
bool count_gone(std::string_view path, const KnownFile& file, GoneCounts& walked) {
  bool was_walked = false;
  for_each_above(path, [&](std::string_view above) {
    const auto found = walked.find(above);
    if (found == walked.end()) return;
    found->second += file.changed_ns == never_read && !file.has_documents ? 0 : 1;
    was_walked = true;
  });
  return was_walked;
}

bool may_be_hidden(std::string_view path, const Paths& hiding) {
  if (hiding.empty()) return false;
  bool is_hidden = false;
  for_each_above(path, [&](std::string_view above) { is_hidden = is_hidden || hiding.contains(above); });
  return is_hidden;
}

/// Directories that were walked, held files of the index and hold none.
std::vector<std::string> emptied(const WalkResult& walk, const GoneCounts& gone_below) {
  std::vector<std::string> directories;
  for (const auto& directory : walk.directories) {
    const bool is_emptied = directory.seen == 0 && gone_below.at(directory.path.native()) > 0;
    if (is_emptied) directories.push_back(directory.path.native());
  }
  return directories;
}

// A disk that is not mounted looks like that. Where other directories are as they should be, their run goes
// on.
void keep_emptied(WalkResult& walk, const Ledger& ledger, const GoneCounts& gone_below, Changes& changes) {
  const auto directories = emptied(walk, gone_below);
  if (directories.empty()) return;
  if (directories.size() == walk.directories.size()) {
    throw Error(ErrorKind::io,
                directories.front() + " holds no files any more, but " +
                    std::to_string(gone_below.at(directories.front())) +
                    " of it are indexed (a disk not mounted?)",
                "if they really are gone, run it again with --allow-empty-root");
  }
  const Paths hiding(directories.begin(), directories.end());
  for (auto* paths : {&changes.gone, &changes.kept}) {
    std::erase_if(*paths, [&](const std::string& path) { return may_be_hidden(path, hiding); });
  }
  for (const auto& directory : directories) {
    ScanProblem problem{.path = directory,
                        .reason =
                            "holds no files any more (a disk not mounted?); its articles are kept "
                            "(--allow-empty-root removes them)",
                        .may_hide_files = true};
    if (!is_known(problem, ledger)) changes.new_problems.push_back(problem);
    walk.problems.push_back(std::move(problem));
  }
}

void add_to_read(const ListedFile& file, Changes& changes) {
  changes.to_read.push_back({.path = std::string(file.path),
                             .root = std::string(file.root),
                             .size = file.size,
                             .changed_ns = file.changed_ns});
  changes.bytes_to_read += file.size;
}

void sort_by_path(std::vector<FoundFile>& files) {
  std::ranges::sort(files, {}, &FoundFile::path);
}

/// The ledger's entries that were met in the walk, by their numbers.
using Met = std::vector<bool>;

void compare_files(const WalkResult& walk, const Ledger& ledger, const ChangeOptions& options, Met& met,
                   Changes& changes) {
  walk.files.for_each([&](const ListedFile& file) {
    const auto known = ledger.known(file.path);
    if (known) met[known->number] = true;
    if (!options.read_everything && known && is_unchanged(file, *known, options)) {
      ++changes.unchanged;
      return;
    }
    add_to_read(file, changes);
  });
}

Paths compare_problems(const WalkResult& walk, const Ledger& ledger, Met& met, Changes& changes) {
  Paths hiding;
  for (const auto& problem : walk.problems) {
    if (problem.may_hide_files) hiding.insert(problem.path);
    if (const auto known = ledger.known(problem.path)) met[known->number] = true;
    if (!is_known(problem, ledger)) changes.new_problems.push_back(problem);
  }
  return hiding;
}

}  // namespace

Changes find_changes(WalkResult& walk, const Ledger& ledger, const ChangeOptions& options) {
  Changes changes;
  changes.bytes_known = ledger.file_bytes();
  Met met(ledger.number_limit());
  compare_files(walk, ledger, options, met, changes);
  const Paths hiding = compare_problems(walk, ledger, met, changes);
  GoneCounts walked = walked_places(walk);
  const bool are_all_met = static_cast<std::size_t>(std::ranges::count(met, true)) == ledger.size();
  if (!are_all_met) {
    ledger.for_each_known([&](std::string_view path, const KnownFile& file) {
      if (met[file.number] || file.is_kept || path == standard_input_path) return;
      if (may_be_hidden(path, hiding) || !count_gone(path, file, walked)) return;
      const bool is_kept = options.keep_removed && file.has_documents;
      (is_kept ? changes.kept : changes.gone).emplace_back(path);
      changes.bytes_gone += is_kept ? 0 : file.size;
    });
  }
  std::ranges::sort(changes.gone);
  std::ranges::sort(changes.kept);
  sort_by_path(changes.to_read);
  if (!options.allow_empty_root && !options.keep_removed) keep_emptied(walk, ledger, walked, changes);
  return changes;
}

void add_losers_of_ids(Changes& changes, const WalkResult& walk, const Ledger& ledger) {
  if (!changes.changes_articles()) return;
  Paths losers;
  ledger.for_each_known([&](std::string_view path, const KnownFile& file) {
    if (file.has_lost_ids) losers.emplace(path);
  });
  if (losers.empty()) return;
  for (const auto& path : changes.gone) losers.erase(path);
  for (const auto& file : changes.to_read) losers.erase(file.path);
  walk.files.for_each([&](const ListedFile& file) {
    const auto loser = losers.find(file.path);
    if (loser == losers.end()) return;
    losers.erase(loser);
    add_to_read(file, changes);
    --changes.unchanged;
  });
  // Those that this run does not walk; one of them that is not there now keeps what it has.
  for (const auto& path : losers) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
    const auto entry = ledger.find(path);
    const std::string root = entry ? entry->root : std::string();
    add_to_read({.path = path,
                 .root = root,
                 .size = static_cast<std::uint64_t>(status.st_size),
                 .changed_ns = entry ? entry->changed_ns : never_read},
                changes);
  }
  sort_by_path(changes.to_read);
}

}  // namespace dateline
