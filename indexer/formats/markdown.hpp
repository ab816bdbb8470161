// Markdown articles with or without YAML or TOML front matter, as Hugo, Jekyll, Zola and note keepers write
// them.
#pragma once

#include "indexer/formats/source_file.hpp"

namespace dateline {

/// Hands on one article; a draft too. Damaged front matter is read line by line, so that the article is not
/// lost. Throws Error(bad_input) when the file is empty.
void read_markdown(SourceFile& file, const ArticleSink& sink);

}  // namespace dateline
