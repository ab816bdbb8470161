// Names of the kinds of date evidence; see article.hpp.
#include "common/article.hpp"

#include <array>

namespace dateline {

namespace {

constexpr std::array evidence_names =
    std::to_array<std::string_view>({"", "json-ld", "microdata", "meta", "time", "feed", "front-matter",
                                     "header", "dateline", "text", "address", "file-name", "record"});

}  // namespace

std::string_view evidence_name(DateEvidence evidence) {
  return evidence_names[static_cast<std::size_t>(evidence)];
}

DateEvidence evidence_from_name(std::string_view name) {
  for (std::size_t i = 0; i < evidence_names.size(); ++i) {
    if (evidence_names[i] == name) return static_cast<DateEvidence>(i);
  }
  return DateEvidence::none;
}

}  // namespace dateline
