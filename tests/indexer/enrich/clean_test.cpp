#include "indexer/enrich/clean.hpp"

#include "tests/support/careful_text.hpp"
#include "tests/support/seed.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("every text of an article is cleaned as if each character were looked at", "[clean][property]") {
  std::mt19937_64 random(tests::seed());
  for (int i = 0; i < 20'000; ++i) {
    const auto bytes = i % 4 == 0 ? tests::Bytes::any : tests::Bytes::valid;
    const std::string text = tests::random_spaced_text(random, 1 + static_cast<std::size_t>(i % 40), bytes);
    Article article{.title = text, .authors = {text}, .text = text};
    clean_article(article);
    CAPTURE(text);
    REQUIRE(article.title == tests::careful_one_line(text, 2000));
    REQUIRE(article.text == tests::careful_article_text(text));
    const std::string name = tests::careful_one_line(text, 500);
    REQUIRE(article.authors == (name.empty() ? std::vector<std::string>() : std::vector{name}));
  }
}

TEST_CASE("what was cleaned stays as it is", "[clean][property]") {
  std::mt19937_64 random(tests::seed());
  for (int i = 0; i < 5'000; ++i) {
    Article article{.title = tests::random_spaced_text(random, 20, tests::Bytes::valid),
                    .text = tests::random_spaced_text(random, 60, tests::Bytes::valid)};
    clean_article(article);
    const std::string title = article.title;
    const std::string text = article.text;
    CAPTURE(title, text);
    REQUIRE(unclean_member(article).empty());
    clean_article(article);
    REQUIRE(article.title == title);
    REQUIRE(article.text == text);
  }
}
