// See fault.hpp.
#include "tests/support/fault.hpp"

#include "tests/support/temp_dir.hpp"

#include <cstdlib>
#include <stdexcept>

namespace dateline::tests {

std::string_view name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::kill:
      return "kill";
    case FaultKind::torn:
      return "torn";
    case FaultKind::full:
      return "full";
    case FaultKind::failure:
      return "failure";
    case FaultKind::terminate:
      return "terminate";
  }
  throw std::logic_error("unknown kind");
}

std::vector<Setting> shim_settings(const std::filesystem::path& watched) {
  const char* sanitizer = std::getenv("ASAN_OPTIONS");
  const std::string options = sanitizer == nullptr ? "" : std::string(sanitizer) + ":";
  return {{"LD_PRELOAD", DATELINE_FAULT_SHIM},
          {"ASAN_OPTIONS", options + "verify_asan_link_order=0"},
          {"DATELINE_FAULT_DIR", watched.string()}};
}

ProgramRun run_with_fault(const FaultRequest& request, const Fault& fault) {
  auto settings = shim_settings(request.watched);
  settings.emplace_back("DATELINE_FAULT_KIND", name_of(fault.kind));
  settings.emplace_back("DATELINE_FAULT_AT", std::to_string(fault.at));
  return run_program(request.program, request.arguments, request.directory, settings);
}

TracedRun run_traced(const FaultRequest& request) {
  const TempDir scratch;
  const auto file = scratch.write("trace", "");
  auto settings = shim_settings(request.watched);
  settings.emplace_back("DATELINE_FAULT_TRACE", file.string());
  TracedRun traced{.run = run_program(request.program, request.arguments, request.directory, settings),
                   .trace = {}};
  traced.trace = read_trace(file);
  return traced;
}

}  // namespace dateline::tests
