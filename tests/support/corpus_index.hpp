// An index of corpus/articles, built once a process.
#pragma once

#include "indexer/update_index.hpp"

#include <filesystem>

namespace dateline::tests {

std::filesystem::path corpus_directory();

/// The index directory; lives until the process ends.
const std::filesystem::path& corpus_index();
/// What the run that built it told.
const UpdateSummary& corpus_summary();

}  // namespace dateline::tests
