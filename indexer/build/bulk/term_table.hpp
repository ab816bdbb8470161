// The terms that a worker has met: each distinct one has a number, in the order in which they came.
#pragma once

#include "indexer/build/bulk/hash_slots.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

using TermNumber = std::uint32_t;

/// May be read behind the text of a term.
inline constexpr std::size_t term_slack_bytes = 16;

using TermHash = std::uint32_t;
TermHash hash_term(std::string_view term);

class TermTable {
 public:
  TermTable() : texts_(term_slack_bytes, '\0') {}

  TermNumber find_or_add(std::string_view term, TermHash hash);

  /// Lives until the next term is added.
  [[nodiscard]] std::string_view text(TermNumber term) const {
    return {texts_.data() + places_[term].begin, places_[term].length};
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  /// Forgets all terms, keeping the memory.
  void clear();

 private:
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t length = 0;
  };
  HashSlots slots_{};
  std::vector<Place> places_{};
  std::string texts_;  // one behind the other, then slack
};

}  // namespace dateline
