// Open addressing with the hash beside the number: a look seldom has to leave the table. See term_table.hpp.
#include "indexer/build/bulk/term_table.hpp"

#include <array>
#include <bit>
#include <cstring>

#define XXH_INLINE_ALL  // a call for every word would cost as much as its hash
#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t first_slots = std::size_t{1} << 16;

// Short texts, as nearly all are, in two comparisons without a call; both have slack behind them.
bool is_same(const char* a, const char* b, std::size_t bytes) {
  static_assert(term_slack_bytes >= 2 * sizeof(std::uint64_t));
  if (bytes > term_slack_bytes) return std::memcmp(a, b, bytes) == 0;
  std::array<std::uint64_t, 2> left{};
  std::array<std::uint64_t, 2> right{};
  std::memcpy(left.data(), a, sizeof left);
  std::memcpy(right.data(), b, sizeof right);
  const auto differing = [bytes](std::uint64_t difference, std::size_t from) {
    const std::size_t counted = bytes > from ? bytes - from : 0;
    return counted >= 8 ? difference : difference & ((std::uint64_t{1} << (8 * counted)) - 1);
  };
  static_assert(std::endian::native == std::endian::little, "bytes that count are the low ones");
  return (differing(left[0] ^ right[0], 0) | differing(left[1] ^ right[1], 8)) == 0;
}

}  // namespace

TermHash hash_term(std::string_view term) {
  return static_cast<TermHash>(XXH3_64bits(term.data(), term.size()));
}

TermTable::TermTable() : slots_(first_slots), mask_(first_slots - 1), texts_(term_slack_bytes, '\0') {}

TermNumber TermTable::find_or_add(std::string_view term, TermHash hash) {
  std::size_t at = hash & mask_;
  for (; slots_[at].number != 0; at = (at + 1) & mask_) {
    if (slots_[at].hash == hash && text(slots_[at].number - 1) == term) return slots_[at].number - 1;
  }
  return add(term, hash, at);
}

TermNumber TermTable::find_or_add_slack(std::string_view term, TermHash hash) {
  std::size_t at = hash & mask_;
  for (; slots_[at].number != 0; at = (at + 1) & mask_) {
    if (slots_[at].hash != hash) continue;
    const TermNumber number = slots_[at].number - 1;
    const Place& place = places_[number];
    if (place.length == term.size() && is_same(texts_.data() + place.begin, term.data(), term.size()))
      return number;
  }
  return add(term, hash, at);
}

TermNumber TermTable::add(std::string_view term, TermHash hash, std::size_t slot) {
  const std::size_t begin = texts_.size() - term_slack_bytes;
  places_.push_back(
      {.begin = static_cast<std::uint32_t>(begin), .length = static_cast<std::uint32_t>(term.size())});
  texts_.resize(begin);
  texts_ += term;
  texts_.append(term_slack_bytes, '\0');
  const auto number = static_cast<TermNumber>(places_.size() - 1);
  slots_[slot] = {.hash = hash, .number = number + 1};
  if (places_.size() * 2 > slots_.size()) grow();
  return number;
}

void TermTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = slot.hash & mask_;
    while (slots_[at].number != 0) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
}

void TermTable::clear() {
  std::memset(static_cast<void*>(slots_.data()), 0, slots_.size() * sizeof(Slot));
  places_.clear();
  texts_.assign(term_slack_bytes, '\0');
}

}  // namespace dateline
