// Writes articles into one database: the seam behind which a generation is built or the current one changed.
#pragma once

#include "common/article.hpp"
#include "common/text/analyse.hpp"
#include "indexer/build/document.hpp"
#include "indexer/scan/ledger.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_set>

#include <xapian.h>

namespace dateline {

enum class WriteMode {
  new_database,      // made at the path, which must not exist; committed in steps
  unpublished_copy,  // a copy of a generation that nobody reads yet; committed in steps
  live,              // the generation that readers have open: everything is one transaction
};

/// One run's changes to one database. Without `finish` nothing of a live run becomes visible; an unfinished
/// new database is for the caller to remove. Throws Error as Xapian fails (a full disk reads "no space").
class GenerationWriter {
 public:
  GenerationWriter(const std::filesystem::path& path, WriteMode mode);

  /// Removes every article of a source file.
  void remove_file(const std::string& path);
  /// An article with the id of an earlier one of the same file replaces it.
  /// Of two files that hold the same id the one with the greater path has it, in whatever order they come, so
  /// that an updated index equals one built anew; returns the path of the file that has not got it, if there
  /// were two.
  std::optional<std::string> add(const Article& article, const DocumentOrigin& origin);
  /// Writes the ledger and the index's own entries, and commits. Not to be used afterwards.
  void finish(Ledger& ledger, std::uint64_t revision);

  /// The ingest revision of the database as it was opened; 0 for a new one.
  [[nodiscard]] std::uint64_t revision() const;
  [[nodiscard]] std::uint64_t article_count() const;

 private:
  [[nodiscard]] std::optional<std::string> other_holder(const std::string& term,
                                                        const std::string& path) const;
  void commit_when_large(const Article& article);

  std::filesystem::path path_;
  WriteMode mode_;
  Xapian::WritableDatabase db_;
  Analyser analyser_;
  std::unordered_set<std::uint64_t> new_ids_;  // hashes of the ids in a new database
  std::size_t uncommitted_bytes_ = 0;
};

}  // namespace dateline
