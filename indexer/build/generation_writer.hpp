// Writes articles into one database: the seam behind which a generation is built or the current one changed.
#pragma once

#include "common/article.hpp"
#include "common/index/added_days.hpp"
#include "common/text/analyse.hpp"
#include "indexer/build/document.hpp"
#include "indexer/build/known_articles.hpp"
#include "indexer/scan/ledger.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>

#include <xapian.h>

namespace dateline {

enum class WriteMode {
  new_database,      // made at the path, which must not exist; committed in steps
  unpublished_copy,  // a copy of a generation that nobody reads yet; committed in steps
  live,              // the generation that readers have open: everything is one transaction
};

/// One source file whose articles are written.
struct FileSource {
  std::string path;  // absolute, bytes as the file system has them
  RevisionRule rule = RevisionRule::keep_when_equal;
};

/// What becomes of the articles that a file held before and that were not added again.
enum class RestOfFile { removed, kept };

struct AddedArticle {
  bool is_changed = true;              // false: the database held the very same already
  std::optional<std::string> loser{};  // of two files with one id, the path of the one that has not got it
};

/// One run's changes to one database. Without `finish` nothing of a live run becomes visible; an unfinished
/// new database is for the caller to remove. Throws Error as Xapian fails (a full disk reads "no space").
class GenerationWriter {
 public:
  /// `known` outlives the writer.
  GenerationWriter(const std::filesystem::path& path, WriteMode mode, const KnownArticles& known);

  /// Removes every article of a source file.
  void remove_file(const std::string& path);
  /// Removes the article with an id; whether there was one.
  bool remove_article(const std::string& id);

  /// What `add` adds until `end_file` comes from this file and takes the place of what it held.
  void begin_file(const FileSource& source);
  /// An article that is there already, the same in all that is stored of it, stays untouched. One with the id
  /// of an earlier one of the same file replaces it. Of two files that hold the same id the one with the
  /// greater path has it, in whatever order they come, so that an updated index equals one built anew.
  AddedArticle add(const Article& article);
  void end_file(RestOfFile rest);

  /// Adds an article of another index as it is, with its revision, unless it was read from its file in this
  /// run. Of two files that hold its id one has it as in `add`; returns the path of the other.
  std::optional<std::string> carry_over(const Article& article, const DocumentOrigin& origin);

  [[nodiscard]] WriteMode mode() const { return mode_; }
  /// Articles of a source file that the database holds now.
  [[nodiscard]] std::uint64_t documents_of(const std::string& path) const;
  [[nodiscard]] std::uint64_t article_count() const;

  /// Writes the ledger and the index's own entries, and commits. `last_run` is told by `status`. A revision
  /// that the database has not had was made today. Not to be used afterwards.
  void finish(Ledger& ledger, std::uint64_t revision, const std::string& last_run);

  /// Whether an article was added, removed, or changed so that it got `next_revision`.
  [[nodiscard]] bool has_changes() const { return has_changes_; }
  /// The ingest revision that changed articles get: the next one after the database's, or `set_revision`'s.
  [[nodiscard]] std::uint64_t next_revision() const { return next_revision_; }
  void set_next_revision(std::uint64_t revision) { next_revision_ = revision; }
  /// On which days the revisions before that were made: for a new database, others have it.
  void set_added_days(AddedDays days);

 private:
  struct Holder {
    Xapian::docid docid = 0;
    std::string path;
    std::string file_term;
    std::string data;
  };

  [[nodiscard]] std::optional<Holder> holder_of(const std::string& term) const;
  void write(const Article& article, const DocumentOrigin& origin, Xapian::docid replaced);
  void commit_when_large(const Article& article);

  std::filesystem::path path_;
  WriteMode mode_;
  const KnownArticles& known_;
  Xapian::WritableDatabase db_;
  Analyser analyser_;
  std::unordered_set<std::uint64_t> new_ids_;  // hashes of the ids in a new database
  std::size_t uncommitted_bytes_ = 0;
  std::uint64_t next_revision_ = 1;
  bool has_changes_ = false;
  AddedDays added_days_;
  FileSource source_{};                // between begin_file and end_file
  std::set<Xapian::docid> not_again_;  // what that file held and has not been added again
};

}  // namespace dateline
