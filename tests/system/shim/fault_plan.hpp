// What the fault shim was told to do, and the trace that it keeps. Told by the environment:
//
//   DATELINE_FAULT_DIR    only calls on paths below this absolute directory count
//   DATELINE_FAULT_TRACE  file outside of it that every counted call is noted in
//   (tests/support/disk_trace.hpp) DATELINE_FAULT_AT     the call to stop at, from 1; none: nothing is
//   stopped DATELINE_FAULT_KIND   kill       SIGKILL before the call
//                         torn       SIGKILL after half of a write, after any other call
//                         full       from here on the disk is full (ENOSPC): half of a write is made, then
//                         nothing
//                                    that needs room; files can still be removed, renamed and read
//                         failure    the call fails with EIO, those after it do not
//                         terminate  SIGTERM before the call, which is made when that is survived
//
//   DATELINE_FAULT_HOLD   stops itself (SIGSTOP) once, before it opens a file whose path ends like this:
//   another
//                         process can do something meanwhile and send SIGCONT
//
// Processes that are forked count together, and a signal goes to the first of them and to the one that made
// the call; one that is executed begins anew.
#pragma once

#include "tests/support/disk_trace.hpp"

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace dateline::tests {

/// How a call is to end.
struct CallFate {
  bool is_cut = false;      // only half of it is made
  bool dies_after = false;  // then the process is killed
  int error = 0;            // not 0: it is not made and fails with this
};

/// What a call takes of the disk: nothing, an entry or an inode, or room for data, which can be had in part.
enum class Room { none, entry, data };

class FaultPlan {
 public:
  /// Null when the process was started without one.
  static FaultPlan* active();

  [[nodiscard]] bool watches(std::string_view path) const;
  /// Counts a call. Does not return when the process is to be killed before it.
  CallFate next_call(Room room);
  /// A file is about to be opened.
  void hold_at(std::string_view path);
  void note(const TraceRecord& record) const;
  [[noreturn]] void kill() const;
  /// Held from before `next_call` until after `note`, so that the trace has the order of the disk.
  std::mutex& mutex() { return mutex_; }

 private:
  enum class Kind { none, kill, torn, full, failure, terminate };

  FaultPlan(std::string directory, std::string trace);
  void send(int signal) const;
  static Kind kind_of(std::string_view name);

  std::mutex mutex_;
  std::string directory_;
  int trace_ = -1;
  std::size_t at_ = 0;
  std::atomic<std::size_t>* calls_;  // in memory that forked processes share; never freed
  int first_process_ = 0;
  std::string held_at_;  // empty when it was, or is not to be
  Kind kind_ = Kind::none;
};

}  // namespace dateline::tests
