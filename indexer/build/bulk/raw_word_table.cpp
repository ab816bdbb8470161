// See raw_word_table.hpp. Sixteen bytes of a word stand in its entry: a look seldom reads more than two lines
// of memory.
#include "indexer/build/bulk/raw_word_table.hpp"

#include <cstring>

namespace dateline {

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
  entries_.push_back({.low = key.low,
                      .high = key.high,
                      .known = known,
                      .rest = static_cast<std::uint32_t>(rests_.size()),
                      .length = key.length,
                      .kind = key.kind});
  if (word.length > head_bytes) rests_ += word.text().substr(head_bytes);
  return slots_.add(key.hash);
}

void RawWordTable::clear() {
  slots_.clear();
  entries_.clear();
  rests_.clear();
}

}  // namespace dateline
