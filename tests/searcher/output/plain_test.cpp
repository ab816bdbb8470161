#include "searcher/output/plain.hpp"

#include "tests/support/answers.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using namespace std::chrono_literals;

TEST_CASE("estimates have three digits that count", "[output]") {
  CHECK(describe_articles(1) == "1 article");
  CHECK(describe_articles(0) == "0 articles");
  CHECK(round_estimate(0) == 0);
  CHECK(round_estimate(987) == 987);
  CHECK(round_estimate(1243) == 1240);
  CHECK(round_estimate(1245) == 1250);
  CHECK(round_estimate(999'999) == 1'000'000);
}

TEST_CASE("a duration has two digits that count", "[output]") {
  CHECK(describe_duration(0us) == "0 ms");
  CHECK(describe_duration(420us) == "0.4 ms");
  CHECK(describe_duration(6'000us) == "6 ms");
  CHECK(describe_duration(9'960us) == "10 ms");
  CHECK(describe_duration(123'400us) == "123 ms");
  CHECK(describe_duration(1'240ms) == "1.2 s");
  CHECK(describe_duration(2s) == "2 s");
}

TEST_CASE("spans move with what becomes printable, and bad ones are left out", "[output]") {
  Snippet passage{.text =
                      "\xE2\x80\xAA"
                      "a\xFF"
                      "b\n",
                  .matches = {{3, 4}, {5, 6}, {5, 7}, {6, 6}, {6, 99}}};
  const auto clean = printable_passage(passage);
  CHECK(clean.text ==
        "a\xEF\xBF\xBD"
        "b ");
  REQUIRE(clean.matches.size() == 2);
  CHECK(clean.matches[0].begin == 0);
  CHECK(clean.matches[0].end == 1);
  CHECK(clean.matches[1].begin == 4);
  CHECK(clean.matches[1].end == 5);
}
