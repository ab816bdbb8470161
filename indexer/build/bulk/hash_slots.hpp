// Where the entries of a hash table stand: open addressing with the hash beside the number, so that a look
// seldom has to leave the slots.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline {

/// Entries are numbered from 0 as they come; what they are is their owner's.
class HashSlots {
 public:
  static constexpr std::uint32_t none = 0xFFFF'FFFF;

  HashSlots();

  /// Asks for the memory that `find` looks at first.
  void prefetch(std::uint32_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }
  /// The entry, or `none`, at which `find` looks first, whatever its hash.
  [[nodiscard]] std::uint32_t first(std::uint32_t hash) const { return slots_[hash & mask_].number - 1; }
  /// The first entry of this hash that is the one sought; `none` when there is none.
  template <typename IsSought>
  [[nodiscard]] std::uint32_t find(std::uint32_t hash, IsSought is_sought) const {
    for (std::size_t at = hash & mask_; slots_[at].number != 0; at = (at + 1) & mask_) {
      if (slots_[at].hash == hash && is_sought(slots_[at].number - 1)) return slots_[at].number - 1;
    }
    return none;
  }
  /// The next entry, which `find` did not find. Returns its number.
  std::uint32_t add(std::uint32_t hash);
  /// Forgets all, keeping the memory.
  void clear();

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // + 1; 0 = free
  };
  void put(const Slot& slot);

  std::vector<Slot> slots_;
  std::size_t mask_;
  std::uint32_t count_ = 0;
};

}  // namespace dateline
