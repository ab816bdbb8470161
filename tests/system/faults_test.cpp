// Stops dateline-index at every write, sync, rename and removal in turn, by SIGKILL, SIGTERM, a full disk and
// a failing one, and at random moments; tests/support/fault_stage.hpp says what must hold after each.
//
// Of the many points an ordinary run takes a sample (DATELINE_SEED replays it). DATELINE_FAULTS=all takes
// every point of every kind, and 300 random moments, and prints a table: scripts/bench faults.
#include "tests/support/fault_scenarios.hpp"
#include "tests/support/fault_stage.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/trial_count.hpp"

#include <algorithm>
#include <csignal>
#include <random>

#include <catch2/catch.hpp>

using namespace dateline::tests;

namespace {

constexpr std::size_t sampled_points = 6;
constexpr std::size_t sampled_moments = 4;
constexpr std::size_t all_moments = 300;

/// Every point at which a fault of a kind makes a difference.
std::vector<Fault> points_of(FaultKind kind, const std::vector<TraceRecord>& trace) {
  std::vector<Fault> points;
  for (std::size_t at = 1; at <= trace.size(); ++at) {
    // Killed after a whole call is killed before the next.
    if (kind == FaultKind::torn && trace[at - 1].change != DiskChange::write) continue;
    points.push_back({.kind = kind, .at = at});
  }
  return points;
}

void try_all(const FaultStage& stage) {
  for (const auto kind : all_fault_kinds) {
    TrialCount count;
    for (const auto& fault : points_of(kind, stage.trace())) count.add(stage.try_fault(fault));
    count.print(stage.scenario().name, std::string(name_of(kind)));
  }
}

void try_sample(const FaultStage& stage) {
  std::vector<Fault> points;
  for (const auto kind : all_fault_kinds) {
    const auto more = points_of(kind, stage.trace());
    points.insert(points.end(), more.begin(), more.end());
  }
  std::mt19937 random(seed());
  std::ranges::shuffle(points, random);
  points.resize(std::min(points.size(), sampled_points));
  TrialCount count;
  for (const auto& fault : points) count.add(stage.try_fault(fault));
}

void try_each(const std::vector<Scenario>& scenarios) {
  for (const auto& scenario : scenarios) {
    const FaultStage stage(scenario);
    takes_all_faults() ? try_all(stage) : try_sample(stage);
  }
}

}  // namespace

TEST_CASE("whatever stops an update, the index is as before or after it, and the next run finishes",
          "[system][faults]") {
  try_each(update_scenarios());
}

TEST_CASE("whatever stops a removal, the index is as before or after it, and the next run finishes",
          "[system][faults]") {
  try_each(removal_scenarios());
}

TEST_CASE(
    "whatever stops compact, backup or restore, all is as before or after it, and the next run finishes",
    "[system][faults]") {
  try_each(copy_scenarios());
}

TEST_CASE("a run killed at any moment leaves the index as before or after it", "[system][faults]") {
  const FaultStage stage(long_update());
  std::mt19937 random(seed());
  std::uniform_int_distribution<std::int64_t> moment(0, stage.duration().count() * 21 / 20);
  TrialCount count;
  for (std::size_t i = 0; i < (takes_all_faults() ? all_moments : sampled_moments); ++i)
    count.add(stage.try_killed_after(std::chrono::microseconds(moment(random))));
  if (takes_all_faults()) count.print("long update", "kill at random moments");
}

TEST_CASE("a purge that is asked to end once it has begun says that the next run finishes it",
          "[system][faults]") {
  const auto scenarios = removal_scenarios();
  const auto purge = std::ranges::find(scenarios, "purge", &Scenario::name);
  REQUIRE(purge != scenarios.end());
  const FaultStage stage(*purge);
  const auto packing = std::ranges::find_if(stage.trace(), [](const TraceRecord& record) {
    return record.change == DiskChange::create && record.path.find("-packed/") != std::string::npos;
  });
  REQUIRE(packing != stage.trace().end());
  const auto at = static_cast<std::size_t>(packing - stage.trace().begin()) + 1;
  const TempDir directory;
  const auto run = run_with_fault(stage.request(stage.fresh_store(directory.path())),
                                  {.kind = FaultKind::terminate, .at = at});
  CHECK(run.status == 128 + SIGTERM);
  CHECK(run.err.find("the removal has begun and is not finished; the next run finishes it") !=
        std::string::npos);
}
