// The step between scan and publish: reads what has changed and writes it into a database.
#pragma once

#include "indexer/build/generation_writer.hpp"
#include "indexer/build/known_articles.hpp"
#include "indexer/report/progress.hpp"
#include "indexer/scan/changes.hpp"
#include "indexer/scan/id_paths.hpp"
#include "indexer/update_summary.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>

#include <xapian.h>

namespace dateline {

/// What every step of a run needs beside its own input.
struct Run {
  const ReadOptions& reading;
  Progress& progress;
  UpdateSummary& summary;
  /// Whether an article of a file with that `id_path` was removed for good and must not come in again.
  std::function<bool(const Article& article, std::string_view id_path)> is_withheld;
  std::string if_interrupted{};             // what is kept then, for people
  bool has_removed = false;                 // articles of files that are gone
  std::multiset<std::string> losers{};      // files with an id that went to another file, once an id
  std::set<std::string> uncounted_files{};  // whose articles are to be counted in the database
};

/// Adds the articles of moved files, by the ids that they will have, from the database as it was before.
void add_moved(const Changes& changes, IdPaths& ids, const Ledger& ledger, const Xapian::Database& db,
               KnownArticles& known);

/// Throws Error(interrupted) between two articles when the run is to stop.
void apply_changes(const Changes& changes, IdPaths& ids, GenerationWriter& writer, Ledger& ledger, Run& run);

/// Once all is written: notes which files lost ids to others, and how many articles each changed file has.
void settle_ledger(const GenerationWriter& writer, Ledger& ledger, Run& run);

}  // namespace dateline
