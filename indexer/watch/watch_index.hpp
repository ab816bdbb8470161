// Keeps an index current while it runs: the command `watch`.
#pragma once

#include "indexer/update_index.hpp"
#include "indexer/watch/watch_loop.hpp"

#include <functional>

namespace dateline {

struct WatchOptions {
  UpdateOptions update{};  // of each run; its paths are of the first one
  WatchTimes times{};
  bool is_quiet = false;  // only what went wrong is said
};

/// Brings the index up to date, then again after each change, until the process is asked to stop. `tell` sees
/// every update that changed something. Prints a line for each to standard error and tells systemd when it is
/// ready. Throws Error when there is nothing to watch or the index cannot be used; what may pass (busy, a
/// full disk) is waited for.
void watch_index(const WatchOptions& options, const std::function<void(const UpdateSummary&)>& tell);

/// One line: what changed and what the index holds.
std::string watch_line(const UpdateSummary& summary);

}  // namespace dateline
