// See running_program.hpp.
#include "tests/support/running_program.hpp"

#include <csignal>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace dateline::tests {

RunningProgram::RunningProgram(const std::string& program, const std::vector<std::string>& arguments,
                               const std::filesystem::path& directory, const std::vector<Setting>& settings)
    : child_(start_program(
          {.program = program, .arguments = arguments, .directory = directory, .settings = settings},
          captured_.path())) {}

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
