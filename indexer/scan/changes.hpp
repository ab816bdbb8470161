// What a run has to do: the files found against the ledger.
#pragma once

#include "indexer/scan/ledger.hpp"
#include "indexer/scan/walk.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

/// Its paths are strings, as the file system has them: std::filesystem::path takes 800 bytes for the two of
/// them, and a first run finds every file new.
struct FoundFile {
  std::string path{};  // absolute
  std::string root{};  // absolute; the directory that ids are relative to
  std::uint64_t size = 0;
  std::int64_t changed_ns = 0;
};

struct Changes {
  std::vector<FoundFile> to_read{};                 // new, or of another size or time; by path
  std::vector<FoundFile> touched{};                 // of another time only: their contents are the same
  std::map<std::string, std::string> moved_from{};  // of files in `to_read`, by path: where they lay before
  std::vector<std::string> gone{};                  // no longer there, moved ones included
  std::vector<std::string> kept{};                  // no longer there, but their articles stay
  std::vector<ScanProblem> new_problems{};          // not in the ledger as they are
  std::optional<FoundFile> standard_input{};        // spooled
  std::uint64_t unchanged = 0;
  std::uint64_t bytes_to_read = 0;
  std::uint64_t bytes_gone = 0;   // sizes of the files in `gone`
  std::uint64_t bytes_known = 0;  // of all files that the ledger knows

  [[nodiscard]] bool changes_articles() const { return !to_read.empty() || !gone.empty() || standard_input; }
  [[nodiscard]] bool is_empty() const {
    return !changes_articles() && touched.empty() && kept.empty() && new_problems.empty();
  }
};

struct ChangeOptions {
  bool allow_empty_root = false;
  bool keep_removed = false;     // files that are gone go to `kept`
  bool retry_rejected = false;   // files of which something was refused are read again
  bool read_everything = false;  // a rebuild: files that have not changed are read, too
  std::uint64_t max_file_bytes = 0;
};

/// A file has changed when its size or its ctime has: that of its contents, name or mode. (The mtime tells
/// less: it stays when files of one size and time are exchanged, and tools that copy or unpack set it back.)
/// Files of roots that were not walked this time are left alone, and so are those below what the walk could
/// not read. A walked root that held files and is suddenly empty (an unmounted disk?) keeps them, unless that
/// is allowed, and becomes a problem of the walk; Error(io) when all roots walked are so.
Changes find_changes(WalkResult& walk, const Ledger& ledger, const ChangeOptions& options);

/// Takes files that cannot be opened out of what is to be read: they are problems of the walk, what was read
/// of them before stays, and they are tried again.
void divert_unreadable(Changes& changes, const Ledger& ledger, WalkResult& walk);

/// Finds, by their contents, files that were only touched, and files that were moved or renamed.
void find_touched(Changes& changes, const Ledger& ledger);
void find_moved(Changes& changes, const Ledger& ledger);

/// Once anything changes, files that lost an id to another are read again: the other may have given it up.
void add_losers_of_ids(Changes& changes, const WalkResult& walk, const Ledger& ledger);

/// Settles where known files are neither seen nor surely gone. Below a directory that looks like an index now
/// they stay, without `allow_empty_root`. Remembered roots that are not there: a file that was removed, or a
/// directory with `allow_empty_root`, is gone; any other keeps its articles, for its disk may not be mounted.
/// Throws Error(io) when all known files of a directory that is there are gone at once, more than one or the
/// last thing in it, unless that is allowed.
void settle_missing(WalkResult& walk, const Ledger& ledger, bool allow_empty_root);

}  // namespace dateline
