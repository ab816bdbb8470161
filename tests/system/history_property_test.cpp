// Whatever happens to an archive and to the runs over it, the index ends as one built anew from the archive's
// last state, ingest revisions excepted, which tests/support/revision_check.hpp holds.
//
// A sample in an ordinary run, 300 histories under DATELINE_FAULTS=all. DATELINE_SEED replays the first of
// them.
#include "tests/support/fault.hpp"
#include "tests/support/index_dump.hpp"
#include "tests/support/random_archive.hpp"
#include "tests/support/revision_check.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/support/trial_count.hpp"

#include <iostream>

#include <catch2/catch.hpp>

using namespace dateline::tests;

namespace {

constexpr unsigned sampled_histories = 5;
constexpr unsigned all_histories = 300;
constexpr std::size_t steps_of_a_history = 10;

/// One archive, its index, and what was done to them.
class History {
 public:
  explicit History(unsigned seed) : archive_(directory_.path(), seed) {}

  /// What is wrong in the end or on the way; empty when nothing is.
  std::string run() {
    change(6);
    update({});
    for (std::size_t step = 0; step < steps_of_a_history && wrong_.empty(); ++step) {
      change(4);
      run_somehow();
    }
    archive_.make_readable();
    told_ += "allow all\n";
    update({});
    if (!wrong_.empty()) return wrong_;
    const auto fresh = directory_.path() / "fresh";
    const auto built = run_index(arguments(fresh, {}), directory_.path());
    if (!is_done(built)) return "the fresh build failed: " + built.err;
    return first_difference(dump_index(fresh, DumpDetail::without_revisions),
                            dump_index(index(), DumpDetail::without_revisions));
  }

  [[nodiscard]] const std::string& told() const { return told_; }

 private:
  std::filesystem::path index() const { return directory_.path() / "index"; }

  static bool is_done(const ProgramRun& run) { return run.status == 0 || run.status == 3; }

  std::vector<std::string> arguments(const std::filesystem::path& index,
                                     const std::vector<std::string>& options) const {
    std::vector<std::string> all{"--quiet", "--db", index.string()};
    all.insert(all.end(), options.begin(), options.end());
    const bool is_rebuild = !options.empty() && options.front() == "rebuild";
    for (const auto& root : archive_.roots()) {
      if (!is_rebuild) all.push_back(root.string());
    }
    return all;
  }

  void change(std::size_t most) {
    for (std::size_t left = 1 + archive_.below(most); left > 0; --left) told_ += archive_.change() + "\n";
  }

  void run_somehow() {
    switch (archive_.below(8)) {
      case 0:
      case 1:
        return run_killed();
      case 2:
        return update({"rebuild"});
      case 3:
      case 4:
        return update({"--transaction-size", "1"});  // by a new generation
      default:
        return update({});
    }
  }

  void update(const std::vector<std::string>& options) {
    told_ += "update" + (options.empty() ? "" : " " + options.front()) + "\n";
    const auto run = run_index(arguments(index(), options), directory_.path());
    if (!is_done(run)) wrong_ = "an update ended with " + std::to_string(run.status) + ": " + run.err;
    check_revisions();
  }

  void run_killed() {
    const Fault fault{.kind = FaultKind::kill, .at = 1 + archive_.below(60)};
    told_ += "update killed at " + std::to_string(fault.at) + "\n";
    const std::vector<std::string> options =
        archive_.below(3) == 0 ? std::vector<std::string>{"rebuild"} : std::vector<std::string>{};
    run_with_fault({.program = DATELINE_INDEX_PROGRAM,
                    .arguments = arguments(index(), options),
                    .directory = directory_.path(),
                    .watched = std::filesystem::canonical(index())},
                   fault);
    check_revisions();
  }

  void check_revisions() {
    if (!wrong_.empty()) return;
    auto now = dump_index(index(), DumpDetail::with_revisions);
    wrong_ = wrong_revision(last_, now);
    last_ = std::move(now);
  }

  TempDir directory_;
  RandomArchive archive_;
  IndexDump last_;
  std::string told_;
  std::string wrong_;
};

}  // namespace

TEST_CASE("whatever happens to an archive, its index ends as one built anew", "[system][faults][property]") {
  const unsigned first = seed();
  const unsigned histories = takes_all_faults() ? all_histories : sampled_histories;
  for (unsigned i = 0; i < histories; ++i) {
    History history(first + i);
    const std::string wrong = history.run();
    if (wrong.empty()) continue;
    INFO("DATELINE_SEED=" << first + i << "\n" << history.told());
    FAIL_CHECK(wrong);
  }
  if (takes_all_faults()) std::cout << histories << " random histories from seed " << first << std::endl;
}
