// See position_list.hpp.
#include "indexer/build/bulk/position_list.hpp"

#include "indexer/build/bulk/pack.hpp"

#include <bit>
#include <cstring>

namespace dateline {

namespace {

// Bits gather in a register; whole bytes go out eight at a time, over-long, and the end is moved by what was
// full.
class BitWriter {
 public:
  explicit BitWriter(char* to) : to_(to) {}

  void put(std::uint64_t bits, int count) {
    held_ |= bits << held_count_;
    held_count_ += count;
    if (held_count_ < 32) return;
    flush();
  }

  char* finish() {
    flush();
    if (held_count_ > 0) *to_++ = static_cast<char>(static_cast<unsigned char>(held_));
    return to_;
  }

 private:
  void flush() {
    static_assert(std::endian::native == std::endian::little, "the register is stored as it lies");
    std::memcpy(to_, &held_, sizeof held_);
    const int bytes = held_count_ / 8;
    to_ += bytes;
    held_ >>= 8 * bytes;  // fewer than 64 bits are held: fewer than 32 and a code of at most 32
    held_count_ -= 8 * bytes;
  }

  char* to_;
  std::uint64_t held_ = 0;
  int held_count_ = 0;
};

inline void put_code(BitWriter& bits, std::uint32_t value, std::uint32_t out_of) {
  if (out_of <= 1) return;
  int count = static_cast<int>(std::bit_width(out_of - 1));
  const std::uint32_t half = std::uint32_t{1} << (count - 1);
  // Up to `half` values in the middle are the short ones: from half - spare, 2 * half - out_of of them.
  const bool is_short = value < half && value >= out_of - half;
  count -= is_short ? 1 : 0;
  bits.put(value & ((std::uint64_t{1} << count) - 1), count);
}

void put_between(BitWriter& bits, const std::uint32_t* p, std::size_t j, std::size_t k) {
  while (j + 1 < k) {
    const std::size_t middle = j + (k - j) / 2;
    const auto lowest = static_cast<std::uint32_t>(p[j] + (middle - j));
    const auto out_of = static_cast<std::uint32_t>(p[k] - p[j] - (k - j) + 1);
    put_code(bits, p[middle] - lowest, out_of);
    if (middle - j > 1) put_between(bits, p, j, middle);
    j = middle;
  }
}

}  // namespace

char* put_positions(char* to, std::span<const std::uint32_t> positions) {
  const std::uint32_t last = positions.back();
  to = put_uint(to, last);
  if (positions.size() == 1) return to;
  const std::uint32_t first = positions.front();
  BitWriter bits(to);
  put_code(bits, first, last);
  put_code(bits, static_cast<std::uint32_t>(positions.size() - 2), last - first);
  put_between(bits, positions.data(), 0, positions.size() - 1);
  return bits.finish();
}

}  // namespace dateline
