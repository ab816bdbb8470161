// How a new generation is built.
#pragma once

#include <algorithm>
#include <cstdint>
#include <thread>

namespace dateline {

enum class BuilderKind {
  bulk,    // writes Xapian's tables itself: see bulk/bulk_builder.hpp
  xapian,  // one add_document after the other, then packed
};

struct BuildOptions {
  BuilderKind builder = BuilderKind::bulk;
  unsigned threads = 0;  // 0: as many as the machine has cores
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;

  [[nodiscard]] unsigned thread_count() const {
    return threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  }
};

}  // namespace dateline
