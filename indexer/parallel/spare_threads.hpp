// How many threads of a run have nothing to do.
#pragma once

#include <atomic>

namespace dateline {

/// Those that may help elsewhere. For several threads at once.
class SpareThreads {
 public:
  explicit SpareThreads(unsigned count) : count_(count) {}

  /// Whether there was one: it is the caller's until given back.
  bool take() {
    unsigned count = count_;
    while (count > 0) {
      if (count_.compare_exchange_weak(count, count - 1)) return true;
    }
    return false;
  }
  void give_back() { ++count_; }

 private:
  std::atomic<unsigned> count_;
};

}  // namespace dateline
