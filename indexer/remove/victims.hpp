// What a removal takes out of one database.
#pragma once

#include "indexer/remove/pending_removal.hpp"
#include "indexer/scan/ledger.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

namespace dateline {

/// An article that goes while others of its file stay.
struct SingleVictim {
  Xapian::docid docid = 0;
  std::string id{};
  std::string file{};  // its path in the ledger; "" when none is known
};

struct Victims {
  std::vector<std::string> files{};  // paths in the ledger that go with all their articles, sorted
  std::vector<SingleVictim> articles{};
  std::uint64_t article_count = 0;  // of both
  std::uint64_t bytes = 0;          // about so much text

  [[nodiscard]] bool is_empty() const { return files.empty() && articles.empty(); }
};

enum class SoughtBy {
  name,
  name_or_contents,  // whatever number or name it has here; slow: reads every article
};

/// All that `removal` names: files by their path's key or that of a directory above them, articles by their
/// id's; one of `once` only with its contents.
Victims find_victims(const Xapian::Database& db, const Ledger& ledger, const PendingRemoval& removal,
                     SoughtBy sought = SoughtBy::name);

/// Calls `use` for each article that goes, files first, until it returns false.
void for_each_victim(const Xapian::Database& db, const Victims& victims,
                     const std::function<bool(Xapian::docid docid)>& use);

/// Finds the file in the ledger that an article came from.
class FileOfArticle {
 public:
  /// `ledger` must outlive this.
  explicit FileOfArticle(const Ledger& ledger) : ledger_(ledger) {}

  [[nodiscard]] std::optional<std::string> find(const Xapian::Database& db, Xapian::docid docid);

 private:
  const Ledger& ledger_;
  // Paths that are no UTF-8, by file term: the stored article does not have those as they are.
  std::optional<std::unordered_map<std::string, std::string>> odd_paths_{};
};

/// With its text and captions.
Article read_whole_article(const Xapian::Database& db, Xapian::docid docid);

/// The docid of the article with that id.
std::optional<Xapian::docid> find_article(const Xapian::Database& db, const std::string& id);

/// `path` and every directory above it, innermost first, until `use` returns true; whether it did.
bool any_above(const std::filesystem::path& path, const std::function<bool(const RemovedKey& key)>& use);

}  // namespace dateline
