// Runs one of our programs in a directory of the test's and keeps what it printed.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace dateline::tests {

struct ProgramRun {
  int status = -1;  // exit status; 128 + signal when killed
  std::string out;
  std::string err;
};

/// A variable of the environment and its value.
using Setting = std::pair<std::string, std::string>;

struct Command {
  std::string program;
  std::vector<std::string> arguments;
  std::filesystem::path directory;
  std::vector<Setting> settings{};
};

/// Starts it, as `run_program` says, with `out` and `err` of `captured` as its outputs. Returns its pid.
pid_t start_program(const Command& command, const std::filesystem::path& captured);

/// Permissions bind it, also when the tests run as root. The environment is bare: no DATELINE_DB, no
/// terminal, HOME is `directory`, TZ and LANG as given by the test's own; then `settings`.
ProgramRun run_program(const std::string& program, const std::vector<std::string>& arguments,
                       const std::filesystem::path& directory, const std::vector<Setting>& settings = {});

/// The same, killed by SIGKILL after `lifetime` unless it has ended before.
ProgramRun run_program_for(std::chrono::microseconds lifetime, const std::string& program,
                           const std::vector<std::string>& arguments, const std::filesystem::path& directory);

ProgramRun run_index(const std::vector<std::string>& arguments, const std::filesystem::path& directory);
ProgramRun run_search(const std::vector<std::string>& arguments, const std::filesystem::path& directory);

}  // namespace dateline::tests
