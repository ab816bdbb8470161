// See old_articles.hpp.
#include "indexer/build/old_articles.hpp"

#include "common/error.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/terms.hpp"
#include "indexer/build/article_terms.hpp"

#include <optional>

namespace dateline {

namespace {

enum class Presence { read, absent, damaged };

Presence try_read(const Xapian::Database& db, Xapian::docid docid, OldArticle& article) {
  try {
    article = read_old_article(db.get_document(docid));
    return Presence::read;
  } catch (const Xapian::DocNotFoundError&) {
    return Presence::absent;
  } catch (const Xapian::Error&) {
    return Presence::damaged;
  } catch (const Error&) {
    return Presence::damaged;
  }
}

}  // namespace

OldArticle read_old_article(const Xapian::Document& document) {
  OldArticle article;
  article.data = document.get_data();
  article.stored = read_stored(article.data);
  const double revision = Xapian::sortable_unserialise(document.get_value(slot_revision));
  article.revision = revision > 0 ? static_cast<std::uint64_t>(revision) : 0;
  auto term = document.termlist_begin();
  term.skip_to(std::string(file_prefix));
  if (term != document.termlist_end()) article.file_term = *term;
  return article;
}

std::uint64_t for_each_old_article(const Xapian::Database& db,
                                   const std::function<void(OldArticle&& article)>& use) {
  std::uint64_t damaged = 0;
  const Xapian::docid last = db.get_lastdocid();
  for (Xapian::docid docid = 1; docid <= last && docid != 0; ++docid) {
    OldArticle article;
    const Presence presence = try_read(db, docid, article);
    if (presence == Presence::read) use(std::move(article));
    if (presence == Presence::damaged) ++damaged;
  }
  return damaged;
}

void for_each_old_article_of(const Xapian::Database& db, const std::string& path,
                             const std::function<void(OldArticle&& article)>& use) {
  const std::string term = file_term(path);
  for (auto found = db.postlist_begin(term); found != db.postlist_end(term); ++found)
    use(read_old_article(db.get_document(*found)));
}

}  // namespace dateline
