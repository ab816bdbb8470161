// See random_text.hpp.
#include "tests/support/random_text.hpp"

#include <array>

namespace dateline::tests {

namespace {

constexpr std::array pieces = std::to_array<std::string_view>({
    "word",
    "Drones",
    " ",
    " ",
    ". ",
    "\n\n",
    "\n",
    "\t",
    "é",
    "e\xCC\x81",
    "я",
    "Володин",
    "中",
    "国家",
    "ไทย",
    "한",
    "👍🏽",
    "…",
    "\x1b[31m",
    "\x07",
    "\x7F",
    "\xC2\x85",
    "\xC2\x9B",
    "\xE2\x80\xA8",
    "\xE2\x80\xAA",
    "\xE2\x80\xAE",
    "\xE2\x81\xA6",
    "\xE2\x81\xA9",
    "\xE2\x80\x8D",
    "\xFF",
    "\xC3",
    "\xE2\x82",
    "\xED\xA0\x80",
    "\xF0\x9F",
    "\xC0\x80",
    "=1+1",
    "\"",
    ",",
    "\\",
    "%",
    "<b>",
    "\r\n",
});

// Bytes of a character by its first one; 0 when none begins so.
std::size_t length_by_first(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xC2) return 0;
  if (first < 0xE0) return 2;
  if (first < 0xF0) return 3;
  return first < 0xF5 ? 4 : 0;
}

// Length of the character that begins at `at`, or 0 when it is not well-formed.
std::size_t decode(std::string_view text, std::size_t at, char32_t& point) {
  const auto first = static_cast<unsigned char>(text[at]);
  const auto length = length_by_first(first);
  if (length == 0 || at + length > text.size()) return 0;
  point = length == 1 ? first : first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0U) != 0x80U) return 0;
    point = (point << 6U) | (byte & 0x3FU);
  }
  const bool is_overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  const bool is_outside = point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF);
  return is_overlong || is_outside ? 0 : length;
}

}  // namespace

std::size_t RandomText::below(std::size_t limit) {
  return static_cast<std::size_t>(engine_() % limit);
}

std::string RandomText::bytes(std::size_t max_pieces) {
  std::string text;
  for (std::size_t left = below(max_pieces + 1); left > 0; --left) {
    if (below(6) == 0) {
      text += static_cast<char>(below(256));
    } else {
      text += pieces[below(pieces.size())];
    }
  }
  return text;
}

bool is_safe_line(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    char32_t point = 0;
    const auto length = decode(text, at, point);
    if (length == 0) return false;
    if (point < 0x20 || (point >= 0x7F && point <= 0x9F)) return false;
    if ((point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069)) return false;
    at += length;
  }
  return true;
}

}  // namespace dateline::tests
