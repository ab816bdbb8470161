// Takes what a run reads into a database: the seam behind which a new generation is built or the current one
// is changed.
#pragma once

#include "indexer/build/known_articles.hpp"
#include "indexer/formats/prepared_article.hpp"
#include "indexer/scan/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace dateline {

/// One source file whose articles are written.
struct FileSource {
  std::string path;  // absolute, bytes as the file system has them
  RevisionRule rule = RevisionRule::keep_when_equal;
};

/// What becomes of the articles that a file held before and that were not added again.
enum class RestOfFile { removed, kept };

struct AddedArticle {
  bool is_changed = true;              // false: the index held the very same already
  std::optional<std::string> loser{};  // of two files with one id, the path of the one that has not got it
};

/// One run's changes. Without `finish` nothing of them becomes visible. Throws Error (a full disk reads "no
/// space").
class ArticleWriter {
 public:
  virtual ~ArticleWriter() = default;

  /// Removes every article of a source file.
  virtual void remove_file(const std::string& path) = 0;
  /// What `add` adds until `end_file` comes from this file and takes the place of what it held.
  virtual void begin_file(const FileSource& source) = 0;
  /// An article that is there already, the same in all that is stored of it, stays as it is. One with the id
  /// of an earlier one of the same file replaces it. Of two files that hold the same id the one with the
  /// greater path has it, in whatever order they come, so that an updated index equals one built anew.
  virtual AddedArticle add(const PreparedArticle& prepared) = 0;
  virtual void end_file(RestOfFile rest) = 0;

  /// Whether it begins from nothing: files may then come in any order.
  [[nodiscard]] virtual bool is_new() const = 0;
  /// Articles of a source file that it holds now.
  [[nodiscard]] virtual std::uint64_t documents_of(const std::string& path) const = 0;
  [[nodiscard]] virtual std::uint64_t article_count() const = 0;
  /// Whether an article was added, removed, or changed so that it got `next_revision`.
  [[nodiscard]] virtual bool has_changes() const = 0;
  /// The ingest revision that changed articles get.
  [[nodiscard]] virtual std::uint64_t next_revision() const = 0;

  /// Writes the ledger and the index's own entries, and commits. `last_run` is told by `status`. A revision
  /// that the index has not had was made today. Not to be used afterwards.
  virtual void finish(Ledger& ledger, std::uint64_t revision, const std::string& last_run) = 0;
};

}  // namespace dateline
