// Random text for property tests, and the obvious check of what may be printed.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace dateline::tests {

class RandomText {
 public:
  explicit RandomText(unsigned seed) : engine_(seed) {}

  /// 0 … limit-1.
  std::size_t below(std::size_t limit);
  /// Up to `max_pieces` pieces of letters of many scripts, controls, marks, and bytes that are no UTF-8.
  std::string bytes(std::size_t max_pieces);

 private:
  std::mt19937_64 engine_;
};

/// Valid UTF-8 without C0, DEL, C1, line separators or bidirectional embeddings, overrides, isolates: a slow
/// model, decoding by hand.
bool is_safe_line(std::string_view text);

}  // namespace dateline::tests
