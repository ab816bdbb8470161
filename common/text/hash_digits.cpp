// See hash_digits.hpp.
#include "common/text/hash_digits.hpp"

#include <array>
#include <cstdio>

namespace dateline {

std::string hash_digits(std::uint64_t hash) {
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return digits.data();
}

}  // namespace dateline
