// What makes a purge safe against a crash anywhere: first the pending removal is on the disk, then the
// removed list, then the articles go, then older generations, and only then is nothing pending. Each step can
// be done again.
#include "indexer/remove/apply_removal.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/log.hpp"
#include "indexer/build/generation_writer.hpp"
#include "indexer/build/run_line.hpp"
#include "indexer/build/transaction_limit.hpp"
#include "indexer/publish/durable.hpp"
#include "indexer/publish/generations.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/remove/pending_removal.hpp"
#include "indexer/remove/value_bounds.hpp"
#include "indexer/remove/victims.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace dateline {

namespace {

/// The index as it is when the removal is applied.
struct State {
  std::uint64_t generation = 0;
  Ledger ledger{};
  Victims victims{};
  Traces traces{};
  std::uint64_t revision = 0;
  std::uint64_t articles = 0;
  std::string last_run{};
  std::string if_interrupted{};  // what is kept then, for people
};

void read_database(const Xapian::Database& db, const PendingRemoval& removal, SoughtBy sought, State& state) {
  state.ledger = Ledger::load(db);
  state.victims = find_victims(db, state.ledger, removal, sought);
  state.articles = db.get_doccount();
  state.last_run = db.get_metadata(metadata_last_run);
  state.revision = std::strtoull(db.get_metadata(metadata_revision).c_str(), nullptr, 10);
}

State read_state(const IndexLocation& location, const PendingRemoval& removal) {
  State state{.generation = require_generation(location),
              .if_interrupted = "the removal has begun and is not finished; the next run finishes it"};
  try {
    const Xapian::Database db = open_index(location);
    read_database(db, removal, SoughtBy::name, state);
    if (removal.is_purge) state.traces = collect_traces(db, state.victims);
  } catch (...) {
    rethrow_as_error("reading the index at " + location.directory.string());
  }
  return state;
}

// Files that lost an id to one that goes are to be read again: they may hold that article, too.
void have_losers_read_again(Ledger& ledger) {
  std::vector<std::string> losers;
  ledger.for_each_known([&losers](std::string_view path, const KnownFile& file) {
    if (file.has_lost_ids) losers.emplace_back(path);
  });
  for (const auto& path : losers) {
    LedgerEntry entry = *ledger.find(path);
    entry.changed_ns = never_read;
    entry.content_hash = 0;
    ledger.put(path, std::move(entry));
  }
}

std::uint64_t take_out(State& state, GenerationWriter& writer) {
  if (!state.victims.files.empty()) have_losers_read_again(state.ledger);
  for (const auto& path : state.victims.files) {
    writer.remove_file(path);
    state.ledger.erase(path);
  }
  std::map<std::string, std::uint64_t> taken;
  for (const auto& article : state.victims.articles) {
    writer.remove_article(article.id);
    ++taken[article.file];
  }
  for (const auto& [path, count] : taken) {
    auto entry = state.ledger.find(path);
    if (!entry) continue;
    entry->documents = writer.documents_of(path);
    state.ledger.put(path, std::move(*entry));
  }
  const std::uint64_t articles = writer.article_count();
  const bool is_changed = state.victims.article_count > 0;
  const std::uint64_t revision = state.revision + (is_changed ? 1 : 0);
  const RunCounts counts{.files_removed = state.victims.files.size(),
                         .revision = revision,
                         .removed = state.victims.article_count};
  writer.finish(state.ledger, revision, is_changed ? run_line(counts) : state.last_run);
  return articles;
}

std::uint64_t remove_in_place(const IndexLocation& location, State& state) {
  const KnownArticles none;
  const auto path = location.generation(state.generation);
  std::uint64_t articles = 0;
  {
    GenerationWriter writer(path, WriteMode::live, none);
    articles = take_out(state, writer);
  }
  sync_directory(path);  // Xapian syncs its files, not the renaming of one of them
  return articles;
}

/// Whether bounds of values tell of articles that were there once.
enum class ValueBounds { kept, narrowed };

// From the database that is being built as `number`, which is packed then.
std::uint64_t take_out_of_unfinished(const IndexLocation& location, std::uint64_t number, State& state,
                                     ValueBounds bounds) {
  std::uint64_t articles = 0;
  {
    const KnownArticles none;
    GenerationWriter writer(location.unfinished(number), WriteMode::unpublished_copy, none);
    articles = take_out(state, writer);
  }
  if (bounds == ValueBounds::narrowed) {
    try {
      Xapian::WritableDatabase db(location.unfinished(number).string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      narrow_value_bounds(db);
      db.close();
    } catch (...) {
      rethrow_as_error("writing " + location.unfinished(number).string());
    }
  }
  pack_generation(location, number, state.if_interrupted);
  check_generation(location, number);
  return articles;
}

std::uint64_t remove_in_copy(const IndexLocation& location, State& state, ValueBounds bounds) {
  const std::uint64_t number = next_generation(location);
  log_info("building generation " + std::to_string(number));
  const UnfinishedGeneration unfinished(location, number);
  copy_generation(location, state.generation, number);
  const std::uint64_t articles = take_out_of_unfinished(location, number, state, bounds);
  publish_generation(location, number);
  state.generation = number;
  return articles;
}

// By the tables first, then by their bytes.
void verify(const IndexLocation& location, const PendingRemoval& removal, const State& state,
            RemovalResult& result) {
  if (!read_state(location, removal).victims.is_empty())
    throw Error(ErrorKind::internal, "articles that were removed are still in " + location.directory.string(),
                "build the index anew (dateline-index rebuild), and please report this");
  result.traces_sought = state.traces.size();
  result.search = search_traces(location, state.traces);
  if (result.search.found.empty()) return;
  for (const auto& trace : result.search.found) log_debug("still there: " + trace);
  throw Error(ErrorKind::internal,
              "the articles are removed, but " + std::to_string(result.search.found.size()) +
                  " traces of their text are still in the files of " + location.directory.string(),
              "build the index anew (dateline-index rebuild), and please report this");
}

}  // namespace

void add_to_removed(IndexSources& sources, const PendingRemoval& removal) {
  sources.removed.insert(removal.staying.begin(), removal.staying.end());
  sources.removed_contents.insert(removal.contents.begin(), removal.contents.end());
  const auto goes = [&removal](const std::filesystem::path& path) {
    return any_above(path, [&removal](const RemovedKey& key) { return removal.holds(key); });
  };
  std::erase_if(sources.roots, goes);
  std::erase_if(sources.mounts, goes);
  std::erase_if(sources.bases, [&goes](const auto& base) { return goes(base.first); });
}

void settle_sources(const IndexLocation& location) {
  const auto removal = read_pending(location);
  if (!removal) return;
  IndexSources sources = read_sources(location);
  const IndexSources before = sources;
  add_to_removed(sources, *removal);
  if (sources != before) write_sources(location, sources);
}

std::optional<RemovalResult> finish_pending_removal(const IndexLocation& location) {
  const auto removal = read_pending(location);
  if (!removal) return std::nullopt;
  settle_sources(location);
  State state = read_state(location, *removal);
  RemovalResult result{.articles = state.victims.article_count,
                       .files = state.victims.files.size(),
                       .articles_in_index = state.articles,
                       .generation = state.generation};
  if (removal->is_purge) {
    result.articles_in_index = remove_in_copy(location, state, ValueBounds::narrowed);
    remove_other_generations(location, state.generation);
  } else if (state.victims.bytes > transaction_limit(state.ledger.file_bytes())) {
    result.articles_in_index = remove_in_copy(location, state, ValueBounds::kept);
  } else if (!state.victims.is_empty()) {
    result.articles_in_index = remove_in_place(location, state);
  }
  result.generation = state.generation;
  clear_pending(location);
  if (removal->is_purge) verify(location, *removal, state, result);
  return result;
}

std::uint64_t remove_from_unfinished(const IndexLocation& location, std::uint64_t number,
                                     const PendingRemoval& removal, std::uint64_t least_revision) {
  State state{.generation = number, .if_interrupted = "nothing was restored; the index is as it was"};
  try {
    const Xapian::Database db(location.unfinished(number).string());
    read_database(db, removal, SoughtBy::name_or_contents, state);
  } catch (...) {
    rethrow_as_error("reading " + location.unfinished(number).string());
  }
  if (state.victims.is_empty() && state.revision >= least_revision) {
    rename_durably(location.unfinished(number), location.packed(number));
    return state.articles;
  }
  state.revision = std::max(state.revision, least_revision);
  return take_out_of_unfinished(location, number, state, ValueBounds::narrowed);
}

}  // namespace dateline
