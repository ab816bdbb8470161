// Lets dateline-index find dateline-search, which lies elsewhere in a build tree.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace dateline::tests {

/// Puts the program's directory in front of $PATH, once.
inline void put_search_in_path() {
  static const bool is_done = [] {
    const char* const before = std::getenv("PATH");
    const auto directory = std::filesystem::path(DATELINE_SEARCH_PROGRAM).parent_path().string();
    return setenv("PATH", (directory + ":" + (before == nullptr ? "" : before)).c_str(), 1) == 0;
  }();
  static_cast<void>(is_done);
}

}  // namespace dateline::tests
