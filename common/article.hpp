// An article: one searchable unit, as a careful person would copy it out of a source file.
#pragma once

#include "common/text/date.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Where a publication date was found, strongest evidence first. `evidence_name` gives the form kept on disk.
enum class DateEvidence {
  none,
  json_ld,
  microdata,
  meta,
  time,
  feed,
  front_matter,
  header,
  dateline,
  text,
  address,
  file_name,
  record,
};

/// "json-ld", "front-matter" …; "" for none.
std::string_view evidence_name(DateEvidence evidence);
/// The inverse; none for an unknown name.
DateEvidence evidence_from_name(std::string_view name);

/// All text is UTF-8. Paragraphs are separated by a blank line ("\n\n"); a single "\n" is a line end inside
/// one (list items, verse). No member but `text`, `summary` and `captions` holds a line end.
struct Article {
  std::string id{};  // empty until the reading step names it: path, or path#record, or a JSON record's own id
  std::string title{};
  std::string summary{};               // standfirst
  std::vector<std::string> authors{};  // people or the agency, each one
  std::optional<PrintedTime> published{};
  DateEvidence published_from = DateEvidence::none;
  std::optional<PrintedTime> modified{};
  std::vector<std::string> tags{};
  std::string source{};  // outlet
  std::string url{};     // canonical address
  std::string lang{};    // BCP 47; empty when unknown
  std::string format{};  // MIME type
  std::string text{};    // the article's own prose, without furniture
  std::string captions{};
};

}  // namespace dateline
