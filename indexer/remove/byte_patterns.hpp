// Finds many byte strings at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dateline {

/// Patterns of at least `min_bytes` bytes, found by their first eight.
class BytePatterns {
 public:
  static constexpr std::size_t min_bytes = 8;

  /// `patterns` must outlive this; none may be shorter than `min_bytes`.
  explicit BytePatterns(const std::vector<std::string>& patterns);

  /// Calls `use` with the index of each pattern that occurs, as often as it does.
  void search(std::string_view bytes, const std::function<void(std::size_t pattern)>& use) const;

  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  const std::vector<std::string>& patterns_;
  std::vector<bool> filter_;  // by a hash of the first bytes: most places are passed over by it
  std::unordered_multimap<std::uint64_t, std::size_t> by_head_;
  std::size_t longest_ = 0;
};

}  // namespace dateline
