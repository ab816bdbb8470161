// The formats that Dateline reads: one row a format, one file a format.
#pragma once

#include "indexer/formats/source_file.hpp"

#include <span>
#include <string_view>

namespace dateline {

struct FormatRow {
  std::string_view name;  // "html"; what `format:` takes
  std::string_view mime;
  std::span<const std::string_view> extensions;  // lower case, without dot
  /// Whether `head` (the first 4 KiB at most) looks like this format, whatever the name says. May be null: by
  /// name only.
  bool (*looks_like)(std::string_view head);
  /// Reads every article of the file into the sink. Throws Error(bad_input) when the file as a whole cannot
  /// be read; what was handed on before stays read.
  void (*read)(SourceFile& file, const ArticleSink& sink);
};

std::span<const FormatRow> format_table();

/// The row of JSON lines.
const FormatRow& jsonl_format();

/// By contents first where they are unmistakable, then by name. Throws Error(bad_input) with the reason
/// ("empty", "binary", "no known format") when there is none.
const FormatRow& find_format(SourceFile& file);

}  // namespace dateline
