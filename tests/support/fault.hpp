// Runs one of our programs with the fault shim before it: stopped at one call that changes the disk, or
// traced.
#pragma once

#include "tests/support/disk_trace.hpp"
#include "tests/support/run_program.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::tests {

/// See tests/system/shim/fault_plan.hpp.
enum class FaultKind { kill, torn, full, failure, terminate };

inline constexpr std::array all_fault_kinds = {FaultKind::kill, FaultKind::torn, FaultKind::full,
                                               FaultKind::failure, FaultKind::terminate};

std::string_view name_of(FaultKind kind);

struct Fault {
  FaultKind kind = FaultKind::kill;
  std::size_t at = 1;  // the call, from 1
};

/// Calls on paths below `watched` (absolute, without links) count. A program is named by its path.
struct FaultRequest {
  std::string program{};
  std::vector<std::string> arguments{};
  std::filesystem::path directory{};  // to run in
  std::filesystem::path watched{};
};

ProgramRun run_with_fault(const FaultRequest& request, const Fault& fault);

struct TracedRun {
  ProgramRun run;
  std::vector<TraceRecord> trace;  // a record for each call, so that fault N stops before record N - 1
};

TracedRun run_traced(const FaultRequest& request);

/// The environment that puts the shim before a program.
std::vector<Setting> shim_settings(const std::filesystem::path& watched);

}  // namespace dateline::tests
