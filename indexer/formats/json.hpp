// Articles as JSON records: lines, an array, one object or objects in a row.
#pragma once

#include "indexer/formats/source_file.hpp"

namespace dateline {

/// One record a line. A bad line is rejected as "line N" and the file goes on.
void read_jsonl(SourceFile& file, const ArticleSink& sink);

/// An array of records, one object, several objects in a row, or an object whose member "articles", "items",
/// "data" … is such an array. A bad record is rejected as "record N". Read piece by piece: memory is bounded
/// by one record, not by the file.
void read_json(SourceFile& file, const ArticleSink& sink);

/// Whether `head` begins as JSON with an object or an array of objects; and with an object to a line.
bool looks_like_json(std::string_view head);
bool looks_like_jsonl(std::string_view head);

}  // namespace dateline
