// See known_articles.hpp.
#include "indexer/build/known_articles.hpp"

#include "indexer/build/old_articles.hpp"

#include <xxhash.h>

namespace dateline {

namespace {

std::uint64_t hash_of(const std::string& bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t hash_of(const StoredParts& stored) {
  return XXH3_64bits_withSeed(stored.text.data(), stored.text.size(), hash_of(stored.metadata));
}

// "old.jsonl#3" in a file that is now new.jsonl is "new.jsonl#3"; a record's own id stays.
std::string moved_id(const std::string& id, const std::string& old_id_path, const std::string& new_id_path) {
  const bool is_made_from_path = !old_id_path.empty() && id.starts_with(old_id_path) &&
                                 (id.size() == old_id_path.size() || id[old_id_path.size()] == '#');
  return is_made_from_path ? new_id_path + id.substr(old_id_path.size()) : id;
}

}  // namespace

void KnownArticles::insert(ById& articles, const OldArticle& article) {
  articles.insert_or_assign(
      hash_of(article.stored.article.id),
      KnownArticle{.revision = article.revision, .stored_hash = hash_of(unpack_stored(article.data))});
}

void KnownArticles::add_file(const Xapian::Database& db, const std::string& path,
                             const std::string& old_id_path, const std::string& new_id_path) {
  for_each_old_article_of(db, path, [&](OldArticle&& article) {
    article.stored.article.id = moved_id(article.stored.article.id, old_id_path, new_id_path);
    insert(moved_, article);
  });
}

std::uint64_t KnownArticles::revision(const std::string& id, const StoredParts& stored, RevisionRule rule,
                                      std::uint64_t otherwise) const {
  const std::uint64_t id_hash = hash_of(id);
  const auto own = by_id_.find(id_hash);
  if (own != by_id_.end() && own->second.stored_hash == hash_of(stored)) return own->second.revision;
  const auto moved = moved_.find(id_hash);
  const auto known = moved != moved_.end() ? moved : own;
  if (moved == moved_.end() && own == by_id_.end()) return otherwise;
  return rule == RevisionRule::keep ? known->second.revision : otherwise;
}

bool KnownArticles::has_same(const std::string& id, const StoredParts& stored) const {
  const auto found = by_id_.find(hash_of(id));
  return found != by_id_.end() && found->second.stored_hash == hash_of(stored);
}

}  // namespace dateline
