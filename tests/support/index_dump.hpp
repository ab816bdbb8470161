// An index as text, so that two can be compared.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dateline::tests {

/// How much of an index is told.
enum class DumpDetail {
  articles,              // what is in them, not where they came from and when
  without_revisions,     // articles by id, files and the index's own entries; no document numbers, no blocks
  with_revisions,        // the ingest revisions too
  everything_in_tables,  // as it lies there: document numbers, postings and all metadata
};

/// "article ID", "file PATH", "term TERM", "metadata KEY" or "index" and what is told of it, a line each.
using IndexDump = std::map<std::string, std::vector<std::string>>;

/// Articles: stored data, terms with wdf and positions, values. Files: the ledger's entry, with every
/// rejection. Index: counts, lengths, schema, roots. An id that two documents have is told as such. `path` is
/// an index; of all that lies in tables, it may be one generation. Throws dateline::Error as opening does.
IndexDump dump_index(const std::filesystem::path& path, DumpDetail detail = DumpDetail::everything_in_tables);

/// The first thing that differs, with both sides of it; empty when the dumps are equal.
std::string first_difference(const IndexDump& expected, const IndexDump& found);

}  // namespace dateline::tests
