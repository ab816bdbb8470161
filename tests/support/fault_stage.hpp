// A command of dateline-index that is stopped at many points, and what must hold after each: the index
// answers as before or as after, it is sound, and the same command run again in peace ends as if nothing had
// happened.
#pragma once

#include "tests/support/fault.hpp"
#include "tests/support/index_dump.hpp"
#include "tests/support/power_cut.hpp"
#include "tests/support/temp_dir.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dateline::tests {

/// A step that leads to the state before the command: a change of the archive, or a command in peace. In
/// arguments,
/// "@archive" and "@store" stand for the directories of articles and of indexes.
struct ScenarioStep {
  void (*change)(const std::filesystem::path& archive) = nullptr;
  void (*damage)(const std::filesystem::path& index) = nullptr;
  std::vector<std::string> command{};
};

/// One command of dateline-index, from one state of an archive and an index to the next.
struct Scenario {
  std::string name{};
  std::vector<ScenarioStep> before{};
  std::vector<std::string> command{};
  std::string subject = "index";  // the directory in the store that the command changes
  bool tries_again = false;       // by itself, when it could not make its copy
  int status_again = 0;           // of the command when it is run once more; 0 is allowed as well
};

/// What one try came to.
struct Trial {
  std::string wrong{};       // what should not be, for a person; empty when all is well
  bool is_new = false;       // the index answered as after the command
  bool was_stopped = false;  // the command did not end as in peace
};

class FaultStage {
 public:
  /// Makes the archive, the index before and the one that the undisturbed command makes of it. Throws
  /// std::runtime_error when that does not work.
  explicit FaultStage(Scenario scenario);

  /// What the undisturbed command did to the disk.
  [[nodiscard]] const std::vector<TraceRecord>& trace() const { return trace_; }
  /// How long the undisturbed command ran.
  [[nodiscard]] std::chrono::microseconds duration() const { return duration_; }
  [[nodiscard]] const Scenario& scenario() const { return scenario_; }
  /// A copy of the store before, in the new directory `parent`/store, and the command upon it.
  [[nodiscard]] std::filesystem::path fresh_store(const std::filesystem::path& parent) const;
  [[nodiscard]] FaultRequest request(const std::filesystem::path& store) const;

  [[nodiscard]] Trial try_fault(const Fault& fault) const;
  [[nodiscard]] Trial try_killed_after(std::chrono::microseconds lifetime) const;
  /// After a cut behind the last call the index must be new.
  [[nodiscard]] Trial try_power_cut(const CutChoice& cut) const;

 private:
  // The directory that the index lies in: as it is before, and where the undisturbed command ran.
  [[nodiscard]] std::filesystem::path store_before() const { return directory_.path() / "before"; }
  [[nodiscard]] std::filesystem::path traced_store() const { return directory_.path() / "traced"; }
  // The index in `store` as something left it: checks it, then runs the command there.
  [[nodiscard]] Trial check(const std::filesystem::path& store) const;
  [[nodiscard]] bool may_pass_over(const Fault& fault) const;
  [[nodiscard]] std::string check_end(const Fault& fault, const ProgramRun& run, const Trial& trial) const;
  [[nodiscard]] std::vector<std::string> arguments(const std::vector<std::string>& command,
                                                   const std::filesystem::path& store) const;
  [[nodiscard]] std::string check_next_run(const std::filesystem::path& store) const;

  Scenario scenario_;
  TempDir directory_;
  std::filesystem::path archive_;
  std::vector<TraceRecord> trace_;
  std::optional<DiskImage> disk_before_;  // of the trace
  std::chrono::microseconds duration_{0};
  std::vector<std::string> answers_before_;
  std::vector<std::string> answers_after_;
  IndexDump dump_after_;
};

/// What a fixed list of queries finds, a line each; "no index" when there is none. An error is a line as
/// well.
std::vector<std::string> answers_of(const std::filesystem::path& index);

/// What lies in an index directory and should not, while no run is going on; empty when there is nothing.
std::string leftovers_in(const std::filesystem::path& index);

/// What `dateline-index check` says; empty when the index is sound.
std::string damage_in(const std::filesystem::path& index);

}  // namespace dateline::tests
