// The step between scan and publish: reads what has changed and writes it into a database.
#pragma once

#include "indexer/build/article_writer.hpp"
#include "indexer/build/known_articles.hpp"
#include "indexer/build/run.hpp"
#include "indexer/scan/changes.hpp"
#include "indexer/scan/id_paths.hpp"

#include <xapian.h>

namespace dateline {

/// Adds the articles of moved files, by the ids that they will have, from the database as it was before.
void add_moved(const Changes& changes, IdPaths& ids, const Ledger& ledger, const Xapian::Database& db,
               KnownArticles& known);

/// Throws Error(interrupted) between two articles when the run is to stop.
void apply_changes(const Changes& changes, IdPaths& ids, ArticleWriter& writer, Ledger& ledger, Run& run);

/// Once all is written: notes which files lost ids to others, and how many articles each changed file has.
void settle_ledger(const ArticleWriter& writer, Ledger& ledger, Run& run);

}  // namespace dateline
