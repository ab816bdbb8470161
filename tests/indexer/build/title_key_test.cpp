#include "indexer/build/title_key.hpp"

#include "tests/support/seed.hpp"

#include <array>
#include <memory>
#include <random>
#include <string>

#include <catch2/catch.hpp>
#include <unicode/coll.h>

using namespace dateline;
using namespace dateline::tests;

namespace {

std::string key_of_whole(const std::string& title) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale::getRoot(), status));
  REQUIRE(U_SUCCESS(status));
  std::array<uint8_t, 32> key{};
  collator->getSortKey(icu::UnicodeString::fromUTF8(title), key.data(), static_cast<int32_t>(key.size()));
  std::string bytes(key.begin(), key.end());
  while (!bytes.empty() && bytes.back() == '\0') bytes.pop_back();
  return bytes;
}

// Letters of several scripts, marks that join the letter before them, characters that sort as nothing.
constexpr auto pieces = std::to_array<const char*>(
    {" ",  " ",       " ",       "a",      "B",          "the ",   "Senate",
     "7",  "-",       "\"",      "é",      "e\u0301",    "\u0327", "l·",
     "ß",  "Æ",       "الوزارة", "ال ",    "ا\u0653",    "\u064B", "Москва",
     "й",  "и\u0306", "東京",    "カー",   "か\u3099ー", "한국",   "ᄒ\u1161",
     "เก", "\u200B",  "\u00AD",  "\u2028", "\u00A0",     "😀",      "ཀ\u0F71\u0F72"});

}  // namespace

TEST_CASE("a title's key is the beginning of its whole sort key", "[property]") {
  const unsigned drawn = seed();
  CAPTURE(drawn);
  std::mt19937 random(drawn);
  for (int trial = 0; trial < 5000; ++trial) {
    std::string title;
    const std::size_t kinds = 1 + random() % pieces.size();  // few kinds: whole titles of one script
    const std::size_t first = random() % pieces.size();
    for (std::size_t i = random() % 60; i > 0; --i)
      title += pieces[(first + random() % kinds) % pieces.size()];
    CAPTURE(title);
    REQUIRE(title_key(title) == key_of_whole(title));
  }
}

TEST_CASE("titles of one beginning sort by what comes behind it while the key has room", "[title]") {
  CHECK(title_key("Ministers meet") < title_key("Ministers meet again"));
  CHECK(title_key("Resume") < title_key("R\u00E9sum\u00E9"));
  CHECK(title_key("A title as long as this one has a key of nothing but letters: A") ==
        title_key("A title as long as this one has a key of nothing but letters: B"));
}
