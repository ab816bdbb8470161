#include "indexer/watch/watch_loop.hpp"

#include "common/error.hpp"

#include <deque>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace std::chrono_literals;

namespace {

using std::chrono::milliseconds;

/// A world whose clock jumps from event to event; ends at `end`.
class FakeWorld final : public ChangeSource {
 public:
  struct Event {
    milliseconds at;
    WatchEvent event = WatchEvent::changed;
  };

  std::deque<Event> events;
  milliseconds end = 0ms;
  WatchCoverage coverage{};
  std::deque<ErrorKind> failures;  // of the updates from this one on
  std::size_t failure_from = 0;
  milliseconds update_takes = 0ms;
  std::deque<ErrorKind> watch_failures;

  std::vector<milliseconds> updates;
  std::vector<milliseconds> watches;
  std::vector<std::string> said;

  WatchCoverage watch(const WatchTarget& /*target*/) override {
    watches.push_back(now_);
    if (watch_failures.empty()) return coverage;
    const ErrorKind kind = watch_failures.front();
    watch_failures.pop_front();
    throw Error(kind, "it cannot watch", "");
  }

  WatchEvent wait(milliseconds timeout) override {
    const auto limit = std::min(now_ + timeout, end);
    if (events.empty() || events.front().at > limit) {
      now_ = limit;
      return WatchEvent::none;
    }
    const Event event = events.front();
    events.pop_front();
    now_ = std::max(now_, event.at);
    return event.event;
  }

  void run(const WatchTimes& times = {}) {
    run_watch_loop(times, {.source = *this,
                           .target = [] { return WatchTarget{.roots = {"/archive"}}; },
                           .update = [this] { update(); },
                           .say = [this](const std::string& line) { said.push_back(line); },
                           .now = [this] { return WatchClock::time_point(now_); },
                           .is_interrupted = [this] { return now_ >= end; }});
  }

 private:
  void update() {
    updates.push_back(now_);
    now_ += update_takes;
    if (failures.empty() || updates.size() <= failure_from) return;
    const ErrorKind kind = failures.front();
    failures.pop_front();
    throw Error(kind, "it failed", "mend it");
  }

  milliseconds now_{0};
};

}  // namespace

TEST_CASE("a burst of changes is one update, once it is quiet", "[watch]") {
  FakeWorld world;
  world.end = 60s;
  for (auto at = 10s + 0ms; at <= 15s; at += 100ms) world.events.push_back({at});
  world.run();
  CHECK(world.updates == std::vector<milliseconds>{0s, 17s});
  CHECK(world.watches == std::vector<milliseconds>{0s});
  CHECK(world.said.empty());
}

TEST_CASE("changes that never cease are taken in every settle-max", "[watch]") {
  FakeWorld world;
  world.end = 100s;
  for (auto at = 0s + 500ms; at <= 200s; at += 500ms) world.events.push_back({at});
  world.run();
  CHECK(world.updates == std::vector<milliseconds>{0s, 30s + 500ms, 61s, 91s + 500ms});
}

TEST_CASE("what changes during an update is taken in after it", "[watch]") {
  FakeWorld world;
  world.end = 60s;
  world.update_takes = 5s;
  world.events = {{2s}, {3s}};
  world.run();
  CHECK(world.updates == std::vector<milliseconds>{0s, 7s});
}

TEST_CASE("dropped events have everything watched anew and looked at", "[watch]") {
  FakeWorld world;
  world.end = 60s;
  world.events = {{10s, WatchEvent::changed}, {11s, WatchEvent::lost}, {12s, WatchEvent::changed}};
  world.run();
  CHECK(world.updates == std::vector<milliseconds>{0s, 14s});
  CHECK(world.watches == std::vector<milliseconds>{0s, 14s});
}

TEST_CASE("without any change everything is looked at each rescan time, or never", "[watch]") {
  FakeWorld world;
  world.end = 1000s;
  SECTION("as by default") {
    world.run();
    CHECK(world.updates == std::vector<milliseconds>{0s, 300s, 600s, 900s});
    CHECK(world.watches == world.updates);
  }
  SECTION("never") {
    world.run({.rescan = 0ms});
    CHECK(world.updates == std::vector<milliseconds>{0s});
  }
}

TEST_CASE("a failed update is said once and tried again, later each time", "[watch]") {
  const auto kind = GENERATE(ErrorKind::busy, ErrorKind::io);
  FakeWorld world;
  world.end = 40s;
  world.failures = {kind, kind, kind, kind};
  world.run();
  CHECK(world.updates == std::vector<milliseconds>{0s, 1s, 3s, 7s, 15s});
  REQUIRE(world.said.size() == 1);
  CHECK(world.said.front() == "not updated: it failed. mend it. It is tried again.");
}

TEST_CASE("once an update has succeeded no failure ends the watch", "[watch]") {
  const auto kind = GENERATE(ErrorKind::usage, ErrorKind::not_found, ErrorKind::bad_input,
                             ErrorKind::wrong_version, ErrorKind::internal);
  FakeWorld world;
  world.end = 40s;
  world.failure_from = 1;
  world.failures = {kind};
  world.events = {{4s}};
  world.run();
  CHECK(world.updates == std::vector<milliseconds>{0s, 6s, 7s});
  CHECK(world.said.size() == 1);
}

TEST_CASE("no change hastens the next attempt after a failure", "[watch]") {
  FakeWorld world;
  world.end = 40s;
  world.failures = {ErrorKind::busy, ErrorKind::busy, ErrorKind::busy, ErrorKind::busy};
  for (auto at = 0s + 100ms; at <= 12s; at += 3s) world.events.push_back({at});
  world.run({.settle = 100ms});
  CHECK(world.updates.size() == 5);
  CHECK(world.updates.back() >= 15s);
}

TEST_CASE("what waiting cannot mend ends the first run only", "[watch]") {
  FakeWorld world;
  world.end = 40s;
  world.failures = {ErrorKind::usage};
  CHECK_THROWS_AS(world.run(), Error);
}

TEST_CASE("an interrupted update ends the watch", "[watch]") {
  FakeWorld world;
  world.end = 40s;
  world.failures = {ErrorKind::interrupted};
  world.run();
  CHECK(world.updates.size() == 1);
  CHECK(world.said.empty());
}

TEST_CASE("too few watches are said once, with what happens instead", "[watch]") {
  FakeWorld world;
  world.end = 1000s;
  world.coverage = {.directories = 1200, .unwatched = 7, .why = "no more watches"};
  world.run();
  REQUIRE(world.said.size() == 1);
  CHECK(world.said.front() ==
        "only 1,200 directories are watched (no more watches); everything is looked at each 300 seconds "
        "instead");
}

TEST_CASE("a disk that fails while the watch is set up is tried again, and watched before it is read",
          "[watch]") {
  FakeWorld world;
  world.end = 40s;
  world.watch_failures = {ErrorKind::io, ErrorKind::io};
  world.run();
  CHECK(world.watches == std::vector<milliseconds>{0s, 1s, 3s});
  CHECK(world.updates == std::vector<milliseconds>{3s});
  CHECK(world.said.size() == 1);
}
