// See known_articles.hpp.
#include "indexer/build/known_articles.hpp"

#include "indexer/build/document.hpp"

#include <xxhash.h>

namespace dateline {

namespace {

std::uint64_t hash_of(const std::string& bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

// "old.jsonl#3" in a file that is now new.jsonl is "new.jsonl#3"; a record's own id stays.
std::string moved_id(const std::string& id, const std::string& old_id_path, const std::string& new_id_path) {
  const bool is_made_from_path = !old_id_path.empty() && id.starts_with(old_id_path) &&
                                 (id.size() == old_id_path.size() || id[old_id_path.size()] == '#');
  return is_made_from_path ? new_id_path + id.substr(old_id_path.size()) : id;
}

}  // namespace

void KnownArticles::add(const OldArticle& article) {
  by_id_.insert_or_assign(hash_of(article.stored.article.id),
                          KnownArticle{.revision = article.revision, .data_hash = hash_of(article.data)});
}

void KnownArticles::add_file(const Xapian::Database& db, const std::string& path,
                             const std::string& old_id_path, const std::string& new_id_path) {
  const std::string term = file_term(path);
  for (auto found = db.postlist_begin(term); found != db.postlist_end(term); ++found) {
    OldArticle article = read_old_article(db.get_document(*found));
    article.stored.article.id = moved_id(article.stored.article.id, old_id_path, new_id_path);
    add(article);
  }
}

std::uint64_t KnownArticles::revision(const std::string& id, const std::string& data, RevisionRule rule,
                                      std::uint64_t otherwise) const {
  const auto found = by_id_.find(hash_of(id));
  if (found == by_id_.end()) return otherwise;
  const bool is_kept = rule == RevisionRule::keep || found->second.data_hash == hash_of(data);
  return is_kept ? found->second.revision : otherwise;
}

}  // namespace dateline
