// See hash_slots.hpp. Never more than half full.
#include "indexer/build/bulk/hash_slots.hpp"

#include <cstring>

namespace dateline {

namespace {

constexpr std::size_t first_slots = std::size_t{1} << 16;

}  // namespace

HashSlots::HashSlots() : slots_(first_slots), mask_(first_slots - 1) {}

void HashSlots::put(const Slot& slot) {
  std::size_t at = slot.hash & mask_;
  while (slots_[at].number != 0) at = (at + 1) & mask_;
  slots_[at] = slot;
}

std::uint32_t HashSlots::add(std::uint32_t hash) {
  if (2 * (std::size_t{count_} + 1) > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.number != 0) put(slot);
    }
  }
  put({.hash = hash, .number = ++count_});
  return count_ - 1;
}

void HashSlots::clear() {
  std::memset(static_cast<void*>(slots_.data()), 0, slots_.size() * sizeof(Slot));
  count_ = 0;
}

}  // namespace dateline
