// Copies an index while others use it, and puts a copy back: `dateline-index backup` and `restore`.
//
// A backup is an index directory of its own that dateline-search opens: one packed generation, the stub, the
// roots, and the file "backup" that says what it is.
#pragma once

#include "indexer/report/progress.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace dateline {

struct BackupOptions {
  std::filesystem::path directory{};  // of the index
  std::filesystem::path backup{};
  std::chrono::seconds lock_timeout{10};
};

struct BackupReport {
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;
  std::uint64_t generation = 0;  // that was made, in the backup or in the index
  std::size_t roots_kept = 0;    // restore: that the backup does not know
};

/// One revision of the index, whoever writes meanwhile; a writer waits only when it has been too quick three
/// times. Checked whole before it takes the place of an earlier backup in that directory. Throws Error(usage)
/// for a directory that is neither new, empty nor a backup; Error(bad_input) when the index is damaged.
BackupReport back_up_index(const BackupOptions& options, Progress& progress);

/// Makes the backup's generation the index's, whatever state that is in; the one before stays, as after any
/// run. Articles, their ids, docids and revisions are the backup's, without what was removed on purpose
/// since; the index's own revision never turns back. The settings are the backup's; roots that only the index
/// knows are kept. Throws Error(not_found) without a backup, Error(bad_input) when it is damaged; the index
/// is then as it was.
BackupReport restore_index(const BackupOptions& options, Progress& progress);

}  // namespace dateline
