// One of our programs while it runs: for what waits, watches or serves.
#pragma once

#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace dateline::tests {

/// Killed at its end, if it still runs.
class RunningProgram {
 public:
  RunningProgram(const std::string& program, const std::vector<std::string>& arguments,
                 const std::filesystem::path& directory, const std::vector<Setting>& settings = {});
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  /// What it has written to standard output and error until now.
  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;
  void send(int signal) const;
  /// Waits until it has stopped itself; false when it ends or a minute passes first.
  [[nodiscard]] bool is_stopped();
  /// Waits until standard error holds `text` in so many lines; false when a minute passes first.
  [[nodiscard]] bool says(const std::string& text, std::size_t times = 1) const;
  /// The exit status, 128 + signal when killed; none when it still runs after `limit`.
  std::optional<int> wait(std::chrono::milliseconds limit);

 private:
  TempDir captured_;
  pid_t child_ = -1;
  std::optional<int> status_;
};

/// Polls `holds` until it is true; false when a minute passes first.
template <typename Condition>
bool comes_true(Condition holds);

/// How often `part` occurs in `text`.
std::size_t count_of(const std::string& part, const std::string& text);

void pause_briefly();

template <typename Condition>
bool comes_true(Condition holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    pause_briefly();
  }
  return true;
}

}  // namespace dateline::tests
