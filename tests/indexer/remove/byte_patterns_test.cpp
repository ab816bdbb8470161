#include "indexer/remove/byte_patterns.hpp"

#include "tests/support/seed.hpp"

#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

std::set<std::size_t> found_in(const std::vector<std::string>& patterns, const std::string& bytes) {
  std::set<std::size_t> found;
  BytePatterns(patterns).search(bytes, [&found](std::size_t pattern) { found.insert(pattern); });
  return found;
}

}  // namespace

TEST_CASE("patterns are found at both ends, inside each other, and after a false start", "[remove]") {
  const std::vector<std::string> patterns{"lighthouse", "lighthouses", "thousands", "lighthouselighthouse"};
  CHECK(found_in(patterns, "lighthouse") == std::set<std::size_t>{0});
  CHECK(found_in(patterns, "of lighthouses") == std::set<std::size_t>{0, 1});
  CHECK(found_in(patterns, "lighthouslighthouse.") == std::set<std::size_t>{0});
  CHECK(found_in(patterns, "a thousand lighthous").empty());
  CHECK(found_in(patterns, "").empty());
  CHECK(found_in({}, "lighthouse").empty());
}

TEST_CASE("patterns are found wherever a plain search finds them", "[remove][property]") {
  std::mt19937 random(tests::seed());
  for (int round = 0; round < 200; ++round) {
    const auto text = [&random](std::size_t size) {
      std::string bytes;
      for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>('a' + random() % 2);
      return bytes;
    };
    const std::string bytes = text(300);
    std::vector<std::string> patterns;
    for (int i = 0; i < 20; ++i) patterns.push_back(text(8 + random() % 6));
    std::set<std::size_t> expected;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (bytes.find(patterns[i]) != std::string::npos) expected.insert(i);
    }
    CHECK(found_in(patterns, bytes) == expected);
  }
}
