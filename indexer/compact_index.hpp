// Packs the current generation: blocks full, what was removed or replaced really gone.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace dateline {

struct CompactSummary {
  std::uint64_t bytes_before = 0;  // of the current generation
  std::uint64_t bytes_after = 0;   // of the packed one, published or not
  std::uint64_t generation = 0;    // the current one after the run
  bool was_published = false;      // false: there was nothing to gain, all stays as it was
  std::chrono::duration<double> elapsed{0};
};

/// Readers see the old generation until the packed one has been checked and published. Throws
/// Error(not_found) without an index, Error(busy) while another run writes, Error(io) when the disk refuses
/// (it needs room for the packed generation beside the old); the index is then as it was.
CompactSummary compact_index(const std::filesystem::path& directory, std::chrono::seconds lock_timeout);

/// For people, a line or two.
std::string text_report(const CompactSummary& summary);

}  // namespace dateline
