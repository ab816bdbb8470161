// See byte_patterns.hpp.
#include "indexer/remove/byte_patterns.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace dateline {

namespace {

constexpr unsigned filter_bits = 20;

std::uint64_t head_of(const char* bytes) {
  std::uint64_t head = 0;
  std::memcpy(&head, bytes, sizeof head);
  return head;
}

std::size_t slot_of(std::uint64_t head) {
  return static_cast<std::size_t>((head * 0x9E3779B97F4A7C15U) >> (64U - filter_bits));
}

}  // namespace

BytePatterns::BytePatterns(const std::vector<std::string>& patterns)
    : patterns_(patterns), filter_(std::size_t{1} << filter_bits) {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    assert(patterns[i].size() >= min_bytes);
    const std::uint64_t head = head_of(patterns[i].data());
    filter_[slot_of(head)] = true;
    by_head_.emplace(head, i);
    longest_ = std::max(longest_, patterns[i].size());
  }
}

void BytePatterns::search(std::string_view bytes, const std::function<void(std::size_t pattern)>& use) const {
  if (bytes.size() < min_bytes) return;
  for (std::size_t at = 0; at + min_bytes <= bytes.size(); ++at) {
    const std::uint64_t head = head_of(bytes.data() + at);
    if (!filter_[slot_of(head)]) continue;
    const auto [begin, end] = by_head_.equal_range(head);
    for (auto entry = begin; entry != end; ++entry) {
      if (bytes.substr(at).starts_with(patterns_[entry->second])) use(entry->second);
    }
  }
}

}  // namespace dateline
