// The positions of a term in an article, as glass keeps them: interpolative coding.
//
//   tag         = uint(last) [ bits ]                bits only when there is more than one position
//   bits        = code(first, last) code(n - 2, last - first) inter(0, n - 1)
//                 least significant bit first, padded with zeros
//   inter(j, k) = while j + 1 < k: m = j + (k - j) / 2; code(p[m] - (p[j] + m - j), p[k] - p[j] + j - k + 1)
//                 inter(j, m); j = m
//   code(v, outof), v < outof: truncated binary whose middle values are the short ones
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace dateline {

/// Bytes that `put_positions` needs at most, its over-long last store included.
inline std::size_t max_position_bytes(std::size_t count) {
  return 5 * (count + 2) + 16;
}

/// Writes the tag of ascending, distinct positions (at least one); returns its end.
char* put_positions(char* to, std::span<const std::uint32_t> positions);

}  // namespace dateline
