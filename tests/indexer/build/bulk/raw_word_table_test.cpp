#include "indexer/build/bulk/raw_word_table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

/// A text that ends where its memory does, so that a sanitizer sees each byte read behind it.
class ExactText {
 public:
  explicit ExactText(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
    std::ranges::copy(text, bytes_.get());
  }

  [[nodiscard]] const char* end() const { return bytes_.get() + size_; }
  [[nodiscard]] RawWord word(std::size_t begin, std::size_t length, RawKind kind = RawKind::word) const {
    return {.begin = bytes_.get() + begin, .length = static_cast<std::uint32_t>(length), .kind = kind};
  }
  [[nodiscard]] RawWord last(std::size_t length, RawKind kind = RawKind::word) const {
    return word(size_ - length, length, kind);
  }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

std::string word_of(std::size_t length) {
  std::string word;
  for (std::size_t i = 0; i < length; ++i) word += static_cast<char>('a' + i % 26);
  return word;
}

std::uint32_t find(const RawWordTable& table, const ExactText& text, const RawWord& word) {
  return table.find(word, RawWordTable::key_of(word, text.end()));
}

std::uint32_t add(RawWordTable& table, const ExactText& text, const RawWord& word, KnownWord known) {
  return table.add(word, RawWordTable::key_of(word, text.end()), known);
}

}  // namespace

TEST_CASE("a raw word is known again wherever it stands in a text", "[bulk]") {
  const std::size_t length = GENERATE(1, 2, 7, 8, 9, 15, 16, 17, 24, 25, 63, 64);
  CAPTURE(length);
  const std::string spelling = word_of(length);
  const ExactText inside(spelling + " and a text that goes on behind it");
  const ExactText at_end("a text " + spelling);
  const ExactText alone(spelling);
  RawWordTable table;
  CHECK(find(table, inside, inside.word(0, length)) == RawWordTable::unknown);
  const bool is_first_met_at_end = GENERATE(false, true);
  const ExactText& first = is_first_met_at_end ? at_end : inside;
  const RawWord met = is_first_met_at_end ? at_end.last(length) : inside.word(0, length);
  const std::uint32_t number = add(table, first, met, {.term = 11, .more = 3});
  CHECK(find(table, inside, inside.word(0, length)) == number);
  CHECK(find(table, at_end, at_end.last(length)) == number);
  CHECK(find(table, alone, alone.last(length)) == number);
  CHECK(table.known(number).term == 11);
  CHECK(table.known(number).more == 3);
}

TEST_CASE("raw words that differ in one byte, or in their length, are two", "[bulk]") {
  const std::size_t length = GENERATE(1, 7, 8, 9, 15, 16, 17, 63, 64);
  const std::string spelling = word_of(length);
  const ExactText text(spelling + " behind it");
  RawWordTable table;
  const std::uint32_t number = add(table, text, text.word(0, length), {.term = 1});
  for (std::size_t changed = 0; changed < length; ++changed) {
    CAPTURE(length, changed);
    std::string other = spelling;
    other[changed] = '~';
    const ExactText other_text(other);
    CHECK(find(table, other_text, other_text.last(length)) == RawWordTable::unknown);
  }
  for (std::size_t shorter = 1; shorter < length; ++shorter) {
    CAPTURE(length, shorter);
    CHECK(find(table, text, text.word(0, shorter)) == RawWordTable::unknown);
  }
  CHECK(find(table, text, text.word(0, length)) == number);
}

TEST_CASE("a NUL at a raw word's end is not the nothing behind a shorter one", "[bulk]") {
  const ExactText text(std::string_view("ab\0", 3));
  RawWordTable table;
  const std::uint32_t with_nul = add(table, text, text.word(0, 3), {.term = 1});
  CHECK(find(table, text, text.word(0, 2)) == RawWordTable::unknown);
  CHECK(find(table, text, text.word(0, 3)) == with_nul);
}

TEST_CASE("the same bytes of two kinds are two raw words", "[bulk]") {
  const std::size_t length = GENERATE(3, 8, 16, 40);
  const ExactText text(word_of(length));
  RawWordTable table;
  const auto number_of_kind = [&](RawKind kind) { return find(table, text, text.last(length, kind)); };
  const std::uint32_t word = add(table, text, text.last(length), {.term = 1});
  CHECK(number_of_kind(RawKind::compound) == RawWordTable::unknown);
  const std::uint32_t compound = add(table, text, text.last(length, RawKind::compound), {.term = 2});
  CHECK(word != compound);
  CHECK(number_of_kind(RawKind::word) == word);
  CHECK(number_of_kind(RawKind::compound) == compound);
  CHECK(number_of_kind(RawKind::cjk_pair) == RawWordTable::unknown);
}

TEST_CASE("the table of raw words grows without losing one, and keeps none when cleared", "[bulk]") {
  constexpr std::uint32_t words = 70'000;  // the first slots are for 32,768 words; twice they are doubled
  const auto spelling = [](std::uint32_t i) {
    return "w" + std::to_string(i) + (i % 3 == 0 ? std::string(20, 'x') + std::to_string(i) : "");
  };
  RawWordTable table;
  for (std::uint32_t i = 0; i < words; ++i) {
    const ExactText text(spelling(i));
    REQUIRE(add(table, text, text.word(0, spelling(i).size()), {.term = i, .more = i / 2}) == i);
  }
  CHECK(table.size() == words);
  std::uint32_t lost = 0;
  for (std::uint32_t i = 0; i < words; ++i) {
    const ExactText text(spelling(i));
    const std::uint32_t number = find(table, text, text.word(0, spelling(i).size()));
    if (number != i || table.known(number).term != i || table.known(number).more != i / 2) ++lost;
  }
  CHECK(lost == 0);

  table.clear();
  CHECK(table.size() == 0);
  const ExactText old(spelling(words - 1));
  const RawWord word = old.word(0, spelling(words - 1).size());
  CHECK(find(table, old, word) == RawWordTable::unknown);
  CHECK(add(table, old, word, {.term = 5}) == 0);
  CHECK(find(table, old, word) == 0);
  CHECK(table.known(0).term == 5);
}
