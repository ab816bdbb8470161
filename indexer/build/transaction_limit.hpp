// Whether a change is written into the current generation or into a copy of it.
#pragma once

#include <algorithm>
#include <cstdint>

namespace dateline {

/// The largest change, in bytes of source files, that costs less in place than with a new generation, which
/// costs the more the larger the index is (its articles are taken over and built anew). `indexed_bytes`: of
/// all files that the ledger knows. Measured on 55,103 press releases, 158 MB, 531 MB of index, CPU seconds
/// in place against new: 1 % changed 1.0 : 6.5, 2 % 2.5 : 6.3, 3 % 3.1 : 6.4, 4.5 % 4.8 : 6.4, 6 % 7.0 : 6.8
/// (2026-11, two busy cores).
constexpr std::uint64_t transaction_limit(std::uint64_t indexed_bytes) {
  constexpr std::uint64_t least = std::uint64_t{16} << 20;
  return std::max(least, indexed_bytes / 16);
}

}  // namespace dateline
