#include "common/schema/stored.hpp"

#include "common/error.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

Article sample() {
  Article article;
  article.id = "a/b.txt#1";
  article.title = "Back\\slash and = sign";
  article.summary = "Two\nlines";
  article.authors = {"Grzegorz Kuczyński", "O'Neill"};
  article.published = parse_iso("2023-01-26T10:00:00+01:00");
  article.published_from = DateEvidence::header;
  article.modified = parse_iso("2023-02");
  article.tags = {"NATO", "migration crisis"};
  article.source = "duma.gov.ru";
  article.url = "https://duma.gov.ru/1";
  article.lang = "en";
  article.format = "text/plain";
  article.text = "First.\n\nSecond.";
  article.captions = "A picture";
  return article;
}

}  // namespace

TEST_CASE("a stored article comes back whole, its text only when asked for", "[schema]") {
  const Article article = sample();
  const std::string data = write_stored(article, "/archive/a/b.txt");
  StoredArticle stored = read_stored(data);
  CHECK(stored.path == "/archive/a/b.txt");
  CHECK(stored.article.id == article.id);
  CHECK(stored.article.title == article.title);
  CHECK(stored.article.summary == article.summary);
  CHECK(stored.article.authors == article.authors);
  CHECK(stored.article.published == article.published);
  CHECK(stored.article.published_from == article.published_from);
  CHECK(stored.article.modified == article.modified);
  CHECK(stored.article.tags == article.tags);
  CHECK(stored.article.source == article.source);
  CHECK(stored.article.text.empty());
  read_stored_text(data, stored.article);
  CHECK(stored.article.text == article.text);
  CHECK(stored.article.captions == article.captions);
}

TEST_CASE("a stored article that is cut anywhere is an error, never a wrong article", "[schema]") {
  const std::string data = write_stored(sample(), "/p");
  for (std::size_t size = 0; size < data.size(); ++size) {
    CAPTURE(size);
    Article article;
    CHECK_THROWS_AS(read_stored_text(std::string_view(data).substr(0, size), article), Error);
  }
}

TEST_CASE("a stored article with any bit flipped is an error, or the same article", "[schema]") {
  const std::string data = write_stored(sample(), "/p");
  for (std::size_t at = 0; at < data.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      CAPTURE(at, bit);
      std::string flipped = data;
      flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ (1U << bit));
      std::string again;
      try {
        StoredArticle stored = read_stored(flipped);
        read_stored_text(flipped, stored.article);
        again = write_stored(stored.article, stored.path);
      } catch (const Error&) {
        continue;
      }
      CHECK(again == data);
    }
  }
}

TEST_CASE("a newer version is told apart from damage", "[schema]") {
  try {
    read_stored("dateline=99\ntext=0 0\n");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::wrong_version);
  }
}
