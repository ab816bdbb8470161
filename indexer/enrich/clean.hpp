// Makes whatever a reader gave fit the Article's contract: valid UTF-8, no control characters, single spaces
// in names.
#pragma once

#include "common/article.hpp"

namespace dateline {

/// Trims and cleans every member; drops empty and repeated authors and tags; title and names become one line.
void clean_article(Article& article);

}  // namespace dateline
