// Stops a purge at every call that changes the disk, by SIGKILL, SIGTERM, a full disk and a failing one: once
// it is noted, the next run that writes finishes it, and nothing of the article can be read in any file.
//
// An ordinary run takes a sample (DATELINE_SEED replays it), DATELINE_FAULTS=all every point.
#include "indexer/remove/pending_removal.hpp"
#include "tests/support/fault.hpp"
#include "tests/support/fault_stage.hpp"
#include "tests/support/forensics.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/support/trial_count.hpp"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t sampled_points = 20;

const std::vector<std::string> secret_words{"Qwertzuiop", "fnordwibble", "blattschnabel", "Aabrakadon"};

/// An archive and an index of it, to be copied for each try.
struct PurgeStage {
  TempDir directory;

  PurgeStage() {
    directory.write("archive/blattschnabel.txt",
                    "Date: 3 May 2021 Author: Aabrakadon Marsh\n\nQwertzuiop at Lissen\n\nThe harbour of "
                    "Lissen opened again on Monday, said the fnordwibble of the town to all who came.\n");
    directory.write("archive/lighthouse.txt",
                    "Date: 7 June 2022 Author: Jon Vale\n\nA lighthouse for sale\n\nThe old lighthouse of "
                    "Lissen is for sale, and nobody has lit the lamp for years.\n");
    REQUIRE(run_index({"--db", "before", "archive"}, directory.path()).status == 0);
  }

  [[nodiscard]] fs::path fresh_index() const {
    const auto index = directory.path() / "index";
    fs::remove_all(index);
    fs::copy(directory.path() / "before", index, fs::copy_options::recursive);
    return index;
  }

  [[nodiscard]] FaultRequest request() const {
    return {.program = DATELINE_INDEX_PROGRAM,
            .arguments = {"--db", "index", "remove", "--purge", "archive/blattschnabel.txt"},
            .directory = directory.path(),
            .watched = fs::canonical(directory.path()) / "index"};
  }

  [[nodiscard]] bool finds(const std::string& word) const {
    return run_search({"--db", "index", "--format", "ids", word}, directory.path()).status == 0;
  }
};

// What should not be after a purge stopped by `fault`, and after the next run; empty when all is well.
std::string try_purge(const PurgeStage& stage, const Fault& fault) {
  const auto index = stage.fresh_index();
  const auto run = run_with_fault(stage.request(), fault);
  const bool was_noted = read_pending(IndexLocation{index}).has_value();
  if (run.status == 0 && was_noted) return "done, but still pending";
  if (!stage.finds("lighthouse")) return "another article is lost: " + run.err;
  const auto next = run_index({"--db", "index"}, stage.directory.path());
  if (next.status != 0) return "the next run ends with " + std::to_string(next.status) + ": " + next.err;
  if (read_pending(IndexLocation{index})) return "still pending after the next run";
  if (!stage.finds("lighthouse")) return "another article is lost by the next run";
  if (const auto damage = damage_in(index); !damage.empty()) return damage;
  if (stage.finds("fnordwibble")) return was_noted || run.status == 0 ? "the article is back" : "";
  const auto left = words_in(all_text_in(index), secret_words);
  return left.empty() ? "" : "of the article there is left: " + left.front();
}

}  // namespace

TEST_CASE("whatever stops a purge, the next run leaves nothing of the article", "[system][faults][purge]") {
  const PurgeStage stage;
  static_cast<void>(stage.fresh_index());
  const auto traced = run_traced(stage.request());
  REQUIRE(traced.run.status == 0);
  std::vector<Fault> points;
  for (const auto kind : all_fault_kinds) {
    for (std::size_t at = 1; at <= traced.trace.size(); ++at) {
      if (kind == FaultKind::torn && traced.trace[at - 1].change != DiskChange::write) continue;
      points.push_back({.kind = kind, .at = at});
    }
  }
  if (!takes_all_faults()) {
    std::mt19937 random(seed());
    std::ranges::shuffle(points, random);
    points.resize(std::min(points.size(), sampled_points));
  }
  for (const auto& fault : points) {
    CAPTURE(name_of(fault.kind), describe(fault.at, traced.trace[fault.at - 1]));
    CHECK(try_purge(stage, fault) == "");
  }
}

TEST_CASE("a removal is on the disk, the names of its files too, before it is no longer pending",
          "[system][faults][purge]") {
  const PurgeStage stage;
  static_cast<void>(stage.fresh_index());
  auto request = stage.request();
  request.arguments = {"--db", "index", "remove", "archive/blattschnabel.txt"};
  const auto traced = run_traced(request);
  REQUIRE(traced.run.status == 0);
  const auto& trace = traced.trace;
  const auto renamed = std::ranges::find_if(trace, [](const TraceRecord& record) {
    return record.change == DiskChange::rename && record.second_path.ends_with("generation-1/iamglass");
  });
  const auto synced = std::find_if(renamed, trace.end(), [](const TraceRecord& record) {
    return record.change == DiskChange::sync_directory && record.path.ends_with("generation-1");
  });
  const auto cleared = std::ranges::find_if(trace, [](const TraceRecord& record) {
    return record.change == DiskChange::unlink && record.path.ends_with("/removal");
  });
  REQUIRE(renamed != trace.end());
  REQUIRE(cleared != trace.end());
  CHECK(synced < cleared);
}
