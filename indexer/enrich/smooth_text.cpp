// See smooth_text.hpp. Bytes are looked at sixteen at a time; one by one only where that shows something.
#include "indexer/enrich/smooth_text.hpp"

#include "common/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include <simdjson.h>

namespace dateline {

namespace {

constexpr std::size_t block_bytes = 16;  // short enough that most blocks of prose are clean
using Block = unsigned char __attribute__((vector_size(block_bytes)));

// What may begin something that is not smooth: a control character, or the first byte of a character among
// which the white space beyond ASCII is.
constexpr bool is_suspect(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF;
}

Block load(const char* bytes) {
  Block block;
  std::memcpy(&block, bytes, sizeof block);
  return block;
}

// Reads one byte behind the block.
bool may_be_rough(const char* bytes) {
  const Block block = load(bytes);
  const auto is_control = (block < 0x20) | (block == 0x7F);
  const auto is_lead = (block == 0xC2) | (block - 0xE1 <= 2) | (block == 0xEF);
  const auto is_gap = (block | load(bytes + 1)) == ' ';
  const auto found = std::bit_cast<std::array<std::uint64_t, 2>>(is_control | is_lead | is_gap);
  return (found[0] | found[1]) != 0;
}

// Whether a character beyond ASCII is white space or a control character. `at` has a suspect lead byte.
bool is_rough_character(std::string_view text, std::size_t at) {
  const char32_t c = decode_code_point(text, at).value;
  return (c >= 0x80 && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_rough(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == ' ') return at + 1 < text.size() && text[at + 1] == ' ';
  if (!is_suspect(byte)) return false;
  return byte < 0x80 || is_rough_character(text, at);
}

// Beyond it a function call and a second look at the text cost nothing.
constexpr std::size_t long_bytes = 64;

}  // namespace

std::size_t smooth_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const bool has_block = text.size() - at > block_bytes;
    if (has_block && !may_be_rough(text.data() + at)) {
      at += block_bytes;
      continue;
    }
    const std::size_t end = has_block ? at + block_bytes : text.size();
    for (; at < end; ++at) {
      if (is_rough(text, at)) return at;
    }
  }
  return at;
}

bool is_valid_text(std::string_view text) {
  return text.size() < long_bytes ? is_valid_utf8(text) : simdjson::validate_utf8(text.data(), text.size());
}

std::size_t count_chars(std::string_view text) {
  if (text.size() < long_bytes || !is_valid_text(text)) return count_code_points(text);
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace dateline
