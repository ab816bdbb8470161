// See memory_gate.hpp.
#include "indexer/parallel/memory_gate.hpp"

namespace dateline {

MemoryGate::Pass MemoryGate::enter(std::size_t number, std::uint64_t bytes) {
  turns_.wait_for(number);
  {
    std::unique_lock lock(mutex_);
    // Those who are in wait for lower numbers only, and leave, if only because the work is stopped.
    changed_.wait(lock, [&] { return used_bytes_ == 0 || used_bytes_ + bytes <= most_bytes_; });
    used_bytes_ += bytes;
  }
  turns_.pass(number);
  return {*this, bytes};
}

void MemoryGate::leave(std::uint64_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    used_bytes_ -= bytes;
  }
  changed_.notify_all();
}

}  // namespace dateline
