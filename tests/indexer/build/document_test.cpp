#include "indexer/build/document.hpp"

#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

std::map<std::string, unsigned> terms_of(const Xapian::Document& document) {
  std::map<std::string, unsigned> terms;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    terms[*term] = term.get_wdf();
  return terms;
}

std::vector<unsigned> positions_of(const Xapian::Document& document, const std::string& term) {
  std::vector<unsigned> positions;
  for (auto at = document.termlist_begin(); at != document.termlist_end(); ++at) {
    if (*at == term) positions.assign(at.positionlist_begin(), at.positionlist_end());
  }
  return positions;
}

Article sample() {
  Article article;
  article.id = "a/b.txt";
  article.title = "Drones over Tehran";
  article.summary = "A summary";
  article.text = "The drone flew.\n\nIt landed.";
  article.authors = {"Grzegorz Kuczyński"};
  article.tags = {"NATO", "Migration  Crisis"};
  article.source = "Duma.gov.ru";
  article.url = "https://www.duma.gov.ru/x";
  article.lang = "en";
  article.format = "text/plain";
  article.published = parse_iso("2023-01-26");
  article.published_from = DateEvidence::header;
  return article;
}

}  // namespace

TEST_CASE("an article's terms are those of the schema table", "[document]") {
  Analyser analyser;
  const auto document = make_document(sample(), {.path = "/root/a/b.txt", .revision = 3}, analyser);
  const auto terms = terms_of(document);
  for (const auto* term : {"Qa/b.txt",
                           "Sdrones",
                           "ZSen:drone",
                           "drones",
                           "Zen:drone",
                           "XSUMsummary",
                           "Akuczynski",
                           "XAUTHORgrzegorz kuczynski",
                           "Knato",
                           "Kmigration crisis",
                           "XSRCduma.gov.ru",
                           "Hduma.gov.ru",
                           "Len",
                           "D20230126",
                           "M202301",
                           "Y2023",
                           "XDATEFROMheader",
                           "Ttext/plain",
                           "kuczynski",
                           "nato",
                           "duma.gov.ru"}) {
    CAPTURE(term);
    CHECK(terms.contains(term));
  }
  CHECK_FALSE(terms.contains("XDATE:none"));
  CHECK(terms.at("drones") == 3);     // the headline's weight
  CHECK(terms.at("Zen:drone") == 4);  // headline and body
  CHECK(terms.at("Knato") == 0);      // boolean terms weigh nothing
  CHECK(document.get_value(slot_published) == Xapian::sortable_serialise(1674691200));
  CHECK(document.get_value(slot_revision) == Xapian::sortable_serialise(3));
  CHECK(document.get_value(slot_source) == "duma.gov.ru");
}

TEST_CASE("no phrase crosses a field or a paragraph", "[document]") {
  Analyser analyser;
  const auto document = make_document(sample(), {.path = "/p"}, analyser);
  const auto tehran = positions_of(document, "tehran");
  const auto summary = positions_of(document, "a");
  const auto flew = positions_of(document, "flew");
  const auto landed = positions_of(document, "it");
  REQUIRE((tehran.size() == 1 && summary.size() == 1 && flew.size() == 1 && landed.size() == 1));
  CHECK(summary[0] - tehran[0] > position_gap);
  CHECK(landed[0] - flew[0] > position_gap);
}

TEST_CASE("a Vietnamese word ranks with its marks and without", "[document]") {
  Analyser analyser;
  Article article = sample();
  article.lang = "vi";
  article.text = "Việt Nam";
  const auto terms = terms_of(make_document(article, {.path = "/p"}, analyser));
  CHECK(terms.at("Zvi:việt") == 1);
  CHECK(terms.at("Zvi:viet") == 1);
  CHECK(terms.at("Zvi:nam") == 1);
}

TEST_CASE("an undated article says so, and a month is no day", "[document]") {
  Analyser analyser;
  Article article = sample();
  article.published.reset();
  CHECK(terms_of(make_document(article, {.path = "/p"}, analyser)).contains("XDATE:none"));
  article.published = parse_iso("2023-01");
  const auto terms = terms_of(make_document(article, {.path = "/p"}, analyser));
  CHECK(terms.contains("M202301"));
  CHECK(std::ranges::none_of(terms, [](const auto& term) { return term.first.starts_with("D2"); }));
}

TEST_CASE("the order key sorts by printed day, then instant, years before 1970 included", "[document]") {
  Analyser analyser;
  const auto key = [&](const char* published) {
    Article article = sample();
    article.published = parse_iso(published);
    return make_document(article, {.path = "/p"}, analyser).get_value(slot_order);
  };
  const std::vector<std::string> ascending = {key("-0043-03-15"),
                                              key("1953-04-02"),
                                              key("1969-12-31"),
                                              key("1970-01-01"),
                                              key("2023-01"),
                                              key("2023-01-01T10:00Z"),
                                              key("2023-01-26T23:30:00-05:00"),
                                              key("2023-01-27T00:10:00+09:00")};
  CHECK(std::ranges::is_sorted(ascending));
  CHECK(std::set<std::string>(ascending.begin(), ascending.end()).size() == ascending.size());
}

TEST_CASE("every term fits Xapian, whatever the article holds", "[document]") {
  Analyser analyser;
  Article article = sample();
  article.id.assign(3000, 'x');
  article.tags = {std::string(3000, 'y'), std::string("a\0b", 3)};
  article.authors = {std::string(1000, '\xFF')};
  article.text.assign(5000, 'z');
  const auto document = make_document(article, {.path = std::string(4000, 'p')}, analyser);
  for (const auto& [term, wdf] : terms_of(document)) CHECK(term.size() <= 245);
  Xapian::WritableDatabase db("", Xapian::DB_BACKEND_INMEMORY);
  CHECK_NOTHROW(db.add_document(document));
  CHECK(read_stored(document.get_data()).article.id == article.id);
}

TEST_CASE("a word said twice at the very beginning keeps both its places in the database", "[document]") {
  Analyser analyser;
  Article article;
  article.id = "a";
  article.title = "Water, water everywhere";
  const tests::TempDir directory;
  Xapian::WritableDatabase db((directory.path() / "db").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  db.add_document(make_document(article, {.path = "/a"}, analyser));
  db.commit();
  CHECK(std::distance(db.positionlist_begin(1, "Swater"), db.positionlist_end(1, "Swater")) == 2);
}
