// See build_index.hpp.
#include "indexer/build/build_index.hpp"

#include "common/interruption.hpp"
#include "common/log.hpp"
#include "common/text/thousands.hpp"
#include "indexer/build/carry_over.hpp"
#include "indexer/build/old_articles.hpp"
#include "indexer/build/run_line.hpp"
#include "indexer/build/transaction_limit.hpp"
#include "indexer/publish/durable.hpp"
#include "indexer/publish/generations.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace dateline {

namespace {

// Xapian keeps the changes of so many articles in memory, about ten times their text, before it writes them
// into its tables, committed or not; its own default, 10,000, is too many long ones.
void limit_memory(const Baseline& baseline, const Changes& changes) {
  constexpr std::uint64_t bytes_in_memory = std::uint64_t{48} << 20;
  const std::uint64_t bytes_an_article =
      changes.bytes_known / std::max<std::uint64_t>(baseline.articles, 1) + 1;
  const auto articles = std::clamp<std::uint64_t>(bytes_in_memory / bytes_an_article, 100, 10'000);
  setenv("XAPIAN_FLUSH_THRESHOLD", std::to_string(articles).c_str(), 1);
}

std::string line_of(const UpdateSummary& summary) {
  return run_line({.files_read = summary.files_read,
                   .files_removed = summary.files_removed,
                   .articles_read = summary.articles_read,
                   .rejected = summary.rejections.size(),
                   .revision = summary.revision});
}

void write_changes(const Changes& changes, IdPaths& ids, GenerationWriter& writer, Baseline& baseline,
                   Run& run) {
  apply_changes(changes, ids, writer, baseline.ledger, run);
  if (baseline.old) {
    const auto damaged = carry_over_articles(*baseline.old, changes, writer, baseline.ledger, run);
    if (damaged > 0) {
      run.summary.damage += (run.summary.damage.empty() ? "" : "; ") + with_thousands(damaged) +
                            " articles of the old index are damaged";
    }
  }
  settle_ledger(writer, baseline.ledger, run);
  const bool is_changed = writer.has_changes() || run.has_removed;
  run.summary.revision = writer.next_revision() - (is_changed ? 0 : 1);
  run.summary.articles_in_index = writer.article_count();
  writer.finish(baseline.ledger, run.summary.revision, line_of(run.summary));
}

void update_in_place(const IndexLocation& location, Baseline& baseline, const Changes& changes, Run& run) {
  const auto path = location.generation(*baseline.generation);
  log_info("one transaction in generation " + std::to_string(*baseline.generation));
  IdPaths ids(baseline.ledger, changes.gone);
  KnownArticles known;
  limit_memory(baseline, changes);
  if (!changes.moved_from.empty())
    add_moved(changes, ids, baseline.ledger, Xapian::Database(path.string()), known);
  {
    GenerationWriter writer(path, WriteMode::live, known);
    write_changes(changes, ids, writer, baseline, run);
  }
  sync_directory(path);  // Xapian syncs its files, not the renaming of one of them
}

// What the articles' ingest revisions are taken from.
KnownArticles known_before(const IndexLocation& location, const Baseline& baseline, const Changes& changes,
                           IdPaths& ids) {
  KnownArticles known;
  if (baseline.old) for_each_old_article(*baseline.old, [&](OldArticle&& article) { known.add(article); });
  if (changes.moved_from.empty()) return known;
  if (baseline.old) add_moved(changes, ids, baseline.ledger, *baseline.old, known);
  if (baseline.generation) {
    const Xapian::Database db(location.generation(*baseline.generation).string());
    add_moved(changes, ids, baseline.ledger, db, known);
  }
  return known;
}

void build_generation(const IndexLocation& location, Baseline& baseline, const Changes& changes, Run& run) {
  const auto generations = list_generations(location);
  const std::uint64_t number = generations.empty() ? 1 : generations.back() + 1;
  log_info("building generation " + std::to_string(number) +
           (baseline.generation ? " from generation " + std::to_string(*baseline.generation) : ""));
  const UnfinishedGeneration unfinished(location, number);
  if (baseline.generation) copy_generation(location, *baseline.generation, number);
  IdPaths ids(baseline.ledger, changes.gone);
  const KnownArticles known = known_before(location, baseline, changes, ids);
  {
    const auto mode = baseline.generation ? WriteMode::unpublished_copy : WriteMode::new_database;
    GenerationWriter writer(location.unfinished(number), mode, known);
    if (mode == WriteMode::new_database) {
      writer.set_next_revision(baseline.revision + 1);
      writer.set_added_days(baseline.added_days);
    }
    write_changes(changes, ids, writer, baseline, run);
  }
  run.progress.begin("Packing and checking", 0, 0);
  pack_generation(location, number, run.if_interrupted);
  check_generation(location, number);
  stop_if_interrupted(run.if_interrupted);
  publish_generation(location, number, baseline.old_generation);
  log_info("published generation " + std::to_string(number));
}

}  // namespace

void build_index(const IndexLocation& location, Baseline& baseline, const Changes& changes,
                 const UpdateOptions& options, Run run) {
  run.summary.damage = baseline.damage;
  const std::uint64_t limit = options.max_transaction_bytes.value_or(transaction_limit(changes.bytes_known));
  const bool is_small = changes.bytes_to_read + changes.bytes_gone <= limit;
  if (baseline.generation && is_small) {
    update_in_place(location, baseline, changes, run);
  } else {
    build_generation(location, baseline, changes, run);
  }
}

}  // namespace dateline
