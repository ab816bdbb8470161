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
  std::uint64_t data_hash = 0;  // XXH3 of the stored article
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
  void add(const OldArticle& article);

  /// The revision that an article keeps; `otherwise` when it is unknown, or not what it was. `data` is what
  /// will be stored of it.
  [[nodiscard]] std::uint64_t revision(const std::string& id, const std::string& data, RevisionRule rule,
                                       std::uint64_t otherwise) const;

 private:
  std::unordered_map<std::uint64_t, KnownArticle> by_id_;  // by XXH3 of the id: 10 million take 0.6 GB
};

}  // namespace dateline
