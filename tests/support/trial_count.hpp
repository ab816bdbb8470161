// Counts trials of one kind, and prints them as a row of the table that scripts/bench faults makes.
#pragma once

#include "tests/support/fault_stage.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace dateline::tests {

/// DATELINE_FAULTS=all: every point, and a table. Otherwise a sample.
bool takes_all_faults();

class TrialCount {
 public:
  /// Fails the test case, which goes on, when something was wrong.
  void add(const Trial& trial);
  /// On standard output.
  void print(const std::string& scenario, const std::string& kind) const;

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::size_t tried_ = 0;
  std::size_t stopped_ = 0;
  std::size_t new_ = 0;
  std::size_t wrong_ = 0;
};

}  // namespace dateline::tests
