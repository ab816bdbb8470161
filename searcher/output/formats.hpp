// The functions behind the table of writers; see each format's own file.
#pragma once

#include "searcher/output/writers.hpp"

#include <ostream>

namespace dateline {

void write_text(const Answer& answer, Output& output);
void write_json(const Answer& answer, Output& output);
void write_json_lines(const Answer& answer, Output& output);
void write_csv(const Answer& answer, Output& output);
void write_trec(const Answer& answer, Output& output);
void write_ids(const Answer& answer, Output& output);

/// The notes of an answer as "note: …" lines, and that the deadline cut it: for the formats without a place
/// for them.
void write_notes(const Answer& answer, std::ostream& out);

}  // namespace dateline
