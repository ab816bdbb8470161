// Which part of a word with an apostrophe a reader would look up: l'homme, Türkiye'nin, Reagan's, don't.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

struct LookupPart {
  std::string base;                   // what is stemmed
  bool is_a_word_of_its_own = false;  // a term of its own beside the whole word
};

/// `word` is `fold_case`d and holds at least one '.
LookupPart find_lookup_part(std::string_view word);

}  // namespace dateline
