// The table of output formats; see writers.hpp.
#include "searcher/output/writers.hpp"

#include "searcher/output/formats.hpp"
#include "searcher/output/plain.hpp"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

constexpr std::array writer_table = std::to_array<WriterRow>({
    {"text", "for reading", write_text},
    {"json", "one JSON object: query, count, notes and hits", write_json},
    {"jsonl", "one JSON object a line for each hit", write_json_lines},
    {"csv", "a table with a header row, for spreadsheets", write_csv},
    {"trec", "a TREC run: query Q0 id rank score dateline", write_trec},
    {"ids", "one article id a line", write_ids},
});

}  // namespace

std::span<const WriterRow> writers() {
  return writer_table;
}

const WriterRow* find_writer(std::string_view name) {
  const auto* const row = std::ranges::find(writer_table, name, &WriterRow::name);
  return row == writer_table.end() ? nullptr : &*row;
}

void write_notes(const Answer& answer, std::ostream& out) {
  for (const auto& note : answer.response.notes) {
    out << "note: " << printable(note.text);
    if (note.column > 0) out << " (column " << note.column << ')';
    out << '\n';
  }
  if (answer.response.was_cut) {
    out << "note: cut after " << describe_duration(answer.request.timeout)
        << ": the best found until then, the count is too low (--timeout allows more)\n";
  }
}

}  // namespace dateline
