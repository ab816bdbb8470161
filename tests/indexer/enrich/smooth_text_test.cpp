#include "indexer/enrich/smooth_text.hpp"

#include "common/text/utf8.hpp"
#include "tests/support/careful_text.hpp"
#include "tests/support/seed.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

bool is_rough(std::string_view text, std::size_t at) {
  const char32_t c = decode_code_point(text, at).value;
  return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF ||
         text.substr(at, 2) == "  ";
}

std::size_t careful_smooth_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_rough(text, at)) at += decode_code_point(text, at).size;
  return at;
}

}  // namespace

TEST_CASE("smooth text ends before white space and control characters, but for single spaces", "[smooth]") {
  struct Row {
    const char* text;
    std::size_t end;
  };
  const auto row = GENERATE(Row{"", 0}, Row{"a b c", 5}, Row{" a ", 3}, Row{"a  b", 1}, Row{"a\tb", 1},
                            Row{"a\nb", 1}, Row{"it’s fine", 11},
                            Row{"a\xC2\xA0"
                                "b",
                                1},
                            Row{"a　b", 1}, Row{"a\x7F", 1},
                            Row{"Each of these characters is one of smooth text.  Not so the gap", 47});
  CAPTURE(row.text);
  CHECK(smooth_end(row.text, 0) == row.end);
}

TEST_CASE("smooth text ends where a look at each character finds its end", "[smooth][property]") {
  std::mt19937_64 random(tests::seed());
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = tests::random_spaced_text(random, 12, tests::Bytes::any);
    const std::size_t at = text.empty() ? 0 : careful_smooth_end(text, 0);
    CAPTURE(text);
    REQUIRE(smooth_end(text, 0) == at);
    if (at < text.size()) REQUIRE(smooth_end(text, at) == at);
  }
}

TEST_CASE("long texts are validated and counted as short ones are", "[smooth][property]") {
  std::mt19937_64 random(tests::seed());
  for (int i = 0; i < 5'000; ++i) {
    const auto bytes = i % 2 == 0 ? tests::Bytes::valid : tests::Bytes::any;
    const std::string text = tests::random_spaced_text(random, 40, bytes);
    CAPTURE(text);
    REQUIRE(is_valid_text(text) == is_valid_utf8(text));
    REQUIRE(count_chars(text) == count_code_points(text));
  }
}
