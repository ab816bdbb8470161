// Saved web pages: the article's text without the page around it, headline, authors, date, tags.
#pragma once

#include "indexer/formats/source_file.hpp"

#include <string_view>

namespace dateline {

/// Hands on one article, also when the page holds little text. Throws Error(bad_input) when it holds none.
void read_html(SourceFile& file, const ArticleSink& sink);

/// Whether `head` is of a page: a doctype, an `<html>`, or for a fragment one of its elements first.
bool looks_like_html(std::string_view head);

}  // namespace dateline
