#include "common/text/fold.hpp"

#include "common/text/utf8.hpp"
#include "common/text/words.hpp"
#include "tests/support/seed.hpp"

#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;

// A letter of three bytes at the end sends the whole text the slow way.
TEST_CASE("letters fold the same by themselves and in company", "[fold][property]") {
  std::vector<std::string> letters = {"a", "Z", "7", "'"};
  for (char32_t point = 0x80; point < 0x800; ++point) {
    if (class_of(point) != CharClass::letter && class_of(point) != CharClass::digit) continue;
    append_utf8(letters.emplace_back(), point);
  }
  REQUIRE(letters.size() > 1000);
  const std::string slow = "\u10D0";
  std::mt19937 random(tests::seed());
  for (std::size_t round = 0; round < 20'000; ++round) {
    std::string word = letters[round % letters.size()];
    for (auto n = random() % 5; n > 0; --n) word += letters[random() % letters.size()];
    CAPTURE(word);
    const std::string folded = fold_case(word);
    REQUIRE(folded + slow == fold_case(word + slow));
    REQUIRE(strip_marks(folded) + slow == strip_marks(folded + slow));
  }
}
