// Disks that were mounted in a tree and are not now: what lies on them is not gone.
#pragma once

#include "indexer/scan/ledger.hpp"
#include "indexer/scan/walk.hpp"

#include <filesystem>
#include <set>

namespace dateline {

/// Of the directories where something was mounted when they were last walked, those that this walk passed,
/// where nothing is mounted now and no known file is left although some are known: becomes a problem of the
/// walk that hides them, and no root there is forgotten. A root that is empty itself is left to find_changes,
/// which refuses it. The device numbers themselves say nothing: they change when a machine is started anew,
/// and for some file systems at every mount.
void hide_lost_mounts(WalkResult& walk, const Ledger& ledger, const std::set<std::filesystem::path>& mounts);

/// What is to be remembered of `before` and this walk.
std::set<std::filesystem::path> known_mounts(const WalkResult& walk,
                                             const std::set<std::filesystem::path>& before);

}  // namespace dateline
