// What the reading of a file hands on to its writing.
#pragma once

#include "common/article.hpp"
#include "common/schema/stored.hpp"

namespace dateline {

/// An article and what is stored of it, with the path of its file as UTF-8.
struct PreparedArticle {
  Article article{};
  StoredParts stored{};
};

}  // namespace dateline
