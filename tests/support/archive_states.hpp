// An archive that goes through numbered states, and what a search for "pilots" must find in each.
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace dateline::tests {

/// "id title" of each article found.
using Answer = std::set<std::string>;

/// From each state to the next one article is edited, one is added and one removed; no two states have the
/// same answer.
class ArchiveStates {
 public:
  explicit ArchiveStates(std::filesystem::path archive);

  /// Changes the files to those of a state, from those of the state before it.
  void go_to(unsigned state) const;
  [[nodiscard]] Answer answer(unsigned state) const;

 private:
  std::filesystem::path archive_;
};

}  // namespace dateline::tests
