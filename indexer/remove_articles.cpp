// See remove_articles.hpp.
#include "indexer/remove_articles.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/schema/stored.hpp"
#include "common/terminal.hpp"
#include "common/text/thousands.hpp"
#include "indexer/build/generation_writer.hpp"
#include "indexer/formats/read_file.hpp"
#include "indexer/publish/durable.hpp"
#include "indexer/publish/generations.hpp"
#include "indexer/publish/writer_lock.hpp"
#include "indexer/remove/keep_contents.hpp"
#include "indexer/remove/pending_removal.hpp"
#include "indexer/remove/run_search.hpp"
#include "indexer/remove/select_articles.hpp"
#include "indexer/remove/victims.hpp"
#include "indexer/report/progress.hpp"
#include "indexer/scan/lies_in.hpp"

#include <algorithm>
#include <set>

namespace dateline {

namespace {

constexpr std::size_t shown_headlines = 10;

void describe_victims(const Xapian::Database& db, const Victims& victims, RemoveSummary& summary) {
  std::set<std::string> other_files;
  for (const auto& article : victims.articles) other_files.insert(article.file);
  summary.articles = victims.article_count;
  summary.files = victims.files.size() + other_files.size();
  summary.headlines.clear();
  for_each_victim(db, victims, [&](Xapian::docid docid) {
    const Article article = read_stored(db.get_document(docid).get_data()).article;
    summary.headlines.push_back(article.title.empty() ? article.id : article.title);
    return summary.headlines.size() < shown_headlines;
  });
}

bool forgets_root(const PendingRemoval& removal, const IndexSources& sources) {
  return std::ranges::any_of(sources.roots, [&removal](const auto& root) {
    return any_above(root, [&removal](const RemovedKey& key) { return removal.holds(key); });
  });
}

// Finds out what the arguments mean in a state of the index, and how much that is.
PendingRemoval select(const Xapian::Database& db, const IndexLocation& location, const RemoveOptions& options,
                      RemoveSummary& summary) {
  const Ledger ledger = Ledger::load(db);
  const IndexSources sources = read_sources(location);
  PendingRemoval removal = select_articles(
      options.arguments, {.db = db, .ledger = ledger, .sources = sources},
      [&](const std::vector<std::string>& words) { return search_ids(location.directory, words); });
  removal.is_purge = options.is_purge;
  const bool has_keys = !removal.staying.empty() || !removal.once.empty();
  const Victims victims = has_keys ? find_victims(db, ledger, removal) : Victims{};
  describe_victims(db, victims, summary);
  if (!options.is_dry_run) keep_contents(db, ledger, victims, removal);
  // What was removed before may still lie in the files of the index: a purge has something to do.
  const bool has_matched = !victims.is_empty() || forgets_root(removal, sources);
  summary.has_matched = has_matched || (options.is_purge && (has_keys || options.arguments.empty()));
  return removal;
}

// Without the lock, so that it needs no permission to write; a writer may change the index meanwhile.
void plan_removal(const IndexLocation& location, const RemoveOptions& options, RemoveSummary& summary) {
  IndexReader reader(location);
  reader.run([&](Xapian::Database& db) { static_cast<void>(select(db, location, options, summary)); });
}

PendingRemoval select_under_lock(const IndexLocation& location, const RemoveOptions& options,
                                 RemoveSummary& summary) {
  try {
    return select(open_index(location), location, options, summary);
  } catch (...) {
    rethrow_as_error("reading the index at " + location.directory.string());
  }
}

void remove_under_lock(const IndexLocation& location, const RemoveOptions& options, RemoveSummary& summary) {
  static_cast<void>(open_index(location));  // before a lock is taken: it would make the directory
  const WriterLock lock(location, options.lock_timeout);
  remove_leftovers(location);
  if (const auto earlier = finish_pending_removal(location)) summary.finished_earlier = earlier->articles;
  const PendingRemoval removal = select_under_lock(location, options, summary);
  if (!summary.has_matched) return;
  write_pending(location, removal);
  summary.result = finish_pending_removal(location).value_or(RemovalResult{});
}

// All keys of files below a directory that was removed piece by piece.
void collect_below(const std::filesystem::path& directory, std::set<RemovedKey>& keys) {
  std::error_code error;
  const auto quietly = std::filesystem::directory_options::skip_permission_denied;
  std::filesystem::recursive_directory_iterator entry(directory, quietly, error);
  for (; !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error))
    keys.insert(removed_path_key(entry->path()));
}

// Counts what was named when it was removed, however many articles that were.
std::uint64_t erase_keys(const std::set<RemovedKey>& keys, IndexSources& sources) {
  std::set<RemovedKey> erased;
  for (const auto& key : keys) {
    if (sources.removed.erase(key) > 0) erased.insert(key);
  }
  std::erase_if(sources.removed_contents, [&](const RemovedContents& removed) {
    if (!keys.contains(removed.name)) return false;
    erased.insert(removed.name);
    return true;
  });
  return erased.size();
}

// Neither in a root nor above one.
bool is_rootless(const std::filesystem::path& path, const IndexSources& sources) {
  return std::ranges::none_of(sources.roots, [&path](const auto& root) {
    return lies_in(path.native(), root.native()) || lies_in(root.native(), path.native());
  });
}

// Of a path with all below it, or of an id that is a path below a root.
void undo_path(const std::string& argument, IndexSources& sources, UndoSummary& summary) {
  std::set<RemovedKey> below_roots;
  for (const auto& root : sources.roots) below_roots.insert(removed_path_key(root / argument));
  summary.undone += erase_keys(below_roots, sources);
  for (const auto& path : spellings_of(argument)) {
    std::set<RemovedKey> keys{removed_path_key(path)};
    collect_below(path, keys);
    const std::uint64_t erased = erase_keys(keys, sources);
    summary.undone += erased;
    if (erased > 0 && is_rootless(path, sources)) summary.rootless.push_back(argument);
  }
}

void refuse_part_of_removed(const std::string& argument, const IndexSources& sources) {
  for (const auto& path : spellings_of(argument)) {
    for (auto above = path.parent_path(); above.has_relative_path(); above = above.parent_path()) {
      if (!sources.removed.contains(removed_path_key(above))) continue;
      throw Error(ErrorKind::usage, argument + " was removed together with all of " + above.string(),
                  "take that back:  dateline-index remove --undo " + above.string());
    }
  }
}

// Files that hold more articles than the index has of them: some of their ids may be removed. Which files
// those are is not written down anywhere.
std::vector<std::string> incomplete_files(const Ledger& ledger) {
  std::vector<std::string> incomplete;
  ledger.for_each([&incomplete](const std::string& path, const LedgerEntry& entry) {
    if (entry.documents < entry.articles) incomplete.push_back(path);
  });
  return incomplete;
}

// The ids of all articles in a file.
std::set<RemovedKey> id_keys_in(const std::string& path, const std::string& id_path) {
  constexpr std::uint64_t any_size = std::uint64_t{1} << 40;
  std::set<RemovedKey> keys;
  read_source_file(path, id_path, {.max_file_bytes = any_size},
                   [&keys](Article&& article) { keys.insert(removed_id_key(article.id)); });
  return keys;
}

// The articles below a path that were removed by their ids.
std::uint64_t undo_ids_below(const std::string& argument, const Ledger& ledger, IndexSources& sources) {
  const auto spellings = spellings_of(argument);
  std::uint64_t undone = 0;
  for (const auto& file : incomplete_files(ledger)) {
    const bool is_below =
        std::ranges::any_of(spellings, [&file](const auto& path) { return lies_in(file, path.native()); });
    if (is_below) undone += erase_keys(id_keys_in(file, ledger.find(file)->id_path), sources);
  }
  return undone;
}

Ledger load_ledger(const IndexLocation& location) {
  try {
    return Ledger::load(open_index(location));
  } catch (...) {
    rethrow_as_error("reading the index at " + location.directory.string());
  }
}

void have_read_again(const IndexLocation& location, Ledger& ledger) {
  for (const auto& path : incomplete_files(ledger)) {
    LedgerEntry entry = *ledger.find(path);
    entry.changed_ns = never_read;
    entry.content_hash = 0;
    ledger.put(path, std::move(entry));
  }
  const auto generation = location.generation(require_generation(location));
  try {
    const KnownArticles none;
    const Xapian::Database db(generation.string());
    const std::uint64_t revision = std::strtoull(db.get_metadata(metadata_revision).c_str(), nullptr, 10);
    const std::string last_run = db.get_metadata(metadata_last_run);
    GenerationWriter(generation, WriteMode::live, none).finish(ledger, revision, last_run);
  } catch (...) {
    rethrow_as_error("writing the index at " + location.directory.string());
  }
  sync_directory(generation);  // Xapian syncs its files, not the renaming of one of them
}

}  // namespace

