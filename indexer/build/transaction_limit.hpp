// Whether a change is written into the current generation or into a copy of it.
#pragma once

#include <algorithm>
#include <cstdint>

namespace dateline {

/// The largest change, in bytes of source files, that costs less in place than with a new generation, which
/// costs the more the larger the index is (its articles are taken over and built anew). `indexed_bytes`: of
/// all files that the ledger knows. Measured on 55,103 press releases, 158 MB, 544 MB of index, CPU seconds
/// in place against new: 1 % changed 1.2 : 3.4, 2 % 2.4 : 3.8, 3 % 3.5 : 4.1, 4.5 % 5.4 : 4.3, 6 % 6.8 : 4.1
/// (2026-11, two busy cores; before the builder became quicker the two met at 6 %).
constexpr std::uint64_t transaction_limit(std::uint64_t indexed_bytes) {
  constexpr std::uint64_t least = std::uint64_t{16} << 20;
  return std::max(least, indexed_bytes / 32);
}

}  // namespace dateline
