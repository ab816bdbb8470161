// The terms of a segment in byte order: by their first eight bytes without comparing, then, where those are
// the same, by the rest.
#pragma once

#include "indexer/build/bulk/term_table.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace dateline {

struct SortedTerm {
  std::uint64_t prefix = 0;  // its first eight bytes, big-endian, filled up with zeros
  TermNumber number = 0;
  std::uint32_t begin = 0;  // of its text, behind that of term 0
};

/// The first eight bytes as SortedTerm has them.
std::uint64_t prefix_of(std::string_view term);

class TermOrder {
 public:
  /// Each of `numbers`, terms of `table`, once. Lives until the next call.
  std::span<const SortedTerm> sort(std::span<const TermNumber> numbers, const TermTable& table);

 private:
  void sort_by_prefix();
  void sort_ties(const TermTable& table);

  std::vector<SortedTerm> terms_{};
  std::vector<SortedTerm> aside_{};
};

}  // namespace dateline