RemoveSummary remove_articles(const RemoveOptions& options) {
  const auto begun = std::chrono::steady_clock::now();
  if (options.arguments.empty() && !options.is_purge) {
    throw Error(ErrorKind::usage, "remove: nothing named",
                "name files, directories or ids, or give a query:  dateline-index remove PATH|QUERY…");
  }
  RemoveSummary summary{.was_dry_run = options.is_dry_run, .was_purge = options.is_purge};
  const IndexLocation location{options.directory};
  options.is_dry_run ? plan_removal(location, options, summary)
                     : remove_under_lock(location, options, summary);
  summary.elapsed = std::chrono::steady_clock::now() - begun;
  return summary;
}

UndoSummary undo_removal(const RemoveOptions& options) {
  if (options.arguments.empty())
    throw Error(ErrorKind::usage, "remove --undo: nothing named",
                "name what was removed, as it was named then");
  const IndexLocation location{options.directory};
  static_cast<void>(open_index(location));
  const WriterLock lock(location, options.lock_timeout);
  remove_leftovers(location);
  static_cast<void>(finish_pending_removal(location));
  IndexSources sources = read_sources(location);
  Ledger ledger = load_ledger(location);
  UndoSummary summary;
  bool withheld_single = false;  // articles of files that were read
  for (const auto& argument : options.arguments) {
    refuse_part_of_removed(argument, sources);
    const auto contents_before = sources.removed_contents.size();
    const std::uint64_t ids =
        erase_keys({removed_id_key(argument)}, sources) + undo_ids_below(argument, ledger, sources);
    summary.undone += ids;
    undo_path(argument, sources, summary);
    withheld_single = withheld_single || ids > 0 || sources.removed_contents.size() < contents_before;
  }
  if (summary.undone == 0) return summary;
  if (withheld_single) have_read_again(location, ledger);
  write_sources(location, sources);
  return summary;
}

