// See mounts.hpp.
#include "indexer/scan/mounts.hpp"

#include "indexer/scan/lies_in.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace dateline {

namespace {

bool was_passed(const WalkResult& walk, const std::filesystem::path& place) {
  if (walk.above_files.contains(place)) return true;
  return std::ranges::any_of(walk.directories, [&](const WalkedDirectory& directory) {
    return lies_in(place.native(), directory.path.native());
  });
}

bool is_hidden(const WalkResult& walk, const std::filesystem::path& place) {
  return std::ranges::any_of(walk.problems, [&](const ScanProblem& problem) {
    return problem.may_hide_files && lies_in(place.native(), problem.path);
  });
}

// A root that is empty itself is refused, not hidden: see find_changes.
bool is_emptied_root(const WalkResult& walk, const std::filesystem::path& place) {
  return std::ranges::any_of(walk.directories, [&](const WalkedDirectory& directory) {
    return directory.path == place && directory.seen == 0;
  });
}

/// Files below a place that are known, and those of them that are there.
struct KnownFiles {
  std::uint64_t known = 0;
  std::uint64_t present = 0;
};

KnownFiles count_known(const WalkResult& walk, const Ledger& ledger, const std::filesystem::path& place) {
  KnownFiles count;
  ledger.for_each_known([&](std::string_view path, const KnownFile& file) {
    if (lies_in(path, place.native()) && !file.is_kept && file.changed_ns != never_read) ++count.known;
  });
  walk.files.for_each([&](const ListedFile& file) {
    if (lies_in(file.path, place.native()) && ledger.known(file.path)) ++count.present;
  });
  return count;
}

}  // namespace

void hide_lost_mounts(WalkResult& walk, const Ledger& ledger, const std::set<std::filesystem::path>& mounts) {
  for (const auto& mount : mounts) {
    if (walk.mounts.contains(mount) || !was_passed(walk, mount) || is_hidden(walk, mount)) continue;
    if (is_emptied_root(walk, mount)) continue;
    const auto [known, present] = count_known(walk, ledger, mount);
    if (known == 0 || present > 0) continue;
    walk.problems.push_back({.path = mount.native(),
                             .reason = "a disk was mounted there and is not now; its articles are kept "
                                       "(--allow-empty-root removes them)",
                             .may_hide_files = true});
    std::erase_if(walk.forgotten, [&](const auto& root) { return lies_in(root.native(), mount.native()); });
  }
}

std::set<std::filesystem::path> known_mounts(const WalkResult& walk,
                                             const std::set<std::filesystem::path>& before) {
  std::set<std::filesystem::path> mounts = walk.mounts;
  for (const auto& mount : before) {
    if (!was_passed(walk, mount) || is_hidden(walk, mount)) mounts.insert(mount);
  }
  return mounts;
}

}  // namespace dateline
