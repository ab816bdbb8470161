// See running_program.hpp.
#include "tests/support/running_program.hpp"

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline::tests {

namespace {

void redirect(const std::filesystem::path& file, int to) {
  const int opened = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (opened < 0 || dup2(opened, to) < 0) _exit(126);
  close(opened);
}

}  // namespace

RunningProgram::RunningProgram(const std::string& program, std::vector<std::string> arguments,
                               const std::filesystem::path& directory, const std::vector<Setting>& settings) {
  arguments.insert(arguments.begin(), program);
  std::vector<char*> raw;
  for (auto& argument : arguments) raw.push_back(argument.data());
  raw.push_back(nullptr);
  child_ = fork();
  if (child_ < 0) throw std::runtime_error("cannot fork");
  if (child_ > 0) return;
  const int null = open("/dev/null", O_RDONLY);
  dup2(null, STDIN_FILENO);
  redirect(captured_.path() / "out", STDOUT_FILENO);
  redirect(captured_.path() / "err", STDERR_FILENO);
  if (chdir(directory.c_str()) != 0) _exit(126);
  setenv("HOME", directory.c_str(), 1);
  for (const char* name : {"DATELINE_DB", "XDG_DATA_HOME"}) unsetenv(name);
  for (const auto& [name, value] : settings) setenv(name.c_str(), value.c_str(), 1);
  execv(program.c_str(), raw.data());
  _exit(127);
}

RunningProgram::~RunningProgram() {
  if (status_) return;
  kill(child_, SIGCONT);
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
}

std::string RunningProgram::out() const {
  const auto file = captured_.path() / "out";
  return std::filesystem::exists(file) ? read_file(file) : std::string();
}

std::string RunningProgram::err() const {
  const auto file = captured_.path() / "err";
  return std::filesystem::exists(file) ? read_file(file) : std::string();
}

void RunningProgram::send(int signal) const {
  kill(child_, signal);
}

bool RunningProgram::is_stopped() {
  return comes_true([this] {
           int state = 0;
           if (status_ || waitpid(child_, &state, WNOHANG | WUNTRACED) != child_) return status_.has_value();
           if (!WIFSTOPPED(state)) status_ = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
           return true;
         }) &&
         !status_;
}

bool RunningProgram::says(const std::string& text, std::size_t times) const {
  return comes_true([&] { return count_of(text, err()) >= times; });
}

std::optional<int> RunningProgram::wait(std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!status_) {
    int state = 0;
    if (waitpid(child_, &state, WNOHANG) == child_) {
      status_ = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
    } else if (std::chrono::steady_clock::now() > deadline) {
      return std::nullopt;
    } else {
      pause_briefly();
    }
  }
  return status_;
}

std::size_t count_of(const std::string& part, const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

void pause_briefly() {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

}  // namespace dateline::tests
