// Brings an index up to date with the files it is made from: THE JOURNEY of dateline-index.
#pragma once

#include "indexer/build/build_options.hpp"
#include "indexer/formats/read_file.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/report/progress.hpp"
#include "indexer/scan/spool_input.hpp"
#include "indexer/update_summary.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace dateline {

enum class UpdateKind {
  update,               // what has changed
  rebuild,              // a new generation from every file; what only the index holds is carried over
  rebuild_from_stored,  // a new generation from the articles in the index; no file is read
};

struct UpdateOptions {
  std::filesystem::path directory{};           // of the index
  std::vector<std::filesystem::path> paths{};  // empty, and nothing listed: the roots indexed before
  std::optional<std::vector<std::filesystem::path>> listed{};  // files that another program names
  SourceSettings settings{};
  UpdateKind kind = UpdateKind::update;
  ReadOptions reading{};
  std::chrono::seconds lock_timeout{10};
  bool allow_empty_root = false;
  bool keep_removed = false;                             // articles of files that are gone stay
  bool retry_rejected = false;                           // read again what was refused before
  StandardInput standard_input = StandardInput::unread;  // JSON lines
  bool is_dry_run = false;  // tell what would be done; nothing is written, no lock is taken
  /// Changed bytes up to which a run is one transaction in the current generation; above, the generation is
  /// copied and the copy changed in steps. None: see build/transaction_limit.hpp.
  std::optional<std::uint64_t> max_transaction_bytes{};
  BuildOptions build{};
};

/// Readers see the index as it was until the whole run is published. A bad file or record is a rejection and
/// the run goes on. Throws Error(not_found) for a path that is not there, Error(busy) while another run
/// writes, Error(io) when the disk refuses, Error(interrupted) by a signal; the index is then as it was.
UpdateSummary update_index(const UpdateOptions& options, Progress& progress);

}  // namespace dateline
