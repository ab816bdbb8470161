// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace dateline {

/// "31,204".
std::string with_thousands(std::uint64_t number);

/// "1 article", "31,204 articles".
std::string counted(std::uint64_t number, const std::string& noun);

}  // namespace dateline
