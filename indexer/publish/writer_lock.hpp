// One writer at a time.
#pragma once

#include "common/index/location.hpp"

#include <chrono>

namespace dateline {

/// Held while it lives; the system lets go of it when the process ends in any way.
class WriterLock {
 public:
  /// Makes the index directory when there is none. Waits at most `timeout`, then throws Error(busy) naming
  /// who holds it and since when; Error(interrupted) when the run is asked to stop meanwhile.
  WriterLock(const IndexLocation& location, std::chrono::seconds timeout);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  void wait_until_held(const IndexLocation& location, std::chrono::seconds timeout) const;

  int file_ = -1;
};

}  // namespace dateline
