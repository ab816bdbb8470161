// One article for reading: headline, what is known of it and where from, the text.
#pragma once

#include "common/article.hpp"
#include "common/terminal.hpp"

#include <ostream>
#include <string_view>

namespace dateline {

/// For people: at most 72 columns of text, whatever the terminal's width. `article` has its text.
void show_article(const Article& article, std::string_view path, const Terminal& terminal, std::ostream& out);

/// {"version", article members as in article_json.cpp, "summary", "text", "captions"}, indented.
void show_article_json(const Article& article, std::string_view path, std::ostream& out);

}  // namespace dateline
