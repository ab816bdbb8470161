// See trial_count.hpp.
#include "tests/support/trial_count.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <catch2/catch.hpp>

namespace dateline::tests {

bool takes_all_faults() {
  const char* wanted = std::getenv("DATELINE_FAULTS");
  return wanted != nullptr && std::string_view(wanted) == "all";
}

void TrialCount::add(const Trial& trial) {
  ++tried_;
  stopped_ += trial.was_stopped ? 1 : 0;
  new_ += trial.is_new ? 1 : 0;
  if (trial.wrong.empty()) return;
  ++wrong_;
  FAIL_CHECK(trial.wrong);
}

void TrialCount::print(const std::string& scenario, const std::string& kind) const {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begun_;
  std::printf("%-14s %-24s %5zu tried %5zu stopped %5zu old %5zu new %5zu wrong %7.1f s\n", scenario.c_str(),
              kind.c_str(), tried_, stopped_, tried_ - new_, new_, wrong_, elapsed.count());
  std::fflush(stdout);
}

}  // namespace dateline::tests
