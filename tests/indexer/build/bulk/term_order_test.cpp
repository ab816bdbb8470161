#include "indexer/build/bulk/term_order.hpp"

#include "tests/support/seed.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

std::vector<std::string> in_order(const std::vector<std::string>& terms) {
  TermTable table;
  std::vector<TermNumber> numbers;
  for (const auto& term : terms) numbers.push_back(table.find_or_add(term, hash_term(term)));
  TermOrder order;
  std::vector<std::string> sorted;
  for (const SortedTerm& term : order.sort(numbers, table)) {
    const std::string_view text = table.text(term.number);
    CHECK(prefix_of(text) == term.prefix);
    CHECK(table.text(0).data() + term.begin == text.data());
    sorted.emplace_back(text);
  }
  return sorted;
}

}  // namespace

TEST_CASE("terms are sorted by their bytes, shorter before longer", "[bulk]") {
  using namespace std::string_literals;
  const std::vector<std::string> expected{"\x01"s,       "a"s,           "a\0"s,          "a\0\0"s,
                                          "abcdefgh"s,   "abcdefgh\0"s,  "abcdefgh\0a"s,  "abcdefgha"s,
                                          "abcdefghab"s, "abcdefghabc"s, "abcdefghijkl"s, "abcdefgi"s,
                                          "\x7F"s,       "\x80"s,        "\xC3\xA9"s,     "\xFF"s};
  std::vector<std::string> reversed(expected.rbegin(), expected.rend());
  CHECK(in_order(reversed) == expected);
}

TEST_CASE("no terms are in order", "[bulk]") {
  CHECK(in_order({}).empty());
}

TEST_CASE("random terms come in the order that comparing gives them", "[bulk][property]") {
  std::mt19937_64 random(seed());
  std::set<std::string> terms;
  while (terms.size() < 3000) {
    std::string term;
    const std::size_t bytes = 1 + random() % 20;
    for (std::size_t i = 0; i < bytes; ++i)
      term += static_cast<char>(random() % 10 < 8 ? 'a' : random() % 256);
    terms.insert(term);
  }
  std::vector<std::string> mixed(terms.begin(), terms.end());
  std::ranges::shuffle(mixed, random);
  CHECK(in_order(mixed) == std::vector<std::string>(terms.begin(), terms.end()));
}
