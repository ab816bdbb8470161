#include "indexer/formats/print_article.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("an article prints as one line with every member in order", "[print_article]") {
  Article article;
  article.id = "7";
  article.title = "T \"x\"";
  article.summary = "S";
  article.authors = {"A", "B"};
  article.published = PrintedTime{.date = {.year = 2023, .month = 1, .day = 26}};
  article.published_from = DateEvidence::front_matter;
  article.tags = {"k"};
  article.source = "O";
  article.url = "U";
  article.lang = "en";
  article.format = "text/plain";
  article.text = "a\n\nb";
  article.captions = "c";
  CHECK(
      print_article(article, "d/x.txt") ==
      R"({"path":"d/x.txt","id":"7","title":"T \"x\"","summary":"S","authors":["A","B"],"published":"2023-01-26",)"
      R"("published_from":"front-matter","modified":null,"tags":["k"],"source":"O","url":"U","lang":"en",)"
      R"("format":"text/plain","text":"a\n\nb","captions":"c"})");
}

TEST_CASE("what is unknown prints as empty or null", "[print_article]") {
  CHECK(
      print_article({}, "") ==
      R"({"path":"","id":"","title":"","summary":"","authors":[],"published":null,"published_from":"","modified":null,)"
      R"("tags":[],"source":"","url":"","lang":"","format":"","text":"","captions":""})");
}

TEST_CASE("invalid UTF-8 and control characters never reach the output raw", "[print_article]") {
  Article article;
  article.title =
      "a\xFF"
      "b\x1B\x7F\xC2\x9B\n";
  const std::string line = print_article(article, "\xC3");
  CHECK(line.find("\\u001b\\u007f\\u009b\\n") != std::string::npos);
  CHECK(line.find('\x1B') == std::string::npos);
  CHECK(line.find('\xFF') == std::string::npos);
}
