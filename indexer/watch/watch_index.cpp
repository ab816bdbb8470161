// See watch_index.hpp.
#include "indexer/watch/watch_index.hpp"

#include "common/index/location.hpp"
#include "common/interruption.hpp"
#include "common/terminal.hpp"
#include "common/text/thousands.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/report/progress.hpp"
#include "indexer/watch/inotify_source.hpp"
#include "indexer/watch/service_manager.hpp"

#include <algorithm>
#include <iostream>
#include <set>
#include <system_error>
#include <utility>

namespace dateline {

namespace {

// Another writer is waited for by the loop, which can be interrupted and says who is busy.
constexpr std::chrono::seconds lock_timeout{1};

std::string with_place(const Rejection& rejection) {
  return rejection.path + (rejection.where.empty() ? "" : ", " + rejection.where) + ": " + rejection.reason;
}

class IndexWatch {
 public:
  IndexWatch(const WatchOptions& options, const std::function<void(const UpdateSummary&)>& tell)
      : options_(options), tell_(tell), location_{options.update.directory} {}

  void run() {
    InotifySource source(options_.update.directory);
    run_watch_loop(options_.times, {.source = source,
                                    .target = [this] { return target(); },
                                    .update = [this] { update(); },
                                    .say = say,
                                    .now = [] { return WatchClock::now(); },
                                    .is_interrupted = is_interrupted});
    notify_service_manager("STOPPING=1");
  }

 private:
  static void say(const std::string& line) { std::cerr << printable(line) << std::endl; }

  // Those of the index and, until a run has taken them in, those named.
  [[nodiscard]] WatchTarget target() const {
    IndexSources sources = read_sources(location_);
    if (!has_begun_) change_settings(sources, options_.update.settings);
    auto& roots = sources.roots;
    for (const auto& path : options_.update.paths) {
      std::error_code error;
      auto root = std::filesystem::canonical(path, error);
      if (!error && std::ranges::find(roots, root) == roots.end()) roots.push_back(std::move(root));
    }
    return {.roots = std::move(roots),
            .rules = {.include = std::move(sources.include),
                      .exclude = std::move(sources.exclude),
                      .links = sources.links,
                      .removed = std::move(sources.removed)}};
  }

  void update() {
    UpdateOptions update = options_.update;
    update.lock_timeout = lock_timeout;
    if (has_begun_) {  // all else is remembered by the index
      update.paths.clear();
      update.listed.reset();
      update.settings = {};
      update.retry_rejected = false;
    }
    tell_ready();
    const bool shows_progress = !has_begun_ && !options_.is_quiet;
    Progress progress(shows_progress ? ProgressKind::automatic : ProgressKind::quiet);
    report(update_index(update, progress));
  }

  // Everything is watched from here on. The first update may take hours, longer than a service manager waits.
  void tell_ready() {
    if (std::exchange(is_ready_, true)) return;
    notify_service_manager("READY=1\nSTATUS=the first update runs");
  }

  void report(const UpdateSummary& summary) {
    if (!options_.is_quiet && (!has_begun_ || !summary.was_up_to_date)) say(watch_line(summary));
    report_rejections(summary);
    if (!has_begun_ || !summary.was_up_to_date) tell_(summary);
    notify_service_manager("STATUS=" + counted(summary.articles_in_index, "article"));
    has_begun_ = true;
  }

  // A link to nothing is met by every run and told by the first.
  void report_rejections(const UpdateSummary& summary) {
    std::set<std::string> rejections;
    for (const auto& rejection : summary.rejections) {
      const std::string line = with_place(rejection);
      if (!told_rejections_.contains(line)) say("rejected: " + line);
      rejections.insert(line);
    }
    told_rejections_ = std::move(rejections);
  }

  const WatchOptions& options_;
  const std::function<void(const UpdateSummary&)>& tell_;
  IndexLocation location_;
  bool has_begun_ = false;
  bool is_ready_ = false;
  std::set<std::string> told_rejections_;
};

}  // namespace

void watch_index(const WatchOptions& options, const std::function<void(const UpdateSummary&)>& tell) {
  IndexWatch(options, tell).run();
}

std::string watch_line(const UpdateSummary& summary) {
  const std::string totals = counted(summary.articles_in_index, "article") + " in the index";
  if (summary.was_up_to_date) return "up to date: " + totals;
  std::string line = counted(summary.files_read, "file") + " read";
  if (summary.files_removed > 0) line += ", " + with_thousands(summary.files_removed) + " removed";
  if (!summary.rejections.empty()) line += ", " + with_thousands(summary.rejections.size()) + " rejected";
  return line + " (" + spoken_duration(summary.elapsed) + "): " + totals;
}

}  // namespace dateline
