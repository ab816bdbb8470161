// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace dateline {

/// "31,204".
std::string with_thousands(std::uint64_t number);

}  // namespace dateline
