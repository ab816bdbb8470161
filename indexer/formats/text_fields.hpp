// Labelled lines of a plain-text article ("Date: … Author: …"): part of read_text.
#pragma once

#include "indexer/enrich/read_date.hpp"
#include "indexer/formats/text_blocks.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct TextFields {
  std::string title;
  std::string summary;
  std::vector<std::string> authors;
  std::string date_text;  // as printed, where it could be read
  std::optional<PrintedTime> published;
  std::optional<PrintedTime> modified;
  std::vector<std::string> tags;
  std::string source;
  std::string url;
  std::string lang;
  std::string captions;
};

/// Takes the labelled lines out of the text's head and tail, one or several to a line, and marks them. A line
/// whose value does not fit its label stays prose.
TextFields take_fields(std::vector<TextLine>& lines, const DateReading& reading);

/// "example.org" of "https://example.org/a", "Example (example.org)" or "example.org"; "" when there is none.
std::string host_in(std::string_view text);

}  // namespace dateline
