// When a watched index is updated: bursts settle, failures are tried again, everything is looked at now and
// then.
#pragma once

#include "indexer/watch/change_source.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace dateline {

using WatchClock = std::chrono::steady_clock;

struct WatchTimes {
  std::chrono::milliseconds settle{2000};       // quiet for so long: a burst is over
  std::chrono::milliseconds settle_max{30000};  // after its first change it is not waited longer
  std::chrono::milliseconds rescan{300000};     // everything is looked at at least so often; 0 = never
  std::chrono::milliseconds retry{1000};        // after a failed update; doubled each time it fails again
  std::chrono::milliseconds retry_max{300000};
};

/// What the loop stands on: a test replaces disk, kernel and clock.
struct WatchWorld {
  ChangeSource& source;
  std::function<WatchTarget()> target;
  /// Brings the index up to date. Throws Error; one of kind `interrupted` ends the loop quietly.
  std::function<void()> update;
  std::function<void(const std::string& line)> say;
  std::function<WatchClock::time_point()> now;
  std::function<bool()> is_interrupted;
};

/// Returns when interrupted. An update that failed, or a source that could not watch, does not end it: it is
/// said (once, while it stays the same) and tried again. Only while none has succeeded, what waiting does not
/// mend (a wrong path, another's directory) is thrown.
void run_watch_loop(const WatchTimes& times, const WatchWorld& world);

}  // namespace dateline
