// See document.hpp.
#include "indexer/build/document.hpp"

#include "common/schema/stored.hpp"
#include "common/text/utf8.hpp"

#include <utility>

namespace dateline {

namespace {

class DocumentTerms : public ArticleTerms {
 public:
  using ArticleTerms::ArticleTerms;

  Xapian::Document take() { return std::move(document_); }

 private:
  void add_boolean(std::string_view term) override { document_.add_boolean_term(std::string(term)); }
  void add_posting(std::string_view term, std::uint32_t position, unsigned wdf) override {
    document_.add_posting(std::string(term), position, wdf);
  }
  void add_term(std::string_view term, unsigned wdf) override { document_.add_term(std::string(term), wdf); }
  void add_value(unsigned slot, std::string_view value) override {
    document_.add_value(slot, std::string(value));
  }

  Xapian::Document document_;
};

}  // namespace

Xapian::Document make_document(const Article& article, const DocumentOrigin& origin, Analyser& analyser) {
  DocumentTerms terms(analyser);
  terms.describe(article, file_term(origin.path), origin.revision);
  Xapian::Document document = terms.take();
  document.set_data(write_stored(article, to_valid_utf8(origin.path)));
  return document;
}

Xapian::Document make_document(const BulkArticle& article, Analyser& analyser) {
  DocumentTerms terms(analyser);
  terms.describe(article.article, article.file_term, article.revision);
  Xapian::Document document = terms.take();
  document.set_data(article.data);
  return document;
}

}  // namespace dateline
