// Makes whatever a reader gave fit the Article's contract: valid UTF-8, no control characters, single spaces
// in names.
#pragma once

#include "common/article.hpp"

#include <string_view>

namespace dateline {

/// Trims and cleans every member; drops empty and repeated authors and tags; title and names become one line.
void clean_article(Article& article);

/// The name of a member that no cleaned article could have as it is ("title"): invalid UTF-8, a control
/// character, a line end in a name, more than a member holds. Empty when there is none.
std::string_view unclean_member(const Article& article);

}  // namespace dateline
