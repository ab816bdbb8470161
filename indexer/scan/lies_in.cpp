// See lies_in.hpp.
#include "indexer/scan/lies_in.hpp"

namespace dateline {

bool lies_in(std::string_view path, std::string_view top) {
  if (!path.starts_with(top)) return false;
  return path.size() == top.size() || top == "/" || path[top.size()] == '/';
}

}  // namespace dateline
