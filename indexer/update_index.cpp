// THE JOURNEY: scan -> read -> build -> publish; see update_index.hpp.
#include "indexer/update_index.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/log.hpp"
#include "common/text/stem.hpp"
#include "common/text/utf8.hpp"
#include "indexer/build/generation_writer.hpp"
#include "indexer/publish/generations.hpp"
#include "indexer/publish/roots.hpp"
#include "indexer/publish/writer_lock.hpp"
#include "indexer/scan/changes.hpp"
#include "indexer/scan/id_paths.hpp"
#include "indexer/scan/ledger.hpp"
#include "indexer/scan/walk.hpp"

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {

namespace {

// Up to here a run is one transaction in the current generation, held in memory by Xapian until it commits
// (about ten times the text). Above, the generation is copied and the copy changed in steps.
constexpr std::uint64_t max_transaction_bytes = std::uint64_t{16} << 20;

/// What is there before the run.
struct Baseline {
  std::optional<std::uint64_t> generation;  // none: everything is to be built
  Ledger ledger;
  std::uint64_t articles = 0;
};

// Xapian writes on over a missing table and crashes over others: better not begun.
void check_tables(const std::filesystem::path& generation) {
  for (const char* table :
       {"iamglass", "postlist.glass", "termlist.glass", "docdata.glass", "position.glass"}) {
    std::error_code error;
    if (std::filesystem::exists(generation / table, error)) continue;
    const bool is_empty_index = std::string_view(table) != "iamglass" &&
                                std::filesystem::exists(generation / "iamglass", error) &&
                                Xapian::Database(generation.string()).get_doccount() == 0;
    if (is_empty_index) return;
    throw Error(ErrorKind::bad_input,
                "the index is damaged: " + (generation / table).string() + " is missing",
                "build it anew from the articles: --new-generation");
  }
}

Baseline read_baseline(const IndexLocation& location, const UpdateOptions& options) {
  Baseline baseline;
  const auto current = current_generation(location);
  if (!current || options.new_generation) return baseline;
  check_tables(location.generation(*current));
  try {
    const Xapian::Database db = open_index(location);
    baseline.ledger = Ledger::load(db);
    baseline.articles = db.get_doccount();
  } catch (...) {
    rethrow_as_error("reading the index at " + location.directory.string());
  }
  baseline.generation = current;
  return baseline;
}

void check_paths(const UpdateOptions& options, const std::vector<std::filesystem::path>& roots) {
  if (options.paths.empty() && roots.empty()) {
    throw Error(ErrorKind::usage,
                "nothing to index: no PATH given and none indexed before in " + options.directory.string(),
                "Name a file or directory:  dateline-index PATH…");
  }
  for (const auto& path : options.paths) {
    std::error_code error;
    const bool is_root =
        std::ranges::find(roots, std::filesystem::absolute(path).lexically_normal()) != roots.end();
    if (is_root || std::filesystem::exists(path, error) || error) continue;
    throw Error(ErrorKind::not_found, path.string() + ": no such file or directory");
  }
}

// What is built from nothing holds what was held before, so every root is read again.
WalkResult walk_all(const UpdateOptions& options, const Baseline& baseline,
                    const std::vector<std::filesystem::path>& roots) {
  const bool needs_roots = options.paths.empty() || !baseline.generation;
  return walk_paths(options.paths, needs_roots ? roots : std::vector<std::filesystem::path>{});
}

// A file touched but equal needs its new time in the ledger, nothing else.
std::vector<FoundFile> take_touched(Changes& changes, const Ledger& ledger) {
  std::vector<FoundFile> touched;
  std::vector<FoundFile> changed;
  for (auto& file : changes.to_read) {
    log_debug((ledger.find(file.path.native()) == nullptr ? "new: " : "changed: ") +
              to_valid_utf8(file.path.native()));
    const LedgerEntry* entry = ledger.find(file.path.native());
    const bool may_be_equal =
        entry != nullptr && entry->size == file.size && entry->content_hash != 0 && entry->limit_bytes == 0;
    const bool is_equal = may_be_equal && hash_file(file.path) == entry->content_hash;
    (is_equal ? touched : changed).push_back(std::move(file));
  }
  changes.to_read = std::move(changed);
  changes.unchanged += touched.size();
  return touched;
}

void note_touched(const std::vector<FoundFile>& touched, Ledger& ledger) {
  for (const auto& file : touched) {
    LedgerEntry entry = *ledger.find(file.path.native());
    entry.mtime_ns = file.mtime_ns;
    ledger.put(file.path.native(), std::move(entry));
  }
}

bool can_be_opened(const std::filesystem::path& path, std::string& why) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) why = std::generic_category().message(errno);
  if (file >= 0) close(file);
  return file >= 0;
}

