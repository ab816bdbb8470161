// What an index knew of its articles before they are read again: an article keeps its ingest revision when
// its file moves and when the index is rebuilt.
#pragma once

#include "indexer/build/old_articles.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>

#include <xapian.h>

namespace dateline {

struct KnownArticle {
  std::uint64_t revision = 0;
  std::uint64_t stored_hash = 0;  // of what is stored of it
};

/// How much a file's articles must be what they were to keep their revisions.
enum class RevisionRule {
  keep,             // the file is known to be the same, wherever it lies now
  keep_when_equal,  // each article is judged by what is stored of it
};

class KnownArticles {
 public:
  /// Adds the articles of one source file. Ids made from `old_id_path` are known by `new_id_path` instead:
  /// the file has moved. Throws Xapian's errors.
  void add_file(const Xapian::Database& db, const std::string& path, const std::string& old_id_path,
                const std::string& new_id_path);
  /// Adds an article of the index that is rebuilt.
  void add(const OldArticle& article) { insert(by_id_, article); }

  /// The revision that an article keeps: its own when it is just what it was, though a file was moved over
  /// its file that has another; `otherwise` when it is unknown, or not what it was. `stored` is what will be
  /// stored of it.
  [[nodiscard]] std::uint64_t revision(const std::string& id, const StoredParts& stored, RevisionRule rule,
                                       std::uint64_t otherwise) const;
  /// Whether the article is known and was just that.
  [[nodiscard]] bool has_same(const std::string& id, const StoredParts& stored) const;

 private:
  using ById = std::unordered_map<std::uint64_t, KnownArticle>;  // by XXH3 of the id: 10 million take 0.6 GB

  static void insert(ById& articles, const OldArticle& article);

  ById by_id_;
  ById moved_;  // by the ids that they have now
};

}  // namespace dateline
