// See query_index.hpp. Written after the design (§4, §6), not after the indexer, which has tests of its own.
#include "tests/support/query_index.hpp"

#include "common/schema/fields.hpp"
#include "common/schema/terms.hpp"
#include "common/text/analyse.hpp"
#include "common/text/stem.hpp"

namespace dateline::tests {

namespace {

// Words and stems of one text, unprefixed and under the field's prefix.
class DocumentWriter {
 public:
  DocumentWriter(Xapian::Document& document, Analyser& analyser, std::string lang)
      : document_(document), analyser_(analyser), lang_(std::move(lang)) {}

  void add_text(Field field, const std::string& text) {
    const FieldRow& row = field_row(field);
    const std::uint32_t first = position_;
    position_ = analyser_.tokenise(text, first, [&](const Token& token) {
      const std::string term(token.term);
      if (row.weight > 0) document_.add_posting(term, token.position, row.weight);
      if (!row.prefix.empty()) document_.add_posting(std::string(row.prefix) + term, token.position, 1);
      if (token.kind != TokenKind::word) return;
      const std::string stem(analyser_.stem(token.base, lang_));
      if (row.weight > 0) document_.add_term("Z" + stem, row.weight);
      if (!row.prefix.empty()) document_.add_term(stem_prefix(row.prefix) + stem, 1);
      if (primary_language(lang_) == "vi" && stem != "vi:" + term) {
        if (row.weight > 0) document_.add_term("Zvi:" + term, row.weight);
        if (!row.prefix.empty()) document_.add_term(stem_prefix(row.prefix) + "vi:" + term, 1);
      }
    });
    position_ += position_gap;
  }

  void add_value(Field field, const std::string& folded) {
    if (!folded.empty()) document_.add_boolean_term(make_term(field_row(field).whole_prefix, folded));
  }

 private:
  Xapian::Document& document_;
  Analyser& analyser_;
  std::string lang_;
  std::uint32_t position_ = 1;
};

Xapian::Document make_document(const Article& article, Analyser& analyser) {
  Xapian::Document document;
  DocumentWriter writer(document, analyser, article.lang);
  writer.add_text(Field::title, article.title);
  writer.add_text(Field::summary, article.summary);
  writer.add_text(Field::text, article.text);
  for (const std::string& author : article.authors) {
    writer.add_text(Field::author, author);
    document.add_boolean_term(make_term(field_row(Field::author).whole_prefix, analyser.fold_name(author)));
  }
  for (const std::string& tag : article.tags) {
    writer.add_text(Field::tag, tag);
    writer.add_value(Field::tag, analyser.fold_name(tag));
  }
  writer.add_value(Field::source, analyser.fold_name(article.source));
  writer.add_value(Field::host, host_of(article.url));
  writer.add_value(Field::lang, article.lang);
  writer.add_value(Field::lang, std::string(primary_language(article.lang)));
  writer.add_value(Field::format, article.format);
  writer.add_value(Field::id, article.id);
  if (article.published) {
    for (const std::string& term : date_terms(article.published->date)) document.add_boolean_term(term);
    const auto seconds = instant_of(*article.published).time_since_epoch().count();
    document.add_value(slot_published, Xapian::sortable_serialise(static_cast<double>(seconds)));
  } else {
    document.add_boolean_term(std::string(undated_term));
  }
  if (article.modified) {
    const auto seconds = instant_of(*article.modified).time_since_epoch().count();
    document.add_value(slot_modified, Xapian::sortable_serialise(static_cast<double>(seconds)));
  }
  return document;
}

}  // namespace

QueryIndex::QueryIndex(const std::vector<Article>& articles) {
  const std::string path = (directory_.path() / "db").string();
  Xapian::WritableDatabase writable(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  Analyser analyser;
  for (const Article& article : articles) {
    Article named = article;
    if (named.id.empty()) named.id = std::to_string(writable.get_lastdocid() + 1);
    writable.add_document(make_document(named, analyser));
  }
  writable.commit();
  db_ = Xapian::Database(path);
}

}  // namespace dateline::tests
