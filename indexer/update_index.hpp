// Brings an index up to date with the files it is made from: THE JOURNEY of dateline-index.
#pragma once

#include "common/text/date.hpp"
#include "indexer/formats/read_file.hpp"
#include "indexer/report/progress.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct UpdateOptions {
  std::filesystem::path directory{};           // of the index
  std::vector<std::filesystem::path> paths{};  // empty: the roots indexed before
  ReadOptions reading{};
  std::chrono::seconds lock_timeout{10};
  bool allow_empty_root = false;
  bool new_generation = false;  // read everything anew, whatever the old index holds
};

/// What one run did, and what the index holds after it.
struct UpdateSummary {
  std::uint64_t files_read = 0;
  std::uint64_t files_unchanged = 0;
  std::uint64_t files_removed = 0;
  std::uint64_t articles_read = 0;
  std::uint64_t text_bytes = 0;  // of the articles read: headlines, standfirsts and bodies
  std::uint64_t ids_lost = 0;    // articles read whose id another file's article has
  std::uint64_t special_files = 0;
  std::map<DateEvidence, std::uint64_t> dates{};  // of the articles read; none = undated
  std::map<std::string, std::uint64_t>
      languages{};  // of the articles read, by primary language; "" = unknown
  std::optional<PrintedDate> first{};
  std::optional<PrintedDate> last{};
  std::vector<Rejection> rejections{};  // of this run
  std::uint64_t articles_in_index = 0;
  bool was_up_to_date = false;
  std::chrono::duration<double> elapsed{0};
};

/// Readers see the index as it was until the whole run is published. A bad file or record is a rejection and
/// the run goes on. Throws Error(not_found) for a path that is not there, Error(busy) while another run
/// writes, Error(io) when the disk refuses; the index is then as it was.
UpdateSummary update_index(const UpdateOptions& options, Progress& progress);

}  // namespace dateline
