// See children.hpp. A child writes lines: a letter for the kind, then text; parts and texts are joined by a
// tab, which `printable` leaves in neither.
#include "indexer/check/children.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"
#include "common/terminal.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <exception>
#include <new>
#include <string_view>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#ifdef __SANITIZE_ADDRESS__
// Xapian's own check deletes a GlassTableCheck as the GlassTable that it is: harmless, and nothing of ours.
extern "C" const char* __asan_default_options() {
  return "new_delete_type_mismatch=0";
}

// Xapian leaks its blocks when a commit meets a full disk.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libxapian";
}
#endif

namespace dateline {

namespace {

constexpr char damage_line = 'D';
constexpr char moved_line = 'M';
constexpr char count_line = 'C';
constexpr char advance_line = 'A';
constexpr char failure_line = 'F';  // the work threw
constexpr char end_line = 'E';
constexpr std::size_t buffer_bytes = 4096;  // no more than a pipe takes in one piece

struct RunningChild {
  const ChildTask* task = nullptr;
  pid_t process = -1;
  int pipe = -1;
  std::string unread{};
  bool has_finished = false;
};

void limit_child(const ChildLimits& limits) {
  const rlimit cpu{.rlim_cur = limits.cpu_seconds, .rlim_max = limits.cpu_seconds + 5};
  setrlimit(RLIMIT_CPU, &cpu);
  const rlimit no_core{.rlim_cur = 0, .rlim_max = 0};
  setrlimit(RLIMIT_CORE, &no_core);
#ifndef __SANITIZE_ADDRESS__  // whose shadow counts as memory
  const rlimit memory{.rlim_cur = limits.memory_bytes, .rlim_max = limits.memory_bytes};
  setrlimit(RLIMIT_DATA, &memory);
#endif
}

// What a crash prints is of use to nobody.
void silence(int descriptor) {
  const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (null >= 0) dup2(null, descriptor);
}

void do_work(const ChildTask& task, ChildReport& report) {
  try {
    task.work(report);
  } catch (const Xapian::DatabaseModifiedError&) {
    report.moved(task.part);
  } catch (const Xapian::Error& error) {
    report.fail(task.part, error.get_msg());
  } catch (const std::bad_alloc&) {
    report.fail(task.part, "checking it takes more memory than sound contents would");
  } catch (const std::exception& error) {
    report.fail(task.part, error.what());
  }
  report.finish();
}

[[noreturn]] void be_child(const ChildTask& task, const ChildLimits& limits, int pipe) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGXCPU, SIGINT, SIGTERM, SIGPIPE})
    std::signal(signal, SIG_DFL);
  silence(STDOUT_FILENO);
  silence(STDERR_FILENO);
  limit_child(limits);
  ChildReport report(pipe);
  do_work(task, report);
  _exit(0);
}

RunningChild start(const ChildTask& task, const ChildLimits& limits) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    throw Error(ErrorKind::io, "making a pipe: " + std::generic_category().message(errno));
  const pid_t process = fork();
  if (process == 0) {
    close(ends[0]);
    be_child(task, limits, ends[1]);
  }
  close(ends[1]);
  if (process < 0) {
    close(ends[0]);
    throw Error(ErrorKind::io, "making a process: " + std::generic_category().message(errno),
                "close other programs, then run the same command again");
  }
  return {.task = &task, .process = process, .pipe = ends[0]};
}

class Supervisor {
 public:
  Supervisor(const std::vector<ChildTask>& tasks, const ChildLimits& limits,
             const std::function<void(std::uint64_t)>& advance)
      : limits_(limits), advance_(advance) {
    for (const auto& task : tasks) waiting_.push_back(&task);
  }
  ~Supervisor() {
    for (const auto& child : running_) {
      kill(child.process, SIGKILL);
      close(child.pipe);
      waitpid(child.process, nullptr, 0);
    }
  }
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  ChildFindings run() {
    const std::size_t at_a_time = std::max(1U, std::thread::hardware_concurrency());
    while (!waiting_.empty() || !running_.empty()) {
      while (!waiting_.empty() && running_.size() < at_a_time) {
        running_.push_back(start(*waiting_.front(), limits_));
        waiting_.pop_front();
      }
      read_some();
    }
    return std::move(findings_);
  }

