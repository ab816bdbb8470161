// What a walk takes and what it leaves out.
#pragma once

#include "indexer/scan/removed.hpp"

#include <set>
#include <string>
#include <vector>

namespace dateline {

/// Which links are followed: those that lead to something inside their root, all, or none.
enum class LinkPolicy { inside, all, none };

struct WalkRules {
  std::vector<std::string> include{};  // patterns (glob.hpp); when there are any, only files that one matches
  std::vector<std::string> exclude{};  // patterns; they go before those of .datelineignore files
  LinkPolicy links = LinkPolicy::inside;
  std::set<RemovedKey> removed{};  // paths that are passed over with all below them
};

}  // namespace dateline
