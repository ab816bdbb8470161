// Takes articles out of an index for good, though their files may stay: the command `remove`.
#pragma once

#include "indexer/remove/apply_removal.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

struct RemoveOptions {
  std::filesystem::path directory{};     // of the index
  std::vector<std::string> arguments{};  // paths and ids, or the words of a query
  std::chrono::seconds lock_timeout{10};
  bool is_dry_run = false;  // of a removal
  bool is_purge = false;    // no file of the index holds anything of them afterwards
};

struct RemoveSummary {
  std::uint64_t articles = 0;
  std::uint64_t files = 0;               // that they come from
  std::vector<std::string> headlines{};  // the first ten
  bool has_matched = false;
  std::uint64_t finished_earlier = 0;  // articles of a removal that had been interrupted
  bool was_dry_run = false;
  bool was_purge = false;
  RemovalResult result{};  // unless it was a dry run
  std::chrono::duration<double> elapsed{0};
};

/// What is removed is neither read nor added again by later runs, also when they name it, until
/// `undo_removal`; a root is forgotten, and what came from standard input may come from there again.
/// A purge without arguments cleans up after all earlier removals. Once it has begun, an interrupted removal
/// is finished by the next run that writes. Throws Error(not_found) without an index, Error(busy), Error(io),
/// Error(usage) for a query that cannot be read.
RemoveSummary remove_articles(const RemoveOptions& options);

struct UndoSummary {
  std::uint64_t undone = 0;             // entries of the removed list
  std::vector<std::string> rootless{};  // paths among them that no root holds any more: to be named again
};

/// Takes paths (with all below them) and ids off the removed list: the next update reads them again. Throws
/// Error as above, Error(usage) for a path that was removed together with a directory above it.
UndoSummary undo_removal(const RemoveOptions& options);

std::string text_report(const RemoveSummary& summary);
std::string text_report(const UndoSummary& summary);

}  // namespace dateline
