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

/// Version of the lines that `export` prints, in their member "dateline".
/// History: 1 (2026-11) first.
inline constexpr int export_version = 1;

/// The article as one line of `export`, without "\n": "dateline" (the version), then the members that
/// `print_article` prints but for the path. exported_record.hpp reads it back.
std::string print_export(const Article& article);

}  // namespace dateline
