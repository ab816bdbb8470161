// An index as text, so that two can be compared: by article id and file, independent of document numbers,
// blocks and generations.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dateline::tests {

enum class DumpRevisions { no, yes };

/// "article ID", "file PATH" or "index" and what is told of it, a line each.
using IndexDump = std::map<std::string, std::vector<std::string>>;

/// Articles: stored data, terms with wdf and positions, values. Files: the ledger's entry. Index: counts,
/// lengths, schema, roots. An id that two documents have is told as such. Throws dateline::Error as opening
/// does. Without revisions neither the articles' ingest revisions nor the index's are told.
IndexDump dump_index(const std::filesystem::path& directory, DumpRevisions revisions);

/// The first thing that differs, with both sides of it; empty when the dumps are equal.
std::string first_difference(const IndexDump& expected, const IndexDump& found);

}  // namespace dateline::tests
