// See phrase_set.hpp.
#include "indexer/formats/phrase_set.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <utility>

namespace dateline {

namespace {

constexpr std::size_t opening_bytes = 4;
constexpr unsigned hash_bits = 12;

std::size_t hash_opening(const char* text) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, text, sizeof bytes);
  constexpr std::uint32_t golden_ratio = 0x9E3779B9;
  return (bytes * golden_ratio) >> (32 - hash_bits);
}

}  // namespace

PhraseSet::PhraseSet(std::vector<std::string> phrases) {
  for (std::string& phrase : phrases) {
    assert(!phrase.empty());
    if (phrase.size() < opening_bytes) {
      short_phrases_.push_back(std::move(phrase));
    } else {
      openings_.set(hash_opening(phrase.data()));
      phrases_.push_back(std::move(phrase));
    }
  }
}

bool PhraseSet::begins_at(std::string_view text) const {
  return std::ranges::any_of(phrases_,
                             [text](const std::string& phrase) { return text.starts_with(phrase); });
}

bool PhraseSet::occurs_in(std::string_view text) const {
  for (std::size_t at = 0; at + opening_bytes <= text.size(); ++at) {
    if (openings_.test(hash_opening(text.data() + at)) && begins_at(text.substr(at))) return true;
  }
  return std::ranges::any_of(short_phrases_, [text](const std::string& phrase) {
    return text.find(phrase) != std::string_view::npos;
  });
}

}  // namespace dateline
