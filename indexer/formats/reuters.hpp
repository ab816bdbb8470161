// The SGML of Reuters-21578: many wire stories of 1987 in a file.
#pragma once

#include "indexer/formats/source_file.hpp"

namespace dateline {

/// One article a <REUTERS> record, known by its record number (NEWID would meet other
/// files' ids in an index). TITLE, AUTHOR and DATE become the article's; TOPICS,
/// PLACES, PEOPLE, ORGS and EXCHANGES its tags; the DATELINE stays at the head of the text, as printed. A
/// record that is cut short or holds nothing is rejected as "record N".
void read_reuters(SourceFile& file, const ArticleSink& sink);

bool looks_like_reuters(std::string_view head);

}  // namespace dateline
