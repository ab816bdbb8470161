// Where the watch learns that something changed below its roots: inotify, or a test's own.
#pragma once

#include "indexer/scan/walk_rules.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

enum class WatchEvent {
  none,     // the time is over, nothing came
  changed,  // something below a root, or a root itself
  lost,     // events were dropped, a watch is gone, the rules have changed: all is to be watched anew
};

/// What is watched: all that a walk of the roots would look at.
struct WatchTarget {
  std::vector<std::filesystem::path> roots{};
  WalkRules rules{};
};

/// How much of the roots is watched.
struct WatchCoverage {
  std::size_t directories = 0;
  std::size_t unwatched = 0;  // directories that could not be watched, at least
  std::string why{};          // and what to do about it; empty when all are watched
};

class ChangeSource {
 public:
  virtual ~ChangeSource() = default;

  /// Watches what lies below the roots now and comes there later, and no longer what lies elsewhere. Roots
  /// that are not there are waited for. May be called again at any time; no event is lost by it.
  virtual WatchCoverage watch(const WatchTarget& target) = 0;

  /// Waits at most so long for the next event; returns at once when the run is interrupted.
  virtual WatchEvent wait(std::chrono::milliseconds timeout) = 0;
};

}  // namespace dateline
