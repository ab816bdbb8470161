// Open addressing with the hash beside the number: a look seldom has to leave the table. See term_table.hpp.
#include "indexer/build/bulk/term_table.hpp"

#include <cstring>

#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t first_slots = std::size_t{1} << 16;

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
