// What each step of a build may keep in memory, from the one number that a user gives (`--memory`).
//
// What must not differ with the number of threads (where segments and runs end) follows from the memory
// alone; how many threads work at once follows from what is left for them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dateline {

/// Below this a plan has nothing to give: what the program and its libraries take stays.
inline constexpr std::uint64_t least_memory_bytes = std::uint64_t{64} << 20;

struct MergeLimits {
  unsigned threads = 1;
  std::size_t held_bytes = 0;    // of each of a part's tables until its turn comes
  std::size_t window_bytes = 0;  // of each run that is in a file
};

struct MemoryPlan {
  // Reading
  std::uint64_t reading_bytes = 0;  // for all readers together
  std::size_t held_text_bytes = 0;  // of a file's articles until its turn comes
  // Inverting
  std::uint64_t inverting_bytes = 0;   // for all threads together
  std::uint64_t segment_bytes = 0;     // of articles as spooled: what a thread turns into blocks and runs
  std::size_t run_terms = 0;           // different ones, after which a segment begins another run
  std::size_t log_bytes = 0;           // of its articles' terms and positions, the same
  std::size_t kept_terms = 0;          // that a thread remembers from segment to segment
  std::uint64_t large_text_bytes = 0;  // an article of more is sorted apart, through a file
  std::size_t sorting_bytes = 0;       // for that
  // Merging
  std::uint64_t run_bytes = 0;      // of runs; the others go to a file
  std::uint64_t merging_bytes = 0;  // for all threads together, beside those

  /// Threads that read at once, of `threads`: at least one.
  [[nodiscard]] unsigned reading_threads(unsigned threads) const;
  /// The same of those that invert.
  [[nodiscard]] unsigned inverting_threads(unsigned threads) const;
  /// What a thread takes that inverts a segment whose largest article has so many bytes.
  [[nodiscard]] std::uint64_t segment_need(std::uint64_t largest_article_bytes) const;
  [[nodiscard]] MergeLimits merging(unsigned threads, std::size_t runs) const;
};

MemoryPlan plan_memory(std::uint64_t memory_bytes);

}  // namespace dateline
