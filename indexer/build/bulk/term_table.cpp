// See term_table.hpp.
#include "indexer/build/bulk/term_table.hpp"

#include <xxhash.h>

namespace dateline {

TermHash hash_term(std::string_view term) {
  return static_cast<TermHash>(XXH3_64bits(term.data(), term.size()));
}

TermNumber TermTable::find_or_add(std::string_view term, TermHash hash) {
  const TermNumber found = slots_.find(hash, [&](TermNumber number) { return text(number) == term; });
  if (found != HashSlots::none) return found;
  const std::size_t begin = texts_.size() - term_slack_bytes;
  places_.push_back(
      {.begin = static_cast<std::uint32_t>(begin), .length = static_cast<std::uint32_t>(term.size())});
  texts_.resize(begin);
  texts_ += term;
  texts_.append(term_slack_bytes, '\0');
  return slots_.add(hash);
}

void TermTable::clear() {
  slots_.clear();
  places_.clear();
  texts_.assign(term_slack_bytes, '\0');
}

}  // namespace dateline
