// See compact_index.hpp.
#include "indexer/compact_index.hpp"

#include "common/index/open.hpp"
#include "indexer/publish/generations.hpp"
#include "indexer/publish/writer_lock.hpp"
#include "indexer/remove/apply_removal.hpp"
#include "indexer/report/progress.hpp"

namespace dateline {

namespace {

// A generation that loses less than a hundredth is packed already: two packings of the same contents differ
// by a block or two.
bool is_worthwhile(std::uint64_t before, std::uint64_t after) {
  return after < before - before / 100;
}

}  // namespace

CompactSummary compact_index(const std::filesystem::path& directory, std::chrono::seconds lock_timeout) {
  const auto begun = std::chrono::steady_clock::now();
  const IndexLocation location{directory};
  static_cast<void>(open_index(location));  // before a lock is taken: it would make the directory
  const WriterLock lock(location, lock_timeout);
  remove_leftovers(location);
  static_cast<void>(finish_pending_removal(location));
  const std::uint64_t current = require_generation(location);
  const std::uint64_t number = next_generation(location);
  CompactSummary summary{.bytes_before = generation_bytes(location.generation(current)),
                         .generation = current};
  pack_anew(location, current, number);
  summary.bytes_after = generation_bytes(location.packed(number));
  if (is_worthwhile(summary.bytes_before, summary.bytes_after)) {
    publish_generation(location, number);
    summary.generation = number;
    summary.was_published = true;
  } else {
    remove_leftovers(location);
  }
  summary.elapsed = std::chrono::steady_clock::now() - begun;
  return summary;
}

std::string text_report(const CompactSummary& summary) {
  const std::string generation = "generation " + std::to_string(summary.generation);
  if (!summary.was_published) {
    return "Nothing to gain: " + generation + " (" + spoken_bytes(summary.bytes_before) +
           ") is packed already.\n";
  }
  return "Packed in " + spoken_duration(summary.elapsed) + ": " + spoken_bytes(summary.bytes_before) +
         " before, " + spoken_bytes(summary.bytes_after) + " after, now " + generation +
         ".\nThe generation before it stays until the next one is published.\n";
}

}  // namespace dateline
