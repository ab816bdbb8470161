// See smooth_text.hpp. Bytes are looked at sixteen at a time; one by one only where that shows something.
#include "indexer/enrich/smooth_text.hpp"

#include "common/text/utf8.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <simdjson.h>

namespace dateline {

namespace {

constexpr std::size_t block_bytes = 16;

// What may begin something that is not smooth: a control character, or the first byte of a character among
// which the white space beyond ASCII is.
constexpr bool is_suspect(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF;
}

// A bit for each byte of a block that is suspect or one of two spaces' first. Reads one byte behind the
// block.
#ifdef __SSE2__
std::uint32_t suspects_in(const char* bytes) {
  const auto load = [](const char* from) {
    __m128i block;
    std::memcpy(&block, from, sizeof block);
    return block;
  };
  const auto all = [](unsigned byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
  const auto is_below = [&](__m128i block, unsigned limit) {
    return _mm_cmpeq_epi8(_mm_min_epu8(block, all(limit - 1)), block);
  };
  const __m128i block = load(bytes);
  const __m128i is_gap = _mm_cmpeq_epi8(_mm_or_si128(block, load(bytes + 1)), all(' '));
  __m128i found = _mm_or_si128(is_gap, _mm_or_si128(is_below(block, 0x20), _mm_cmpeq_epi8(block, all(0x7F))));
  if (_mm_movemask_epi8(block) != 0) {
    const __m128i is_c2_or_ef =
        _mm_or_si128(_mm_cmpeq_epi8(block, all(0xC2)), _mm_cmpeq_epi8(block, all(0xEF)));
    const __m128i is_e1_to_e3 = is_below(_mm_sub_epi8(block, all(0xE1)), 3);
    found = _mm_or_si128(found, _mm_or_si128(is_c2_or_ef, is_e1_to_e3));
  }
  return static_cast<std::uint32_t>(_mm_movemask_epi8(found));
}
#else
std::uint32_t suspects_in(const char* bytes) {
  std::uint32_t suspects = 0;
  for (std::size_t i = 0; i < block_bytes; ++i) {
    const bool is_gap = bytes[i] == ' ' && bytes[i + 1] == ' ';
    if (is_gap || is_suspect(static_cast<unsigned char>(bytes[i]))) suspects |= std::uint32_t{1} << i;
  }
  return suspects;
}
#endif

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

// Where the first of the suspects in the block at `begin` is that is rough; the text's end when none is.
std::size_t rough_among(std::uint32_t suspects, std::string_view text, std::size_t begin) {
  for (; suspects != 0; suspects &= suspects - 1) {
    const std::size_t suspect = begin + static_cast<std::size_t>(std::countr_zero(suspects));
    if (is_rough(text, suspect)) return suspect;
  }
  return text.size();
}

// Beyond it a function call and a second look at the text cost nothing.
constexpr std::size_t long_bytes = 64;

}  // namespace

std::size_t smooth_end(std::string_view text, std::size_t at) {
  for (; at + block_bytes < text.size(); at += block_bytes) {
    const std::uint32_t suspects = suspects_in(text.data() + at);
    if (suspects == 0) continue;
    if (const std::size_t end = rough_among(suspects, text, at); end < text.size()) return end;
  }
  if (text.size() > block_bytes && at < text.size()) {  // all but the last byte, from before `at`
    const std::size_t begin = text.size() - block_bytes - 1;
    const std::uint32_t suspects = suspects_in(text.data() + begin) >> (at - begin) << (at - begin);
    if (const std::size_t end = rough_among(suspects, text, begin); end < text.size()) return end;
    at = text.size() - 1;
  }
  for (; at < text.size(); ++at) {
    if (is_rough(text, at)) return at;
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