// A file that cannot be opened is a problem of the walk: what was read of it before stays, and it is tried
// again.
void divert_unreadable(Changes& changes, const Ledger& ledger, WalkResult& walk) {
  std::erase_if(changes.to_read, [&](const FoundFile& file) {
    std::string why;
    if (can_be_opened(file.path, why)) return false;
    const ScanProblem problem{.path = file.path.native(), .reason = "cannot be read: " + why};
    const LedgerEntry* entry = ledger.find(problem.path);
    const bool is_known =
        entry != nullptr && (entry->mtime_ns != never_read || entry->rejections.size() == 1);
    walk.problems.push_back(problem);
    if (!is_known) changes.new_problems.push_back(problem);
    return true;
  });
}

/// Remembered roots that are not there: a file that was removed, or a directory with --allow-empty-root, is
/// gone; any other keeps its articles, for its disk may not be mounted.
void settle_missing(WalkResult& walk, const Ledger& ledger, bool allow_empty_root) {
  for (const auto& root : walk.missing) {
    std::error_code error;
    const bool was_file =
        ledger.find(root.native()) != nullptr && std::filesystem::exists(root.parent_path(), error);
    if (was_file || allow_empty_root) {
      walk.forgotten.push_back(root);
      continue;
    }
    walk.problems.push_back(
        {.path = root.native(),
         .reason = "not there any more; its articles are kept (--allow-empty-root removes them)",
         .may_hide_files = true});
  }
}

void count_article(const Article& article, UpdateSummary& summary) {
  ++summary.articles_read;
  summary.text_bytes += article.title.size() + article.summary.size() + article.text.size();
  ++summary.dates[article.published_from];
  ++summary.languages[std::string(primary_language(article.lang))];
  if (!article.published) return;
  const PrintedDate& date = article.published->date;
  if (!summary.first || date < *summary.first) summary.first = date;
  if (!summary.last || *summary.last < date) summary.last = date;
}

LedgerEntry ledger_entry(const FoundFile& file, const std::string& id_path, const FileReading& reading,
                         std::uint64_t max_file_bytes) {
  LedgerEntry entry{.root = file.root.native(),
                    .id_path = id_path,
                    .size = file.size,
                    .mtime_ns = file.mtime_ns,
                    .content_hash = reading.content_hash,
                    .articles = reading.articles,
                    .limit_bytes = reading.was_limited ? max_file_bytes : 0};
  for (const auto& rejection : reading.rejections) {
    entry.rejections.push_back(rejection.where.empty() ? rejection.reason
                                                       : rejection.where + ": " + rejection.reason);
  }
  return entry;
}

/// What every step of a run needs beside its own input.
struct Run {
  const UpdateOptions& options;
  Progress& progress;
  UpdateSummary& summary;
  std::multiset<std::string> losers{};  // files with an id that went to another file, once an id
};

/// Reads one file and puts its articles in the place of those that it held before.
FileReading replace_file(const FoundFile& file, const std::string& id_path, GenerationWriter& writer,
                         Run& run) {
  const DocumentOrigin origin{.path = file.path.native(), .revision = writer.revision() + 1};
  bool are_old_removed = false;
  const auto remove_old = [&] {
    if (!are_old_removed) writer.remove_file(origin.path);
    are_old_removed = true;
  };
  FileReading reading = read_source_file(file.path, id_path, run.options.reading, [&](Article&& article) {
    remove_old();
    if (auto loser = writer.add(article, origin)) run.losers.insert(std::move(*loser));
    count_article(article, run.summary);
  });
  // A file that cannot be opened any more keeps its last good state.
  if (reading.was_opened) remove_old();
  return reading;
}

void note_losers(const std::multiset<std::string>& losers, Ledger& ledger) {
  for (const auto& path : losers) {
    const LedgerEntry* entry = ledger.find(path);
    if (entry == nullptr || entry->has_lost_ids) continue;
    LedgerEntry noted = *entry;
    noted.has_lost_ids = true;
    ledger.put(path, std::move(noted));
  }
}

