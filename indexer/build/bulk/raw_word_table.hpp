// The words that a worker has met, as they stood in texts, and what each gives: most come again and again,
// and then nothing is folded, stemmed or looked up a second time.
#pragma once

#include "common/text/raw_words.hpp"
#include "indexer/build/bulk/hash_slots.hpp"
#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/term_table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace dateline {

/// A term, or none.
inline constexpr TermNumber no_term = 0xFFFF'FFFF;

/// What a raw word gives.
struct KnownWord {
  TermNumber term = no_term;
  /// 0 when the term is its own base and there is no more; else for the owner to make sense of.
  std::uint32_t more = 0;
};

class RawWordTable {
 public:
  /// Longer ones are not kept.
  static constexpr std::size_t most_bytes = 64;

  /// What is looked up, made for many words before the first is: the memory that one look needs comes in
  /// meanwhile.
  struct Key {
    std::uint64_t low = 0;  // the first bytes, little-endian, 0 behind the last
    std::uint64_t high = 0;
    std::uint32_t hash = 0;
    std::uint8_t length = 0;
    RawKind kind = RawKind::word;
  };

  /// Of a word of up to `most_bytes`.
  static Key key_of(const RawWord& word, const char* text_end) {
    static_assert(std::endian::native == std::endian::little, "bytes that count are the low ones");
    const std::size_t length = word.length;
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    // Reading behind the word is cheaper than reading no more than it.
    if (static_cast<std::size_t>(text_end - word.begin) >= head_bytes) {
      std::memcpy(&low, word.begin, sizeof low);
      std::memcpy(&high, word.begin + sizeof low, sizeof high);
    } else {
      read_last(word, text_end, low, high);
    }
    if (length < head_bytes) {
      low &= low_bytes[std::min<std::size_t>(length, 8)];
      high &= low_bytes[std::max<std::size_t>(length, 8) - 8];
    }
    const std::uint64_t what = length << 8 | static_cast<std::uint8_t>(word.kind);
    std::uint64_t hash = mix(low ^ what << 48, high);
    if (length > head_bytes) hash = mix_rest(word, hash);
    return {.low = low,
            .high = high,
            .hash = static_cast<std::uint32_t>(hash >> 32),
            .length = static_cast<std::uint8_t>(length),
            .kind = word.kind};
  }
  /// Two steps, some work between them.
  void prefetch_slot(const Key& key) const { slots_.prefetch(key.hash); }
  void prefetch_entry(const Key& key) const {
    prefetch(entries_.data(), sizeof(Entry) * slots_.first(key.hash));
  }
  static constexpr std::uint32_t unknown = HashSlots::none;
  /// The word's number, or `unknown`.
  [[nodiscard]] std::uint32_t find(const RawWord& word, const Key& key) const {
    return slots_.find(key.hash, [&](std::uint32_t number) {
      const Entry& entry = entries_[number];
      return entry.low == key.low && entry.high == key.high && entry.length == key.length &&
             entry.kind == key.kind && (entry.length <= head_bytes || is_same_rest(word, entry));
    });
  }
  std::uint32_t add(const RawWord& word, const Key& key, const KnownWord& known);
  [[nodiscard]] const KnownWord& known(std::uint32_t number) const { return entries_[number].known; }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// Forgets all, keeping the memory.
  void clear();

 private:
  // Never across two lines of memory.
  struct alignas(32) Entry {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    KnownWord known{};
    std::uint32_t rest = 0;  // where its bytes from the 17th on begin in `rests_`
    std::uint8_t length = 0;
    RawKind kind = RawKind::word;
  };
  static_assert(sizeof(Entry) == 32);

  static constexpr std::size_t head_bytes = 2 * sizeof(std::uint64_t);
  // The low i bytes of eight.
  static constexpr std::array<std::uint64_t, 9> low_bytes = [] {
    std::array<std::uint64_t, 9> masks{};
    for (std::size_t i = 1; i < masks.size(); ++i) masks[i] = masks[i - 1] << 8 | 0xFF;
    return masks;
  }();

  static std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;  // 2^64 / golden ratio
    const std::uint64_t mixed = (a ^ std::rotl(b, 29)) * odd;
    return (mixed ^ mixed >> 32) * odd;
  }
  static void read_last(const RawWord& word, const char* text_end, std::uint64_t& low, std::uint64_t& high);
  static std::uint64_t mix_rest(const RawWord& word, std::uint64_t hash);
  [[nodiscard]] bool is_same_rest(const RawWord& word, const Entry& entry) const {
    return std::memcmp(rests_.data() + entry.rest, word.begin + head_bytes, entry.length - head_bytes) == 0;
  }

  HashSlots slots_{};
  std::vector<Entry> entries_{};
  std::string rests_{};
};

}  // namespace dateline
