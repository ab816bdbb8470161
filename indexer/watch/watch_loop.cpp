// See watch_loop.hpp.
#include "indexer/watch/watch_loop.hpp"

#include "common/error.hpp"
#include "common/text/thousands.hpp"

#include <algorithm>
#include <optional>

namespace dateline {

namespace {

using std::chrono::milliseconds;

// Wrong paths and the like do not pass by waiting.
bool may_pass(const Error& error) {
  return error.kind() == ErrorKind::busy || error.kind() == ErrorKind::io;
}

class WatchLoop {
 public:
  WatchLoop(const WatchTimes& times, const WatchWorld& world) : times_(times), world_(world) {}

  void run() {
    update();
    while (!world_.is_interrupted() && !is_over_) {
      const WatchEvent event = world_.source.wait(time_until_due());
      if (world_.is_interrupted()) return;
      if (event == WatchEvent::none && time_until_due() > milliseconds(0)) continue;
      is_watch_lost_ = is_watch_lost_ || event == WatchEvent::lost;
      if (event != WatchEvent::none) settle();
      if (world_.is_interrupted()) return;
      // After a failure no change makes the next attempt come sooner: the disk is as full as it was.
      if (is_backing_off()) continue;
      is_watch_lost_ = is_watch_lost_ || is_rescan_due();
      update();
    }
  }

 private:
  // Waits until nothing has changed for a while, but not for ever.
  void settle() {
    const auto latest = world_.now() + times_.settle_max;
    while (!world_.is_interrupted()) {
      const auto left = std::chrono::ceil<milliseconds>(latest - world_.now());
      if (left <= milliseconds(0)) return;
      const WatchEvent event = world_.source.wait(std::min(times_.settle, left));
      if (event == WatchEvent::none) return;
      is_watch_lost_ = is_watch_lost_ || event == WatchEvent::lost;
    }
  }

  void watch_anew() {
    const WatchCoverage coverage = world_.source.watch(world_.target());
    is_watch_lost_ = false;
    if (coverage.why == said_of_coverage_) return;
    said_of_coverage_ = coverage.why;
    if (coverage.why.empty()) {
      world_.say("all directories are watched again");
      return;
    }
    const std::string instead = times_.rescan > milliseconds(0)
                                    ? "everything is looked at each " +
                                          std::to_string(times_.rescan.count() / 1000) + " seconds instead"
                                    : "--rescan-every is 0, so changes in the rest go unseen";
    world_.say("only " + with_thousands(coverage.directories) + " directories are watched (" + coverage.why +
               "); " + instead);
  }

  void update() {
    try {
      if (is_watch_lost_) watch_anew();
      world_.update();
      has_succeeded_ = true;
      retry_at_.reset();
      said_of_failure_.clear();
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) {
        is_over_ = true;
        return;
      }
      if (!has_succeeded_ && !may_pass(error)) throw;
      back_off(error);
    }
    rescan_at_ = world_.now() + times_.rescan;
  }

  void back_off(const Error& error) {
    delay_ = retry_at_ ? std::min(2 * delay_, times_.retry_max) : times_.retry;
    retry_at_ = world_.now() + delay_;
    const std::string what = error.what();
    if (what == said_of_failure_) return;
    said_of_failure_ = what;
    const std::string remedy = error.remedy().empty() ? "" : ". " + error.remedy();
    world_.say("not updated: " + what + remedy + ". It is tried again.");
  }

  [[nodiscard]] bool is_backing_off() const { return retry_at_ && world_.now() < *retry_at_; }

  [[nodiscard]] bool is_rescan_due() const {
    return times_.rescan > milliseconds(0) && world_.now() >= rescan_at_;
  }

  // Until the next thing to do without any change.
  [[nodiscard]] milliseconds time_until_due() const {
    constexpr milliseconds long_enough = std::chrono::hours(24);
    milliseconds wait = long_enough;
    const auto until = [&](WatchClock::time_point time) {
      wait = std::min(wait, std::chrono::ceil<milliseconds>(time - world_.now()));
    };
    if (retry_at_) until(*retry_at_);
    if (!retry_at_ && times_.rescan > milliseconds(0)) until(rescan_at_);
    return std::max(wait, milliseconds(0));
  }

  const WatchTimes& times_;
  const WatchWorld& world_;
  bool is_over_ = false;
  bool has_succeeded_ = false;
  bool is_watch_lost_ = true;  // nothing is watched yet
  std::string said_of_coverage_;
  std::string said_of_failure_;
  WatchClock::time_point rescan_at_{};
  std::optional<WatchClock::time_point> retry_at_;
  milliseconds delay_{0};
};

}  // namespace

void run_watch_loop(const WatchTimes& times, const WatchWorld& world) {
  WatchLoop(times, world).run();
}

}  // namespace dateline
