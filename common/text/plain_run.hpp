// Runs of ASCII letters and digits, sixteen bytes at a time.
#pragma once

#include "common/text/ascii.hpp"

#include <bit>
#include <cstddef>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dateline {

inline constexpr std::size_t plain_run_bytes = 16;

/// How many of the `plain_run_bytes` bytes at `text`, from the first on, are ASCII letters and digits.
inline std::size_t plain_run(const char* text) {
#ifdef __SSE2__
  const auto all = [](int value) { return _mm_set1_epi8(static_cast<char>(value)); };
  const auto is_at_most = [&all](__m128i bytes, int most) {
    return _mm_cmpeq_epi8(_mm_min_epu8(bytes, all(most)), bytes);
  };
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
  const __m128i letters = is_at_most(_mm_sub_epi8(_mm_or_si128(bytes, all(0x20)), all('a')), 'z' - 'a');
  const __m128i digits = is_at_most(_mm_sub_epi8(bytes, all('0')), 9);
  const auto others = ~static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(letters, digits)));
  return static_cast<std::size_t>(std::countr_zero(others | 1U << plain_run_bytes));
#else
  std::size_t length = 0;
  while (length < plain_run_bytes && (is_ascii_letter(text[length]) || is_ascii_digit(text[length])))
    ++length;
  return length;
#endif
}

}  // namespace dateline
