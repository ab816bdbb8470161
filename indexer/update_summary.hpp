// What one run of the indexer did: what its report is made from.
#pragma once

#include "common/article.hpp"
#include "common/text/date.hpp"
#include "indexer/formats/read_file.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

/// What a run would do with one file.
struct PlannedChange {
  std::string what;    // "new", "changed", "moved", "gone", "kept"
  std::string path;    // bytes as the file system has them
  std::string from{};  // of a moved one
};

/// What one run did, and what the index holds after it.
struct UpdateSummary {
  std::uint64_t files_read = 0;
  std::uint64_t files_unchanged = 0;
  std::uint64_t files_removed = 0;
  std::uint64_t files_moved = 0;  // of those read
  std::uint64_t files_kept = 0;   // gone, but their articles stay
  std::uint64_t articles_read = 0;
  std::uint64_t articles_unchanged = 0;     // of those read: the index held the very same
  std::uint64_t articles_withheld = 0;      // of those read: removed for good by `remove`
  std::uint64_t articles_carried_over = 0;  // by a rebuild, from the old index
  std::uint64_t text_bytes = 0;             // of the articles read: headlines, standfirsts and bodies
  std::uint64_t ids_lost = 0;               // articles read whose id another file's article has
  std::uint64_t special_files = 0;
  std::map<DateEvidence, std::uint64_t> dates{};  // of the articles read; none = undated
  std::map<std::string, std::uint64_t>
      languages{};  // of the articles read, by primary language; "" = unknown
  std::optional<PrintedDate> first{};
  std::optional<PrintedDate> last{};
  std::vector<Rejection> rejections{};  // of this run
  std::uint64_t articles_in_index = 0;
  std::uint64_t revision = 0;  // of the index after the run
  bool was_up_to_date = false;
  std::string route{};  // "none" (up to date), "transaction", or "generation": how the change was written
  bool was_dry_run = false;
  std::string damage{};                  // of a rebuild: why nothing could be carried over from the old index
  std::vector<PlannedChange> planned{};  // of a dry run
  std::chrono::duration<double> elapsed{0};
};

}  // namespace dateline
