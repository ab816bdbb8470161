// See run_program.hpp.
#include "tests/support/run_program.hpp"

#include "tests/support/temp_dir.hpp"

#include <cstdlib>
#include <stdexcept>

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

[[noreturn]] void become(const std::string& program, std::vector<std::string> arguments,
                         const std::filesystem::path& directory, const TempDir& captured) {
  // Root may open anything, so that no test of permissions could fail: the program runs without that power.
  prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
  prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
  const int null = open("/dev/null", O_RDONLY);
  dup2(null, STDIN_FILENO);
  redirect(captured.path() / "out", STDOUT_FILENO);
  redirect(captured.path() / "err", STDERR_FILENO);
  if (chdir(directory.c_str()) != 0) _exit(126);
  setenv("HOME", directory.c_str(), 1);
  for (const char* name : {"DATELINE_DB", "XDG_DATA_HOME", "XDG_STATE_HOME", "CLICOLOR_FORCE", "COLUMNS"})
    unsetenv(name);
  arguments.insert(arguments.begin(), program);
  std::vector<char*> raw;
  for (auto& argument : arguments) raw.push_back(argument.data());
  raw.push_back(nullptr);
  execv(program.c_str(), raw.data());
  _exit(127);
}

}  // namespace

ProgramRun run_program(const std::string& program, const std::vector<std::string>& arguments,
                       const std::filesystem::path& directory) {
  const TempDir captured;
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) become(program, arguments, directory, captured);
  int state = 0;
  if (waitpid(child, &state, 0) != child) throw std::runtime_error("cannot wait for " + program);
  ProgramRun run;
  run.status = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  run.out = read_file(captured.path() / "out");
  run.err = read_file(captured.path() / "err");
  return run;
}

ProgramRun run_index(const std::vector<std::string>& arguments, const std::filesystem::path& directory) {
  return run_program(DATELINE_INDEX_PROGRAM, arguments, directory);
}

ProgramRun run_search(const std::vector<std::string>& arguments, const std::filesystem::path& directory) {
  return run_program(DATELINE_SEARCH_PROGRAM, arguments, directory);
}

}  // namespace dateline::tests
