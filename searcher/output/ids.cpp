// Ids, version 1: one article id a line, best first. A control character in an id (a file name may hold a
// line end) is written as %XX; blanks stay.
// History: 1 first.
#include "searcher/output/formats.hpp"
#include "searcher/output/plain.hpp"

namespace dateline {

void write_ids(const Answer& answer, Output& output) {
  for (const auto& hit : answer.response.hits) {
    output.results << line_safe_id(hit.article.id, SpaceInId::kept) << '\n';
  }
  write_notes(answer, output.notes);
}

}  // namespace dateline