void read_and_write(const Changes& changes, GenerationWriter& writer, Ledger& ledger, Run& run) {
  const bool changes_articles = !changes.to_read.empty() || !changes.gone.empty();
  const std::uint64_t revision = writer.revision() + (changes_articles ? 1 : 0);
  for (const auto& problem : changes.new_problems) {
    LedgerEntry entry;
    entry.mtime_ns = never_read;
    entry.rejections = {problem.reason};
    ledger.put(problem.path, std::move(entry));
  }
  IdPaths ids(ledger);
  for (const auto& path : changes.gone) {
    writer.remove_file(path);
    ledger.erase(path);
    ++run.summary.files_removed;
  }
  for (const auto& file : changes.to_read) {
    const std::string path = file.path.native();
    const std::string id_path = ids.id_path(file, ledger.find(path));
    const auto reading = replace_file(file, id_path, writer, run);
    const bool keeps_old = !reading.was_opened && ledger.find(path) != nullptr;
    if (!keeps_old)
      ledger.put(path, ledger_entry(file, id_path, reading, run.options.reading.max_file_bytes));
    run.summary.rejections.insert(run.summary.rejections.end(), reading.rejections.begin(),
                                  reading.rejections.end());
    ++run.summary.files_read;
    run.progress.advance(file.size, reading.rejections.size());
  }
  run.summary.ids_lost = run.losers.size();
  note_losers(run.losers, ledger);
  run.summary.articles_in_index = writer.article_count();
  writer.finish(ledger, revision);
}

void build(const IndexLocation& location, Baseline& baseline, const Changes& changes, Run run) {
  const bool is_small =
      baseline.generation && changes.bytes_to_read + changes.bytes_gone <= max_transaction_bytes;
  if (is_small) {
    log_info("one transaction in generation " + std::to_string(*baseline.generation));
    GenerationWriter writer(location.generation(*baseline.generation), WriteMode::live);
    read_and_write(changes, writer, baseline.ledger, run);
    return;
  }
  const auto generations = list_generations(location);
  const std::uint64_t number = generations.empty() ? 1 : generations.back() + 1;
  log_info("building generation " + std::to_string(number) +
           (baseline.generation ? " from generation " + std::to_string(*baseline.generation) : ""));
  if (baseline.generation) copy_generation(location, *baseline.generation, number);
  {
    const auto mode = baseline.generation ? WriteMode::unpublished_copy : WriteMode::new_database;
    GenerationWriter writer(location.unfinished(number), mode);
    read_and_write(changes, writer, baseline.ledger, run);
  }
  pack_generation(location, number);
  publish_generation(location, number);
  log_info("published generation " + std::to_string(number));
}

void report_scan_problems(const WalkResult& walk, UpdateSummary& summary) {
  summary.special_files = walk.special_count;
  for (const auto& problem : walk.problems) {
    summary.rejections.push_back(
        {.path = to_valid_utf8(problem.path), .where = "", .reason = problem.reason});
  }
}

}  // namespace

UpdateSummary update_index(const UpdateOptions& options, Progress& progress) {
  const auto begun = std::chrono::steady_clock::now();
  UpdateSummary summary;
  const IndexLocation location{options.directory};
  const auto roots = read_roots(location);
  check_paths(options, roots);

  const WriterLock lock(location, options.lock_timeout);
  remove_leftovers(location);
  Baseline baseline = read_baseline(location, options);
  WalkResult walk = walk_all(options, baseline, roots);
  adopt_roots(walk.files, baseline.ledger, roots);
  settle_missing(walk, baseline.ledger, options.allow_empty_root);

  Changes changes =
      find_changes(walk, baseline.ledger, options.allow_empty_root, options.reading.max_file_bytes);
  divert_unreadable(changes, baseline.ledger, walk);
  const auto touched = take_touched(changes, baseline.ledger);
  add_losers_of_ids(changes, walk, baseline.ledger);
  log_info(std::to_string(walk.files.size()) + " files found: " + std::to_string(changes.to_read.size()) +
           " to read, " + std::to_string(touched.size()) + " touched but equal, " +
           std::to_string(changes.gone.size()) + " gone");
  note_touched(touched, baseline.ledger);
  report_scan_problems(walk, summary);
  summary.files_unchanged = changes.unchanged;

  if (changes.is_empty() && touched.empty() && baseline.generation) {
    summary.was_up_to_date = true;
    summary.articles_in_index = baseline.articles;
  } else {
    update_roots(location, options.paths);  // before anything is published that holds their articles
    progress.begin("Reading", changes.to_read.size(), changes.bytes_to_read);
    build(location, baseline, changes, {.options = options, .progress = progress, .summary = summary});
    progress.end();
  }
  update_roots(location, options.paths, walk.forgotten);
  summary.elapsed = std::chrono::steady_clock::now() - begun;
  return summary;
}

}  // namespace dateline
