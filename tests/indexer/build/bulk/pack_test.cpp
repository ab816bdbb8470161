#include "indexer/build/bulk/pack.hpp"

#include <array>
#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("a short number without a branch has the bytes that any number has", "[bulk]") {
  const std::uint32_t value = GENERATE(0U, 1U, 0x7FU, 0x80U, 0x81U, 0xFFU, 0x100U, 0x1FFFU, 0x3F80U, 0x3FFFU,
                                       0x4000U, 0x4001U, 0xFFFFU, 0x1234567U, 0xFFFFFFFFU);
  CAPTURE(value);
  std::array<char, max_uint_bytes + 1> bytes{};
  const std::string shortly(bytes.data(), put_short_uint(bytes.data(), value));
  const std::string plainly(bytes.data(), put_uint(bytes.data(), value));
  CHECK(shortly == plainly);
  CHECK(shortly.size() == uint_bytes(value));
}

TEST_CASE("sortable numbers are in order as bytes, and as long as documented", "[bulk]") {
  struct Row {
    std::uint32_t value;
    const char* hex;
  };
  const auto row = GENERATE(Row{0, "0000"}, Row{1, "0001"}, Row{0x7FFF, "7fff"}, Row{0x8000, "808000"},
                            Row{0xFFFF, "80ffff"}, Row{0x10000, "810000"}, Row{0x3FFFFF, "bfffff"},
                            Row{0x400000, "c0400000"}, Row{0x1FFFFFFF, "dfffffff"},
                            Row{0x20000000, "e020000000"}, Row{0xFFFFFFFF, "e0ffffffff"});
  CAPTURE(row.value);
  std::string bytes;
  append_sortable(bytes, row.value);
  std::string hex;
  for (const char c : bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    hex += digits[static_cast<unsigned char>(c) >> 4];
    hex += digits[static_cast<unsigned char>(c) & 0xF];
  }
  CHECK(hex == row.hex);
}

TEST_CASE("a NUL within a sorted string is followed by FF, and one ends it", "[bulk]") {
  using namespace std::string_literals;
  struct Row {
    std::string value;
    std::string expected;
  };
  const auto row = GENERATE(Row{""s, "\0"s}, Row{"a"s, "a\0"s}, Row{"\0"s, "\0\xFF\0"s},
                            Row{"a\0b\0"s,
                                "a\0\xFF"s
                                "b\0\xFF\0"s},
                            Row{"\0\0c"s,
                                "\0\xFF\0\xFF"s
                                "c\0"s});
  std::string bytes;
  append_sorted_string(bytes, row.value, Terminator::written);
  CHECK(bytes == row.expected);
  bytes.clear();
  append_sorted_string(bytes, row.value, Terminator::left_out);
  CHECK(bytes == row.expected.substr(0, row.expected.size() - 1));
}
