// Bounds what threads that work in turns (turns.hpp) keep in memory at once.
#pragma once

#include "indexer/parallel/turns.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace dateline {

/// Numbers enter in order, so that one that waits keeps none up that it depends on.
class MemoryGate {
 public:
  explicit MemoryGate(std::uint64_t most_bytes) : most_bytes_(most_bytes) {}

  /// What a number has entered with; given back when it ends.
  class Pass {
   public:
    Pass(MemoryGate& gate, std::uint64_t bytes) : gate_(gate), bytes_(bytes) {}
    ~Pass() { gate_.leave(bytes_); }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;

   private:
    MemoryGate& gate_;
    std::uint64_t bytes_;
  };

  /// Returns once all before `number` have entered and there is room for its bytes, or nobody else is in: one
  /// alone may be larger than all that may be had. Throws TurnsStopped once the work is to stop.
  [[nodiscard]] Pass enter(std::size_t number, std::uint64_t bytes);
  /// For work_in_turns.
  Turns& turns() { return turns_; }

 private:
  void leave(std::uint64_t bytes);

  Turns turns_{};
  std::mutex mutex_{};
  std::condition_variable changed_{};
  const std::uint64_t most_bytes_;
  std::uint64_t used_bytes_ = 0;  // guarded by mutex_
};

}  // namespace dateline