std::string text_report(const RemoveSummary& summary) {
  std::string text;
  if (summary.finished_earlier > 0) {
    text = "An interrupted removal was finished: " + counted(summary.finished_earlier, "article") + ".\n";
    if (!summary.has_matched) return text;
  }
  text += summary.was_dry_run ? "Would remove " : "Removed ";
  text += counted(summary.articles, "article") + " from " + counted(summary.files, "file");
  text += summary.headlines.empty() ? ".\n" : ":\n";
  for (const auto& headline : summary.headlines) text += "  " + printable(headline) + "\n";
  const std::uint64_t more = summary.articles - summary.headlines.size();
  if (more > 0) text += "  … and " + with_thousands(more) + " more\n";
  if (summary.was_dry_run) return text;
  const RemovalResult& result = summary.result;
  text += counted(result.articles_in_index, "article") +
          " in the index. What was removed stays away, though " +
          "its files may be there; remove --undo takes it back.\n";
  if (!summary.was_purge) return text;
  text += "Purged in " + spoken_duration(summary.elapsed) + ": only generation " +
          std::to_string(result.generation) + " is left. ";
  if (result.traces_sought == 0) return text + "What was removed before is gone from its files.\n";
  return text + "Verified: none of " + counted(result.traces_sought, "trace") +
         " (headlines, ids, rare words, stored texts) is in its " + counted(result.search.files, "file") +
         ", " + spoken_bytes(result.search.bytes) + ".\n";
}

std::string text_report(const UndoSummary& summary) {
  std::string text = counted(summary.undone, "removal") + " taken back. ";
  if (summary.rootless.empty())
    return text + "The next update reads again what lies there:  dateline-index\n";
  text += "Name again what is no part of the index any more:  dateline-index";
  for (const auto& path : summary.rootless) text += " " + printable(path);
  return text + "\n";
}

}  // namespace dateline
