// The lines that `dateline-index export` prints, read back: part of JsonRecordReader.
#pragma once

#include "common/article.hpp"

#include <simdjson.h>

namespace dateline {

/// Whether the member "dateline" holds a version's number. (Others' records may have a text there: where and
/// by whom the article was sent.)
bool is_exported(const simdjson::dom::object& record);

/// Every member as it is. Throws Error(bad_input) for what no export can hold: a newer version, a member of
/// another type, a date that is none, text that no cleaned article has.
Article read_exported(const simdjson::dom::object& record);

}  // namespace dateline
