// Plain-text articles.
#pragma once

#include "indexer/formats/source_file.hpp"

namespace dateline {

/// One article a file: labelled lines ("Date: …", "SOURCE: …", "TAGS: …"), headline, byline, dateline and
/// prose, without the furniture of the page it was copied from. Throws Error(bad_input) "empty" when no text
/// is there.
void read_text(SourceFile& file, const ArticleSink& sink);

}  // namespace dateline
