// See victims.hpp.
#include "indexer/remove/victims.hpp"

#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "common/schema/terms.hpp"
#include "common/text/utf8.hpp"
#include "indexer/build/document.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace dateline {

namespace {

// A word weighs about two, its stem with it, and takes six bytes of text.
constexpr std::uint64_t bytes_of_length = 3;

// A term tells its article's id, unless it was cut and hashed.
std::string id_of_term(const Xapian::Database& db, const std::string& term, std::string_view prefix) {
  if (term.size() < max_term_bytes) return term.substr(prefix.size());
  const auto docid = db.postlist_begin(term);
  if (docid == db.postlist_end(term)) return {};
  return read_stored(db.get_document(*docid).get_data()).article.id;
}

// Directories repeat: each is hashed once.
void find_files(const Ledger& ledger, const PendingRemoval& removal, Victims& victims) {
  const auto is_removed = [&removal](const RemovedKey& key) { return removal.holds(key); };
  std::unordered_map<std::string, bool> directories;
  ledger.for_each_known([&](std::string_view path, const KnownFile&) {
    const std::string directory(path.substr(0, path.find_last_of('/') + 1));
    const auto [known, is_new] = directories.try_emplace(directory, false);
    if (is_new) known->second = any_above(std::filesystem::path(directory).parent_path(), is_removed);
    if (known->second || is_removed(removed_path_key(path))) victims.files.emplace_back(path);
  });
  std::ranges::sort(victims.files);
}

/// Whether single articles go.
class ArticleJudge {
 public:
  ArticleJudge(const Xapian::Database& db, const Ledger& ledger, const PendingRemoval& removal,
               SoughtBy sought)
      : db_(db),
        ledger_(ledger),
        removal_(removal),
        seeks_contents_(sought == SoughtBy::name_or_contents && !removal.contents.empty()) {}

  [[nodiscard]] bool may_go(const std::string& id) const {
    return seeks_contents_ || removal_.holds(removed_id_key(id));
  }

  /// Of one that may go.
  [[nodiscard]] bool goes(const SingleVictim& article) const {
    const RemovedKey key = removed_id_key(article.id);
    if (removal_.staying.contains(key)) return true;
    if (!removal_.once.contains(key)) {
      const auto entry = ledger_.find(article.file);
      if (!entry || !is_made_from_path(article.id, entry->id_path)) return false;
    }
    return holds_contents(removal_.contents, removed_contents_key(read_whole_article(db_, article.docid)));
  }

 private:
  const Xapian::Database& db_;
  const Ledger& ledger_;
  const PendingRemoval& removal_;
  bool seeks_contents_;
};

void find_articles(const Xapian::Database& db, const Ledger& ledger, const ArticleJudge& judge,
                   Victims& victims) {
  FileOfArticle files(ledger);
  const std::string prefix(field_row(Field::id).whole_prefix);
  for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) {
    SingleVictim article{.id = id_of_term(db, *term, prefix)};
    if (!judge.may_go(article.id)) continue;
    article.docid = *db.postlist_begin(*term);
    article.file = files.find(db, article.docid).value_or("");
    if (!std::ranges::binary_search(victims.files, article.file) && judge.goes(article))
      victims.articles.push_back(std::move(article));
  }
}

}  // namespace

bool any_above(const std::filesystem::path& path, const std::function<bool(const RemovedKey& key)>& use) {
  std::string_view above = path.native();
  while (true) {
    if (use(removed_path_key(std::filesystem::path(above)))) return true;
    const auto slash = above.rfind('/');
    if (above.size() <= 1 || slash == std::string_view::npos) return false;
    above = above.substr(0, std::max<std::size_t>(slash, 1));
  }
}

std::optional<std::string> FileOfArticle::find(const Xapian::Database& db, Xapian::docid docid) {
  const std::string prefix(file_prefix);
  auto found = db.termlist_begin(docid);
  found.skip_to(prefix);
  if (found == db.termlist_end(docid)) return std::nullopt;
  const std::string term = *found;
  std::string path = read_stored(db.get_document(docid).get_data()).path;
  if (file_term(path) == term && ledger_.known(path)) return path;
  if (!odd_paths_) {
    odd_paths_.emplace();
    ledger_.for_each_known([this](std::string_view odd, const KnownFile&) {
      if (to_valid_utf8(odd) != odd) odd_paths_->emplace(file_term(std::string(odd)), odd);
    });
  }
  const auto entry = odd_paths_->find(term);
  return entry == odd_paths_->end() ? std::nullopt : std::optional(entry->second);
}

std::optional<Xapian::docid> find_article(const Xapian::Database& db, const std::string& id) {
  const std::string term = id_term(id);
  const auto found = db.postlist_begin(term);
  return found == db.postlist_end(term) ? std::nullopt : std::optional(*found);
}

Article read_whole_article(const Xapian::Database& db, Xapian::docid docid) {
  const std::string data = db.get_document(docid).get_data();
  Article article = read_stored(data).article;
  read_stored_text(data, article);
  return article;
}

Victims find_victims(const Xapian::Database& db, const Ledger& ledger, const PendingRemoval& removal,
                     SoughtBy sought) {
  Victims victims;
  find_files(ledger, removal, victims);
  find_articles(db, ledger, ArticleJudge(db, ledger, removal, sought), victims);
  for_each_victim(db, victims, [&](Xapian::docid docid) {
    ++victims.article_count;
    victims.bytes += bytes_of_length * db.get_doclength(docid);
    return true;
  });
  return victims;
}

void for_each_victim(const Xapian::Database& db, const Victims& victims,
                     const std::function<bool(Xapian::docid docid)>& use) {
  for (const auto& file : victims.files) {
    const std::string term = file_term(file);
    for (auto docid = db.postlist_begin(term); docid != db.postlist_end(term); ++docid) {
      if (!use(*docid)) return;
    }
  }
  for (const auto& article : victims.articles) {
    if (!use(article.docid)) return;
  }
}

}  // namespace dateline
