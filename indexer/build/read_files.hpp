// Reads the files of a run and writes their articles, in order, however many threads read.
#pragma once

#include "indexer/build/article_writer.hpp"
#include "indexer/build/run.hpp"
#include "indexer/scan/changes.hpp"
#include "indexer/scan/id_paths.hpp"

namespace dateline {

/// Throws Error(interrupted) between two articles when the run is to stop.
void read_files(const Changes& changes, IdPaths& ids, ArticleWriter& writer, Ledger& ledger, Run& run);

/// What a reading means to the report.
void note_reading(const FileReading& reading, std::uint64_t bytes, Run& run);

}  // namespace dateline
