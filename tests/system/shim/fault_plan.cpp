// See fault_plan.hpp. System calls are made by syscall(2): the functions of their names are the shim's own.
#include "tests/system/shim/fault_plan.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace dateline::tests {

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

[[noreturn]] void refuse(const std::string& why) {
  std::fprintf(stderr, "fault shim: %s\n", why.c_str());
  std::_Exit(99);
}

}  // namespace

void FaultPlan::send(int signal) const {
  const long self = syscall(SYS_getpid);
  if (self != first_process_) syscall(SYS_kill, first_process_, signal);
  syscall(SYS_kill, self, signal);
}

void FaultPlan::kill() const {
  send(SIGKILL);
  for (;;) pause();
}

FaultPlan* FaultPlan::active() {
  // Never destroyed: files are written until the process has ended.
  static FaultPlan* const plan = [] {
    std::string directory = environment("DATELINE_FAULT_DIR");
    return directory.empty() ? nullptr
                             : new FaultPlan(std::move(directory), environment("DATELINE_FAULT_TRACE"));
  }();
  return plan;
}

FaultPlan::FaultPlan(std::string directory, std::string trace)
    : directory_(std::move(directory)),
      first_process_(getpid()),
      held_at_(environment("DATELINE_FAULT_HOLD")) {
  void* shared = mmap(nullptr, sizeof *calls_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) refuse("no memory");
  calls_ = new (shared) std::atomic<std::size_t>(0);
  const std::string at = environment("DATELINE_FAULT_AT");
  if (!at.empty()) {
    at_ = std::strtoul(at.c_str(), nullptr, 10);
    kind_ = kind_of(environment("DATELINE_FAULT_KIND"));
  }
  if (trace.empty()) return;
  constexpr int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  const long opened = syscall(SYS_openat, AT_FDCWD, trace.c_str(), flags, 0600);
  if (opened < 0) refuse("cannot open the trace " + trace);
  // Far from the numbers that a program's own files get.
  trace_ = fcntl(static_cast<int>(opened), F_DUPFD_CLOEXEC, 700);
  syscall(SYS_close, opened);
}

FaultPlan::Kind FaultPlan::kind_of(std::string_view name) {
  if (name == "kill") return Kind::kill;
  if (name == "torn") return Kind::torn;
  if (name == "full") return Kind::full;
  if (name == "failure") return Kind::failure;
  if (name == "terminate") return Kind::terminate;
  refuse("unknown kind " + std::string(name));
}

bool FaultPlan::watches(std::string_view path) const {
  return path.starts_with(directory_) && (path.size() == directory_.size() || path[directory_.size()] == '/');
}

void FaultPlan::hold_at(std::string_view path) {
  if (held_at_.empty() || !watches(path) || !path.ends_with(held_at_)) return;
  held_at_.clear();
  std::raise(SIGSTOP);
}

CallFate FaultPlan::next_call(Room room) {
  const std::size_t number = ++*calls_;
  const bool is_now = number == at_;
  switch (kind_) {
    case Kind::none:
      return {};
    case Kind::kill:
      if (is_now) kill();
      return {};
    case Kind::torn:
      return {.is_cut = is_now, .dies_after = is_now};
    case Kind::full:
      if (room == Room::none || number < at_) return {};
      if (is_now && room == Room::data) return {.is_cut = true};
      return {.error = ENOSPC};
    case Kind::failure:
      return {.error = is_now ? EIO : 0};
    case Kind::terminate:
      if (is_now) send(SIGTERM);
      return {};
  }
  refuse("unknown kind");
}

void FaultPlan::note(const TraceRecord& record) const {
  if (trace_ < 0) return;
  const TraceHeader header{.change = record.change,
                           .path_bytes = static_cast<std::uint32_t>(record.path.size()),
                           .second_path_bytes = static_cast<std::uint32_t>(record.second_path.size()),
                           .inode = record.inode,
                           .offset = record.offset,
                           .data_bytes = record.data.size()};
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes += record.path + record.second_path + record.data;
  for (std::string_view rest = bytes; !rest.empty();) {
    const long written = syscall(SYS_write, trace_, rest.data(), rest.size());
    if (written < 0) refuse("cannot write the trace");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace dateline::tests
