// A new generation: what a run reads goes into a spool; once all is known, it is built in calendar order.
#pragma once

#include "common/index/added_days.hpp"
#include "common/index/location.hpp"
#include "indexer/build/article_writer.hpp"
#include "indexer/build/build_options.hpp"
#include "indexer/build/old_articles.hpp"
#include "indexer/build/spool/article_spool.hpp"
#include "indexer/report/progress.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace dateline {

/// The file of an article that is carried over.
struct ArticleFile {
  std::string shown_path{};  // as UTF-8
  std::uint64_t hash = 0;    // see hash_path
};

class SpoolWriter : public ArticleWriter {
 public:
  struct Settings {
    std::uint64_t number = 0;  // of the generation
    std::uint64_t next_revision = 1;
    AddedDays added_days{};  // of the revisions before that one
    BuildOptions build{};
    /// Hashes of the ids whose articles the index before had of files that are read again now; an article
    /// that none of them gives any more is a change.
    std::unordered_set<std::uint64_t> expected{};
    std::string if_interrupted{};
  };

  /// All references outlive it.
  SpoolWriter(const IndexLocation& location, const KnownArticles& known, Progress& progress,
              Settings settings);

  void remove_file(const std::string& path) override;
  void begin_file(const FileSource& source) override { source_ = source; }
  AddedArticle add(const PreparedArticle& prepared) override;
  void end_file(RestOfFile rest) override;
  /// Adds an article of the index before as it is, with its revision, as one of `file`, unless it was read
  /// from that file in this run. Of two files that hold its id one has it as in `add`; returns the path of
  /// the other, as shown.
  std::optional<std::string> carry_over(OldArticle&& article, const ArticleFile& file);

  [[nodiscard]] bool is_new() const override { return true; }
  [[nodiscard]] std::uint64_t documents_of(const std::string& path) const override;
  [[nodiscard]] std::uint64_t article_count() const override { return spool_.article_count(); }
  [[nodiscard]] bool has_changes() const override { return has_changes_ || !settings_.expected.empty(); }
  [[nodiscard]] std::uint64_t next_revision() const override { return settings_.next_revision; }
  /// The database is built then, synced and checked, as the packed one of its generation.
  void finish(Ledger& ledger, std::uint64_t revision, const std::string& last_run) override;

 private:
  struct Holder {
    ArticleSpool::Number number = 0;
    std::uint64_t file_hash = 0;
    std::string path{};  // as stored
    SpooledArticle article{};
  };
  [[nodiscard]] std::optional<Holder> holder_of(const std::string& id);
  [[nodiscard]] static bool comes_before(const ArticleFile& file, const Holder& holder);

  const IndexLocation& location_;
  const KnownArticles& known_;
  Progress& progress_;
  Settings settings_;
  ArticleSpool spool_;
  FileSource source_{};  // between begin_file and end_file
  bool has_changes_ = false;
  mutable std::unordered_map<std::uint64_t, std::uint64_t>
      documents_{};  // by hash of the file, once asked for
};

}  // namespace dateline
