// Everything that a database holds, as text, so that two can be compared.
#pragma once

#include <filesystem>
#include <string>

namespace dateline::tests {

enum class DumpPart {
  all,
  articles_only,  // not where they came from and when: no ledger, file terms, paths, docids or revisions
};

/// `path`: an index directory or one generation. One line an entry.
std::string dump_index(const std::filesystem::path& path, DumpPart part = DumpPart::all);

}  // namespace dateline::tests
