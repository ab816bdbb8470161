// See lies_in.hpp.
#include "indexer/scan/lies_in.hpp"

#include <algorithm>

namespace dateline {

bool lies_in(const std::filesystem::path& path, const std::filesystem::path& top) {
  return std::mismatch(top.begin(), top.end(), path.begin(), path.end()).first == top.end();
}

}  // namespace dateline
