// An article as `dateline-index read` prints it.
#pragma once

#include "common/article.hpp"

#include <string>
#include <string_view>

namespace dateline {

/// One JSON object on one line, without a line end: path, id, title, summary, authors, published,
/// published_from, modified, tags, source, url, lang, format, text, captions. What is unknown is "", [] or,
/// of the dates, null. Always valid UTF-8 without raw control characters.
std::string print_article(const Article& article, std::string_view path);

}  // namespace dateline
