// Cuts the power after every call that changes the disk; tests/support/power_cut.hpp says what the disk may
// hold then. A sample in an ordinary run, every point under DATELINE_FAULTS=all.
#include "tests/support/fault_scenarios.hpp"
#include "tests/support/fault_stage.hpp"
#include "tests/support/power_cut.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/trial_count.hpp"

#include <algorithm>
#include <array>
#include <random>

#include <catch2/catch.hpp>

using namespace dateline::tests;

namespace {

constexpr std::size_t sampled_cuts = 6;

struct Model {
  const char* name;
  EntryRule rule;
  UnsyncedData data;
  unsigned repeats;  // with other seeds
};

constexpr std::array models = {
    Model{"power cut, unsynced lost", EntryRule::journalled, UnsyncedData::lost, 1},
    Model{"power cut, random", EntryRule::journalled, UnsyncedData::random, 3},
    Model{"power cut, loose entries", EntryRule::loose, UnsyncedData::random, 3},
};

std::vector<CutChoice> cuts_of(const Model& model, std::size_t calls, std::mt19937& random) {
  std::vector<CutChoice> cuts;
  for (std::size_t at = 0; at <= calls; ++at) {
    for (unsigned i = 0; i < model.repeats; ++i)
      cuts.push_back(
          {.calls = at, .rule = model.rule, .data = model.data, .seed = static_cast<unsigned>(random())});
  }
  return cuts;
}

void try_cuts(const FaultStage& stage, std::mt19937& random) {
  std::vector<CutChoice> sample;
  for (const auto& model : models) {
    const auto cuts = cuts_of(model, stage.trace().size(), random);
    sample.insert(sample.end(), cuts.begin(), cuts.end());
    if (!takes_all_faults()) continue;
    TrialCount count;
    for (const auto& cut : cuts) count.add(stage.try_power_cut(cut));
    count.print(stage.scenario().name, model.name);
  }
  if (takes_all_faults()) return;
  std::ranges::shuffle(sample, random);
  sample.resize(std::min(sample.size(), sampled_cuts));
  TrialCount count;
  for (const auto& cut : sample) count.add(stage.try_power_cut(cut));
}

void try_cuts_in_each(const std::vector<Scenario>& scenarios) {
  std::mt19937 random(seed());
  for (const auto& scenario : scenarios) try_cuts(FaultStage(scenario), random);
}

}  // namespace

TEST_CASE("after a power cut during an update the index is as before or after it, and the next run finishes",
          "[system][faults]") {
  try_cuts_in_each(update_scenarios());
}

TEST_CASE("after a power cut during a removal the index is as before or after it, and the next run finishes",
          "[system][faults]") {
  try_cuts_in_each(removal_scenarios());
}

TEST_CASE("after a power cut during compact, backup or restore all is as before or after it",
          "[system][faults]") {
  try_cuts_in_each(copy_scenarios());
}
