// See raw_word_table.hpp. Open addressing with the hash beside the number, and sixteen bytes of the word in
// its entry: a look seldom reads more than two lines of memory.
#include "indexer/build/bulk/raw_word_table.hpp"

#include <cstring>

namespace dateline {

namespace {

constexpr std::size_t first_slots = std::size_t{1} << 16;

}  // namespace

RawWordTable::RawWordTable() : slots_(first_slots), mask_(first_slots - 1) {}

// Where fewer than `head_bytes` bytes are left of the text.
void RawWordTable::read_last(const RawWord& word, const char* text_end, std::uint64_t& low,
                             std::uint64_t& high) {
  std::array<char, head_bytes> head{};
  std::memcpy(head.data(), word.begin, static_cast<std::size_t>(text_end - word.begin));
  std::memcpy(&low, head.data(), sizeof low);
  std::memcpy(&high, head.data() + sizeof low, sizeof high);
}

std::uint64_t RawWordTable::mix_rest(const RawWord& word, std::uint64_t hash) {
  for (std::size_t done = head_bytes; done < word.length; done += 8) {
    std::uint64_t next = 0;
    std::memcpy(&next, word.begin + done, std::min<std::size_t>(word.length - done, 8));
    hash = mix(hash ^ next, done);
  }
  return hash;
}

std::uint32_t RawWordTable::add(const RawWord& word, const Key& key, const KnownWord& known) {
  if (2 * (entries_.size() + 1) > slots_.size()) grow();
  std::size_t at = key.hash & mask_;
  while (slots_[at].number != 0) at = (at + 1) & mask_;
  entries_.push_back({.low = key.low,
                      .high = key.high,
                      .known = known,
                      .rest = static_cast<std::uint32_t>(rests_.size()),
                      .length = key.length,
                      .kind = key.kind});
  if (word.length > head_bytes) rests_ += word.text().substr(head_bytes);
  slots_[at] = {.hash = key.hash, .number = static_cast<std::uint32_t>(entries_.size())};
  return static_cast<std::uint32_t>(entries_.size() - 1);
}

void RawWordTable::grow() {
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

void RawWordTable::clear() {
  std::memset(static_cast<void*>(slots_.data()), 0, slots_.size() * sizeof(Slot));
  entries_.clear();
  rests_.clear();
}

}  // namespace dateline
