// Changes one database by Xapian's own means: the current generation in place, or a copy of it.
#pragma once

#include "common/article.hpp"
#include "common/index/added_days.hpp"
#include "common/text/analyse.hpp"
#include "indexer/build/article_writer.hpp"
#include "indexer/build/calendar_placement.hpp"
#include "indexer/build/document.hpp"
#include "indexer/build/known_articles.hpp"
#include "indexer/scan/ledger.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include <xapian.h>

namespace dateline {

enum class WriteMode {
  unpublished_copy,  // a copy of a generation that nobody reads yet; committed in steps
  live,              // the generation that readers have open: everything is one transaction
};

/// One run's changes to one database.
class GenerationWriter : public ArticleWriter {
 public:
  /// `known` outlives the writer.
  GenerationWriter(const std::filesystem::path& path, WriteMode mode, const KnownArticles& known);

  void remove_file(const std::string& path) override;
  /// Removes the article with an id; whether there was one.
  bool remove_article(const std::string& id);
  void begin_file(const FileSource& source) override;
  AddedArticle add(const PreparedArticle& prepared) override;
  void end_file(RestOfFile rest) override;

  [[nodiscard]] bool is_new() const override { return false; }
  [[nodiscard]] std::uint64_t documents_of(const std::string& path) const override;
  [[nodiscard]] std::uint64_t article_count() const override;
  [[nodiscard]] bool has_changes() const override { return has_changes_; }
  /// The next one after the database's.
  [[nodiscard]] std::uint64_t next_revision() const override { return next_revision_; }
  void finish(Ledger& ledger, std::uint64_t revision, const std::string& last_run) override;

 private:
  struct Holder {
    Xapian::docid docid = 0;
    std::string path;
    std::string file_term;
    std::string data;
  };

  [[nodiscard]] std::optional<Holder> holder_of(const std::string& term) const;
  void write(const Article& article, const DocumentOrigin& origin, Xapian::docid replaced);
  void remove(Xapian::docid docid);
  void commit_when_large(const Article& article);

  std::filesystem::path path_;
  WriteMode mode_;
  const KnownArticles& known_;
  Xapian::WritableDatabase db_;
  std::optional<CalendarPlacement> placement_{};  // where the database has a calendar
  Analyser analyser_;
  std::size_t uncommitted_bytes_ = 0;
  std::uint64_t next_revision_ = 1;
  bool has_changes_ = false;
  AddedDays added_days_;
  FileSource source_{};                // between begin_file and end_file
  std::set<Xapian::docid> not_again_;  // what that file held and has not been added again
};

}  // namespace dateline
