// The line that says what a run did to an index: `status` tells of the last.
#pragma once

#include <cstdint>
#include <string>

namespace dateline {

struct RunCounts {
  std::uint64_t files_read = 0;
  std::uint64_t files_removed = 0;  // with all their articles
  std::uint64_t articles_read = 0;
  std::uint64_t rejected = 0;
  std::uint64_t revision = 0;
  std::uint64_t removed = 0;  // articles, on purpose
};

/// JSON, with the time that it is now.
std::string run_line(const RunCounts& counts);

}  // namespace dateline
