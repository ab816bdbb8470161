// The forms that a query's words were looked up in: what a passage may show as matched.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

namespace dateline {

struct MatchedForms {
  std::unordered_set<std::string> words{};  // terms of the analyser (folded)
  std::unordered_set<std::string> stems{};  // as `Analyser::stem` gives them: "en:strateg"
  std::vector<std::vector<std::string>>
      phrases{};  // word terms in order; those not in `words` count only where they stand so
};

}  // namespace dateline
