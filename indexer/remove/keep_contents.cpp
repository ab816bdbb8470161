// See keep_contents.hpp.
#include "indexer/remove/keep_contents.hpp"

#include "common/schema/terms.hpp"
#include "indexer/build/document.hpp"

#include <algorithm>
#include <unordered_set>

namespace dateline {

namespace {

// Hashes of files that go and have no copy that stays.
std::unordered_set<std::uint64_t> hashes_that_go(const Ledger& ledger, const Victims& victims) {
  std::unordered_set<std::uint64_t> hashes;
  for (const auto& path : victims.files) hashes.insert(ledger.find(path)->content_hash);
  hashes.erase(0);
  if (hashes.empty()) return hashes;
  ledger.for_each([&](const std::string& path, const LedgerEntry& entry) {
    if (hashes.contains(entry.content_hash) && !std::ranges::binary_search(victims.files, path))
      hashes.erase(entry.content_hash);
  });
  return hashes;
}

// The key by which a file goes: its own, or that of a directory above it.
RemovedKey key_of_file(const std::string& path, const PendingRemoval& removal) {
  RemovedKey found;
  any_above(path, [&](const RemovedKey& key) {
    found = key;
    return removal.holds(key);
  });
  return found;
}

void keep_file(const Xapian::Database& db, const std::string& path, const LedgerEntry& entry,
               PendingRemoval& removal) {
  const RemovedKey name = key_of_file(path, removal);
  const std::string term = file_term(path);
  for (auto docid = db.postlist_begin(term); docid != db.postlist_end(term); ++docid) {
    const Article article = read_whole_article(db, *docid);
    if (is_made_from_path(article.id, entry.id_path))
      removal.contents.insert({.contents = removed_contents_key(article), .name = name});
  }
}

}  // namespace

void keep_contents(const Xapian::Database& db, const Ledger& ledger, const Victims& victims,
                   PendingRemoval& removal) {
  const auto hashes = hashes_that_go(ledger, victims);
  for (const auto& path : victims.files) {
    const auto entry = ledger.find(path);
    if (hashes.contains(entry->content_hash)) keep_file(db, path, *entry, removal);
  }
  for (const auto& victim : victims.articles) {
    const auto entry = ledger.find(victim.file);
    const RemovedKey name = removed_id_key(victim.id);
    if (!entry || !is_made_from_path(victim.id, entry->id_path) || removal.staying.erase(name) == 0) continue;
    removal.once.insert(name);
    removal.contents.insert(
        {.contents = removed_contents_key(read_whole_article(db, victim.docid)), .name = name});
  }
}

}  // namespace dateline
