#include "indexer/formats/phrase_set.hpp"

#include "tests/support/seed.hpp"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("a phrase is found wherever it stands, and no part of one", "[text]") {
  const PhraseSet phrases({"all rights", "©", "subscribe", "ab"});
  CHECK(phrases.occurs_in("all rights reserved"));
  CHECK(phrases.occurs_in("you may subscribe"));
  CHECK(phrases.occurs_in("2020 ©"));
  CHECK(phrases.occurs_in("ab"));
  CHECK_FALSE(phrases.occurs_in("all right"));
  CHECK_FALSE(phrases.occurs_in("subscrib"));
  CHECK_FALSE(phrases.occurs_in("a"));
  CHECK_FALSE(phrases.occurs_in(""));
}

TEST_CASE("phrases are found as by a search for each", "[text][property]") {
  std::mt19937_64 random(tests::seed());
  const auto word = [&random](std::size_t max_bytes) {
    std::string made;
    for (std::size_t left = 1 + random() % max_bytes; left > 0; --left) made += "abc"[random() % 3];
    return made;
  };
  for (int i = 0; i < 2'000; ++i) {
    const std::vector<std::string> phrases{word(7), word(9), word(11)};
    const std::string text = word(60);
    const bool occurs = std::ranges::any_of(
        phrases, [&](const std::string& phrase) { return text.find(phrase) != std::string::npos; });
    CAPTURE(phrases, text);
    REQUIRE(PhraseSet(phrases).occurs_in(text) == occurs);
  }
}
