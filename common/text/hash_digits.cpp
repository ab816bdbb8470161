// See hash_digits.hpp.
#include "common/text/hash_digits.hpp"

#include <string_view>

namespace dateline {

std::string hash_digits(std::uint64_t hash) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string digits(16, '0');
  for (auto at = digits.rbegin(); hash != 0; hash >>= 4, ++at) *at = hexadecimal[hash & 0xF];
  return digits;
}

}  // namespace dateline
