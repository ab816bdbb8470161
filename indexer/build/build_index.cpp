// See build_index.hpp.
#include "indexer/build/build_index.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"
#include "common/log.hpp"
#include "common/text/thousands.hpp"
#include "indexer/build/carry_over.hpp"
#include "indexer/build/generation_writer.hpp"
#include "indexer/build/old_articles.hpp"
#include "indexer/build/run_line.hpp"
#include "indexer/build/spool/spool_writer.hpp"
#include "indexer/build/transaction_limit.hpp"
#include "indexer/publish/durable.hpp"
#include "indexer/publish/generations.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

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

void finish_run(ArticleWriter& writer, Baseline& baseline, Run& run) {
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
    apply_changes(changes, ids, writer, baseline.ledger, run);
    finish_run(writer, baseline, run);
  }
  sync_directory(path);  // Xapian syncs its files, not the renaming of one of them
}

/// The index before: its current generation, or what a rebuild found of it.
std::optional<Xapian::Database> open_old(const IndexLocation& location, const Baseline& baseline) {
  if (!baseline.generation) return baseline.old;
  return Xapian::Database(location.generation(*baseline.generation).string());
}

// What the articles' ingest revisions are taken from. Of an update, the ids that the files to be read again
// had are noted as expected.
KnownArticles known_before(const Xapian::Database& old, const Baseline& baseline, const Changes& changes,
                           IdPaths& ids, std::unordered_set<std::uint64_t>& expected) {
  KnownArticles known;
  const auto add = [&known](OldArticle&& article) { known.add(article); };
  if (!baseline.generation) {
    for_each_old_article(old, add);
  } else {
    for (const auto& file : changes.to_read) {
      const auto entry = baseline.ledger.known(file.path);
      if (!entry || !entry->has_documents) continue;
      for_each_old_article_of(old, file.path, [&](OldArticle&& article) {
        expected.insert(hash_id(article.stored.article.id));
        known.add(article);
      });
    }
  }
  add_moved(changes, ids, baseline.ledger, old, known);
  return known;
}

void carry_over(const Xapian::Database& old, const Changes& changes, SpoolWriter& writer, Baseline& baseline,
                Run& run) {
  const auto why = baseline.generation ? CarryOver::unchanged : CarryOver::remains;
  const auto damaged = carry_over_articles({.db = old, .why = why}, changes, writer, baseline.ledger, run);
  if (damaged == 0) return;
  const std::string told = with_thousands(damaged) + " articles of the old index are damaged";
  if (baseline.generation)
    throw Error(ErrorKind::bad_input, told, "dateline-index check names them, dateline-index rebuild mends");
  run.summary.damage += (run.summary.damage.empty() ? "" : "; ") + told;
}

void build_generation(const IndexLocation& location, Baseline& baseline, const Changes& changes,
                      const BuildOptions& options, Run& run) {
  const auto generations = list_generations(location);
  const std::uint64_t number = generations.empty() ? 1 : generations.back() + 1;
  log_info("building generation " + std::to_string(number) +
           (baseline.generation ? " from generation " + std::to_string(*baseline.generation) : ""));
  const UnfinishedGeneration unfinished(location, number);
  const auto old = open_old(location, baseline);
  IdPaths ids(baseline.ledger, changes.gone);
  SpoolWriter::Settings settings{.number = number,
                                 .next_revision = baseline.revision + 1,
                                 .added_days = baseline.added_days,
                                 .build = options,
                                 .if_interrupted = run.if_interrupted};
  KnownArticles known;
  if (old) known = known_before(*old, baseline, changes, ids, settings.expected);
  if (baseline.generation) settings.added_days = read_added_days(*old);
  {
    SpoolWriter writer(location, known, run.progress, std::move(settings));
    apply_changes(changes, ids, writer, baseline.ledger, run);
    if (old) carry_over(*old, changes, writer, baseline, run);
    finish_run(writer, baseline, run);
  }
  stop_if_interrupted(run.if_interrupted);
  publish_generation(location, number, baseline.old_generation);
  log_info("published generation " + std::to_string(number));
}

}  // namespace

void build_index(const IndexLocation& location, Baseline& baseline, const Changes& changes,
                 const UpdateOptions& options, Run run) {
  run.summary.damage = baseline.damage;
  run.memory = plan_memory(options.build.memory_bytes);
  const std::uint64_t limit = options.max_transaction_bytes.value_or(transaction_limit(changes.bytes_known));
  const bool is_small = changes.bytes_to_read + changes.bytes_gone <= limit;
  if (baseline.generation && is_small) {
    run.summary.route = "transaction";
    update_in_place(location, baseline, changes, run);
  } else {
    run.summary.route = "generation";
    run.threads = run.memory.reading_threads(options.build.thread_count());
    build_generation(location, baseline, changes, options.build, run);
  }
}

}  // namespace dateline
