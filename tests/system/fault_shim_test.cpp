// The fault shim sees every call that changes the disk: its count is strace's. What it cannot see (calls that
// libc makes inside itself, system calls made by hand) would be missing from the fault tests without a word.
#include "tests/support/fault_scenarios.hpp"
#include "tests/support/fault_stage.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>

using namespace dateline::tests;

namespace {

// "?": left out where a processor has no such call.
constexpr const char* calls =
    "trace=?open,?creat,openat,write,pwrite64,writev,?pwritev,?pwritev2,ftruncate,truncate,fallocate,fsync,"
    "fdatasync,"
    "?sync_file_range,syncfs,?rename,?renameat,renameat2,?link,linkat,?symlink,symlinkat,?unlink,unlinkat,?"
    "mkdir,"
    "mkdirat,?rmdir,?sendfile,copy_file_range";

/// "openat" -> 3: the calls of a report of strace that change what is below `watched`.
std::map<std::string, std::size_t> count_calls(const std::string& report, const std::string& watched) {
  std::map<std::string, std::size_t> counts;
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    // Not where data that is written elsewhere names the place.
    const auto place = std::min(line.find("<" + watched), line.find("\"" + watched));
    const bool is_data = place != std::string::npos && line[place] == '"' && line.find("write") < place;
    const auto end = place == std::string::npos ? place : place + 1 + watched.size();
    const bool is_watched =
        end < line.size() && std::string_view("/>\"").find(line[end]) != std::string_view::npos;
    if (!is_watched || is_data || line.find(" resumed>") != std::string::npos) continue;
    const auto begin = line.find_first_not_of("0123456789 ");
    const std::string name = line.substr(begin, line.find('(') - begin);
    const bool opens = name == "open" || name == "openat";
    const bool may_change =
        line.find("O_CREAT") != std::string::npos || line.find("O_TRUNC") != std::string::npos;
    if (!opens || may_change) ++counts[name];
  }
  return counts;
}

std::string told(const std::map<std::string, std::size_t>& counts) {
  std::string text;
  for (const auto& [name, count] : counts) text += name + " " + std::to_string(count) + "\n";
  return text;
}

}  // namespace

TEST_CASE("the fault shim counts the calls that strace counts", "[system][faults]") {
  const TempDir scratch;
  const auto can_trace = run_program("/usr/bin/env", {"strace", "-o", "probe", "true"}, scratch.path());
  if (can_trace.status != 0) {
    WARN("left out: strace is not there, or may not trace");
    return;
  }
  auto scenarios = update_scenarios();
  for (auto more : {removal_scenarios(), copy_scenarios()})
    scenarios.insert(scenarios.end(), more.begin(), more.end());
  const auto number = GENERATE(range(std::size_t{0}, std::size_t{13}));
  REQUIRE(scenarios.size() == 13);
  const FaultStage stage(scenarios[number]);
  CAPTURE(stage.scenario().name);
  const auto store = stage.fresh_store(scratch.path());
  auto request = stage.request(store);
  const auto report = scratch.path() / "report";
  request.arguments.insert(request.arguments.begin(),
                           {"strace", "-f", "-y", "-e", calls, "-o", report.string(), "--", request.program});
  // LeakSanitizer cannot work under strace.
  const auto run =
      run_program("/usr/bin/env", request.arguments, request.directory, {{"ASAN_OPTIONS", "detect_leaks=0"}});
  REQUIRE(run.status == 0);
  const auto counts = count_calls(read_file(report), request.watched.string());
  std::size_t sum = 0;
  for (const auto& [name, count] : counts) sum += count;
  INFO(told(counts));
  CHECK(sum == stage.trace().size());
}