 private:
  void read_some() {
    std::vector<pollfd> pipes;
    for (const auto& child : running_) pipes.push_back({.fd = child.pipe, .events = POLLIN, .revents = 0});
    if (poll(pipes.data(), pipes.size(), -1) < 0 && errno != EINTR)
      throw Error(ErrorKind::io, "waiting for a child: " + std::generic_category().message(errno));
    stop_if_interrupted("nothing was changed");
    for (std::size_t i = pipes.size(); i-- > 0;) {
      if (pipes[i].revents == 0 || read_from(running_[i])) continue;
      bury(running_[i]);
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  // False at the end.
  bool read_from(RunningChild& child) {
    std::array<char, 65536> bytes{};
    const ssize_t size = read(child.pipe, bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) return true;
    if (size <= 0) return false;
    child.unread.append(bytes.data(), static_cast<std::size_t>(size));
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = child.unread.find('\n', begin)) != std::string::npos; begin = end + 1)
      take(std::string_view(child.unread).substr(begin, end - begin), child);
    child.unread.erase(0, begin);
    return true;
  }

  void take(std::string_view line, RunningChild& child) {
    if (line.empty()) return;
    const char kind = line.front();
    line.remove_prefix(1);
    const auto tab = line.find('\t');
    const std::string first(line.substr(0, tab));
    const std::string second(tab == std::string_view::npos ? "" : line.substr(tab + 1));
    if (kind == damage_line || kind == failure_line)
      findings_.damages.push_back({.part = first, .what = second});
    if (kind == moved_line) findings_.moved.push_back(first);
    if (kind == failure_line || kind == moved_line) findings_.is_complete = false;
    if (kind == count_line) findings_.counts[first] += std::strtoull(second.c_str(), nullptr, 10);
    if (kind == advance_line) advance_(std::strtoull(first.c_str(), nullptr, 10));
    if (kind == end_line) child.has_finished = true;
  }

  void bury(RunningChild& child) {
    close(child.pipe);
    int state = 0;
    while (waitpid(child.process, &state, 0) < 0 && errno == EINTR) {
    }
    if (child.has_finished) return;
    findings_.is_complete = false;
    const bool has_hung = WIFSIGNALED(state) && (WTERMSIG(state) == SIGXCPU || WTERMSIG(state) == SIGKILL);
    findings_.damages.push_back(
        {.part = child.task->part,
         .what = has_hung ? "reading it does not end" : "reading it makes Xapian crash"});
  }

  const ChildLimits& limits_;
  const std::function<void(std::uint64_t)>& advance_;
  std::deque<const ChildTask*> waiting_;
  std::vector<RunningChild> running_;
  ChildFindings findings_;
};

}  // namespace

ChildReport::~ChildReport() {
  flush();
}

void ChildReport::damage(const std::string& part, const std::string& what) {
  send(damage_line, printable(part) + "\t" + printable(what));
}

void ChildReport::fail(const std::string& part, const std::string& what) {
  send(failure_line, printable(part) + "\t" + printable(what));
}

void ChildReport::moved(const std::string& part) {
  send(moved_line, printable(part));
}

void ChildReport::count(const std::string& name, std::uint64_t number) {
  send(count_line, name + "\t" + std::to_string(number));
}

void ChildReport::advance(std::uint64_t steps) {
  send(advance_line, std::to_string(steps));
  flush();
}

void ChildReport::finish() {
  send(end_line, "");
  flush();
}

void ChildReport::send(char kind, const std::string& text) {
  buffer_ += kind;
  buffer_ += text;
  buffer_ += '\n';
  if (buffer_.size() >= buffer_bytes) flush();
}

void ChildReport::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = write(pipe_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(1);  // nobody listens any more
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

ChildFindings run_children(const std::vector<ChildTask>& tasks, const ChildLimits& limits,
                           const std::function<void(std::uint64_t steps)>& advance) {
  return Supervisor(tasks, limits, advance).run();
}

}  // namespace dateline
