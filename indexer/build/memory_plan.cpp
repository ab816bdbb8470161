// See memory_plan.hpp.
#include "indexer/build/memory_plan.hpp"

#include <algorithm>

namespace dateline {

namespace {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

// The program, its libraries and their tables, and what lists of files and articles take in an ordinary
// archive.
constexpr std::uint64_t base_bytes = 48 * mebibyte;
// Larger segments make no build quicker: what a thread works on should stay near the processor.
constexpr std::uint64_t most_segment_bytes = 16 * mebibyte;
// Copies of an article that is large: as it was spooled, as it is read from that, packed, in blocks.
constexpr std::uint64_t copies_of_large = 6;

unsigned as_many_as_fit(unsigned threads, std::uint64_t bytes, std::uint64_t bytes_a_thread) {
  return static_cast<unsigned>(std::clamp<std::uint64_t>(bytes / bytes_a_thread, 1, std::max(threads, 1U)));
}

}  // namespace

MemoryPlan plan_memory(std::uint64_t memory_bytes) {
  const std::uint64_t memory = std::max(memory_bytes, least_memory_bytes);
  const std::uint64_t usable = memory - std::min(base_bytes, memory / 2);
  MemoryPlan plan;
  plan.reading_bytes = usable;
  plan.held_text_bytes = static_cast<std::size_t>(std::clamp(memory / 32, mebibyte, 32 * mebibyte));
  plan.run_bytes = memory / 4;
  plan.inverting_bytes = usable - std::min(plan.run_bytes, usable / 2);
  plan.segment_bytes = std::min(memory / 64, most_segment_bytes);
  // 16 MB of news have up to 170,000 different terms, in one language; about 150 bytes each.
  plan.run_terms = static_cast<std::size_t>(plan.segment_bytes / 64);
  // Text gives two to three times its bytes; titles alone, each word of which is four terms, up to eight.
  plan.log_bytes = static_cast<std::size_t>(8 * plan.segment_bytes);
  plan.kept_terms = 2 * plan.run_terms;
  plan.large_text_bytes = plan.segment_bytes / 8;
  plan.sorting_bytes = static_cast<std::size_t>(6 * plan.segment_bytes);
  plan.merging_bytes = memory / 8;
  return plan;
}

std::uint64_t MemoryPlan::segment_need(std::uint64_t largest_article_bytes) const {
  const std::uint64_t ordinary = 10 * segment_bytes;
  return largest_article_bytes <= segment_bytes ? ordinary
                                                : ordinary + copies_of_large * largest_article_bytes;
}

unsigned MemoryPlan::reading_threads(unsigned threads) const {
  return as_many_as_fit(threads, reading_bytes, 4 * mebibyte);  // small files, or a piece of a large one
}

unsigned MemoryPlan::inverting_threads(unsigned threads) const {
  return as_many_as_fit(threads, inverting_bytes, segment_need(0));
}

MergeLimits MemoryPlan::merging(unsigned threads, std::size_t runs) const {
  // Smaller windows cost more reads than a second thread spares.
  constexpr std::size_t worthwhile_window_bytes = std::size_t{4} << 10;
  constexpr std::size_t least_window_bytes = 512;
  constexpr std::size_t bytes_a_reader = 256;  // beside its window
  constexpr std::size_t most_window_bytes = std::size_t{64} << 10;
  constexpr std::size_t least_held_bytes = std::size_t{256} << 10;
  constexpr std::size_t most_held_bytes = std::size_t{16} << 20;
  const std::size_t least_bytes = 2 * least_held_bytes + runs * (worthwhile_window_bytes + bytes_a_reader);
  const unsigned fitting =
      as_many_as_fit(threads, merging_bytes, std::max<std::uint64_t>(2 * mebibyte, least_bytes));
  const std::size_t all = static_cast<std::size_t>(merging_bytes) / fitting;
  const std::size_t half_a_run = all / 2 / std::max<std::size_t>(runs, 1);
  const std::size_t window =
      std::clamp(half_a_run - std::min(half_a_run, bytes_a_reader), least_window_bytes, most_window_bytes);
  const std::size_t reading = std::min(all, runs * (window + bytes_a_reader));
  return {.threads = fitting,
          .held_bytes = std::clamp(std::min(all / 4, (all - reading) / 2), least_held_bytes, most_held_bytes),
          .window_bytes = window};
}

}  // namespace dateline
