// See run_program.hpp.
#include "tests/support/run_program.hpp"

#include "tests/support/temp_dir.hpp"

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline::tests {

namespace {

void redirect(const std::filesystem::path& file, int to) {
  const int opened = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (opened < 0 || dup2(opened, to) < 0) _exit(126);
  close(opened);
}

[[noreturn]] void become(const Command& command, const std::filesystem::path& captured) {
  // Root may open anything, so that no test of permissions could fail: the program runs without that power.
  prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
  prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
  const int null = open("/dev/null", O_RDONLY);
  dup2(null, STDIN_FILENO);
  redirect(captured / "out", STDOUT_FILENO);
  redirect(captured / "err", STDERR_FILENO);
  if (chdir(command.directory.c_str()) != 0) _exit(126);
  setenv("HOME", command.directory.c_str(), 1);
  for (const char* name : {"DATELINE_DB", "XDG_DATA_HOME", "XDG_STATE_HOME", "CLICOLOR_FORCE", "COLUMNS"})
    unsetenv(name);
  for (const auto& [name, value] : command.settings) setenv(name.c_str(), value.c_str(), 1);
  std::vector<std::string> arguments = command.arguments;
  arguments.insert(arguments.begin(), command.program);
  std::vector<char*> raw;
  for (auto& argument : arguments) raw.push_back(argument.data());
  raw.push_back(nullptr);
  execv(command.program.c_str(), raw.data());
  _exit(127);
}

// A program that was killed at once may not have made it.
std::string read_if_there(const std::filesystem::path& path) {
  return std::filesystem::exists(path) ? read_file(path) : std::string();
}

ProgramRun wait_for(pid_t child, const TempDir& captured) {
  int state = 0;
  if (waitpid(child, &state, 0) != child) throw std::runtime_error("cannot wait for a program");
  ProgramRun run;
  run.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  run.out = read_if_there(captured.path() / "out");
  run.err = read_if_there(captured.path() / "err");
  return run;
}

}  // namespace

pid_t start_program(const Command& command, const std::filesystem::path& captured) {
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) become(command, captured);
  return child;
}

ProgramRun run_program(const std::string& program, const std::vector<std::string>& arguments,
                       const std::filesystem::path& directory, const std::vector<Setting>& settings) {
  const TempDir captured;
  return wait_for(start_program({program, arguments, directory, settings}, captured.path()), captured);
}

ProgramRun run_program_for(std::chrono::microseconds lifetime, const std::string& program,
                           const std::vector<std::string>& arguments,
                           const std::filesystem::path& directory) {
  const TempDir captured;
  const pid_t child = start_program({program, arguments, directory, {}}, captured.path());
  std::this_thread::sleep_for(lifetime);
  kill(child, SIGKILL);
  return wait_for(child, captured);
}

ProgramRun run_index(const std::vector<std::string>& arguments, const std::filesystem::path& directory) {
  return run_program(DATELINE_INDEX_PROGRAM, arguments, directory);
}

ProgramRun run_search(const std::vector<std::string>& arguments, const std::filesystem::path& directory) {
  return run_program(DATELINE_SEARCH_PROGRAM, arguments, directory);
}

}  // namespace dateline::tests
