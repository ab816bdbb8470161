// Work that several threads do side by side and whose results take effect in order.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <mutex>

namespace dateline {

/// Whose turn it is: 0, 1, 2 …
class Turns {
 public:
  /// Returns when all before `number` have passed. Throws TurnsStopped once the work is to stop.
  void wait_for(std::size_t number);
  void pass(std::size_t number);
  void stop();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;     // guarded by mutex_
  bool is_stopped_ = false;  // guarded by mutex_
};

/// Another number's work has failed.
struct TurnsStopped {};

/// Calls `work(worker, number)` for each number below `count` on as many threads as `threads`, the caller's
/// included; numbers are taken in order, so the lowest in work never waits for another. `worker` is below
/// `threads`. The first exception stops the others where they wait for one of `turns` or before they take
/// another number, and is thrown here.
void work_in_turns(unsigned threads, std::size_t count, std::initializer_list<Turns*> turns,
                   const std::function<void(unsigned worker, std::size_t number)>& work);

}  // namespace dateline
