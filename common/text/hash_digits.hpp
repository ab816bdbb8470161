// A hash as text in terms, ids and marks.
#pragma once

#include <cstdint>
#include <string>

namespace dateline {

/// 16 lower-case hexadecimal digits.
std::string hash_digits(std::uint64_t hash);

}  // namespace dateline
