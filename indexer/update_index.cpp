// THE JOURNEY: scan -> read -> build -> publish; see update_index.hpp.
#include "indexer/update_index.hpp"

#include "common/error.hpp"
#include "common/log.hpp"
#include "common/text/thousands.hpp"
#include "common/text/utf8.hpp"
#include "indexer/build/build_index.hpp"
#include "indexer/publish/generations.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/publish/writer_lock.hpp"
#include "indexer/remove/apply_removal.hpp"
#include "indexer/scan/baseline.hpp"
#include "indexer/scan/changes.hpp"
#include "indexer/scan/id_paths.hpp"
#include "indexer/scan/mounts.hpp"
#include "indexer/scan/spool_input.hpp"
#include "indexer/scan/walk.hpp"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace dateline {

namespace {

// Of a device or a pipe there is no second reading: an index made of nothing else would be an empty one.
void refuse_special_files(const UpdateOptions& options, bool has_others) {
  if (has_others || options.paths.empty()) return;
  const auto is_special = [](const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::is_other(std::filesystem::status(path, error));
  };
  if (!std::ranges::all_of(options.paths, is_special)) return;
  throw Error(ErrorKind::usage, options.paths.front().string() + ": neither a file nor a directory",
              "name files or directories; JSON lines from a program:  PROGRAM | dateline-index -");
}

void check_paths(const UpdateOptions& options, const std::vector<std::filesystem::path>& roots) {
  const bool has_list = options.listed && !options.listed->empty();
  const bool has_stored = !read_stub({options.directory}).empty();  // from standard input, or kept
  if (options.paths.empty() && !has_list && roots.empty() && !has_stored &&
      options.standard_input == StandardInput::unread) {
    throw Error(ErrorKind::usage,
                "nothing to index: no PATH given and none indexed before in " + options.directory.string(),
                "Name a file or directory:  dateline-index PATH…");
  }
  refuse_special_files(options, has_list || options.standard_input == StandardInput::read);
  const std::set<std::filesystem::path> known(roots.begin(), roots.end());
  for (const auto& path : options.paths) {
    std::error_code error;
    auto absolute = std::filesystem::absolute(path).lexically_normal();
    if (!absolute.has_filename()) absolute = absolute.parent_path();  // "archive/"
    const bool is_root = known.contains(absolute);
    if (is_root || std::filesystem::exists(path, error) || error) continue;
    throw Error(ErrorKind::not_found, path.string() + ": no such file or directory");
  }
}

// What is built from nothing holds what was held before, so every root is read again.
WalkResult walk_all(const UpdateOptions& options, const Baseline& baseline, const IndexSources& sources) {
  if (options.kind == UpdateKind::rebuild_from_stored) return {};
  const bool has_nothing_named =
      options.paths.empty() && !options.listed && options.standard_input == StandardInput::unread;
  return walk_paths({.named = options.paths,
                     .listed = options.listed.value_or(std::vector<std::filesystem::path>{}),
                     .remembered = sources.roots,
                     .with_remembered = has_nothing_named || !baseline.generation,
                     .bases = sources.bases,
                     .current_directory = std::filesystem::current_path(),
                     .rules = {.include = sources.include,
                               .exclude = sources.exclude,
                               .links = sources.links,
                               .removed = sources.removed}});
}

ChangeOptions change_options(const UpdateOptions& options) {
  return {.allow_empty_root = options.allow_empty_root,
          .keep_removed = options.keep_removed,
          .retry_rejected = options.retry_rejected,
          .read_everything = options.kind != UpdateKind::update,
          .max_file_bytes = options.reading.max_file_bytes};
}

Changes settle_changes(const UpdateOptions& options, const Baseline& baseline, IndexSources& sources,
                       WalkResult& walk) {
  settle_missing(walk, baseline.ledger, options.allow_empty_root);
  if (!options.allow_empty_root) hide_lost_mounts(walk, baseline.ledger, sources.mounts);
  add_roots(sources, walk);
  Changes changes = find_changes(walk, baseline.ledger, change_options(options));
  divert_unreadable(changes, baseline.ledger, walk);
  if (options.kind == UpdateKind::update) find_touched(changes, baseline.ledger);
  find_moved(changes, baseline.ledger);
  add_losers_of_ids(changes, walk, baseline.ledger);
  adopt_roots(changes.to_read, baseline.ledger, sources.roots);
  log_info(std::to_string(walk.files.size()) + " files found: " + std::to_string(changes.to_read.size()) +
           " to read, " + std::to_string(changes.touched.size()) + " touched but equal, " +
           std::to_string(changes.moved_from.size()) + " moved, " + std::to_string(changes.gone.size()) +
           " gone");
  return changes;
}

void report_scan(const WalkResult& walk, const Changes& changes, const Ledger& ledger,
                 UpdateSummary& summary) {
  summary.files_unchanged = changes.unchanged;
  summary.files_moved = changes.moved_from.size();
  const auto was_file = [&ledger](const std::string& path) {
    return ledger.known(path)->changed_ns != never_read;
  };
  std::set<std::string_view> left;
  for (const auto& [path, from] : changes.moved_from) left.insert(from);
  summary.files_removed = static_cast<std::uint64_t>(std::ranges::count_if(
      changes.gone, [&](const std::string& path) { return was_file(path) && !left.contains(path); }));
  summary.files_kept = changes.kept.size();
  summary.special_files = walk.special_count;
  for (const auto& problem : walk.problems) {
    summary.rejections.push_back(
        {.path = to_valid_utf8(problem.path), .where = "", .reason = problem.reason});
  }
}

std::vector<PlannedChange> plan_of(const Changes& changes, const Ledger& ledger) {
  std::vector<PlannedChange> planned;
  std::vector<std::string> left;
  for (const auto& file : changes.to_read) {
    const std::string path = file.path;
    const auto moved = changes.moved_from.find(path);
    if (moved != changes.moved_from.end()) {
      planned.push_back({.what = "moved", .path = path, .from = moved->second});
      left.push_back(moved->second);
    } else {
      planned.push_back({.what = ledger.known(path) ? "changed" : "new", .path = path});
    }
  }
  std::ranges::sort(left);
  for (const auto& path : changes.gone) {
    if (!std::ranges::binary_search(left, path)) planned.push_back({.what = "gone", .path = path});
  }
  for (const auto& path : changes.kept) planned.push_back({.what = "kept", .path = path});
  return planned;
}

UpdateSummary plan_update(const UpdateOptions& options, UpdateSummary summary) {
  if (options.standard_input == StandardInput::read)
    throw Error(ErrorKind::usage, "--dry-run cannot look into standard input", "name a file of JSON lines");
  const IndexLocation location{options.directory};
  IndexSources sources = read_sources(location);
  change_settings(sources, options.settings);
  check_paths(options, sources.roots);
  const Baseline baseline = read_baseline(location);
  WalkResult walk = walk_all(options, baseline, sources);
  const Changes changes = settle_changes(options, baseline, sources, walk);
  report_scan(walk, changes, baseline.ledger, summary);
  summary.articles_in_index = baseline.articles;
  summary.was_dry_run = true;
  summary.planned = plan_of(changes, baseline.ledger);
  return summary;
}

void remember_sources(const IndexLocation& location, const IndexSources& sources, IndexSources& remembered) {
  if (sources == remembered) return;
  write_sources(location, sources);
  remembered = sources;
}

std::string kept_when_interrupted(const Baseline& baseline) {
  if (!baseline.generation && !baseline.old) return "nothing of this run was kept; no index was made yet";
  return "nothing of this run was kept; the index is as it was before, with " +
         with_thousands(baseline.articles) + " articles";
}

}  // namespace

UpdateSummary update_index(const UpdateOptions& options, Progress& progress) {
  const auto begun = std::chrono::steady_clock::now();
  UpdateSummary summary;
  if (options.is_dry_run) return plan_update(options, std::move(summary));
  const IndexLocation location{options.directory};
  check_paths(options, read_sources(location).roots);

  const WriterLock lock(location, options.lock_timeout);
  mend_stub(location);
  remove_leftovers(location);
  // A removal that was interrupted; a rebuild, which may be there to mend the index, finishes it at its end.
  settle_sources(location);
  if (options.kind == UpdateKind::update) finish_pending_removal(location);
  IndexSources remembered = read_sources(location);
  IndexSources sources = remembered;
  change_settings(sources, options.settings);
  Baseline baseline = options.kind == UpdateKind::update ? read_baseline(location) : read_remains(location);
  if (options.kind == UpdateKind::rebuild_from_stored && !baseline.old) {
    throw Error(ErrorKind::not_found,
                "there is no index in " + options.directory.string() + " whose articles can be read" +
                    (baseline.damage.empty() ? "" : " (" + baseline.damage + ")"),
                "rebuild it from the files: dateline-index rebuild");
  }
  WalkResult walk = walk_all(options, baseline, sources);
  Changes changes = settle_changes(options, baseline, sources, walk);
  const SpooledInput input(location, options.standard_input, changes);
  report_scan(walk, changes, baseline.ledger, summary);

  if (changes.is_empty() && baseline.generation) {
    summary.was_up_to_date = true;
    summary.route = "none";
    summary.articles_in_index = baseline.articles;
    summary.revision = baseline.revision;
  } else {
    remember_sources(location, sources,
                     remembered);  // before anything is published that holds their articles
    progress.begin("Reading", changes.to_read.size(), changes.bytes_to_read);
    build_index(location, baseline, changes, options,
                {.reading = options.reading,
                 .progress = progress,
                 .summary = summary,
                 .is_withheld =
                     [&sources](const Article& article, std::string_view id_path) {
                       return is_withheld(sources, article, id_path);
                     },
                 .if_interrupted = kept_when_interrupted(baseline)});
    progress.end();
  }
  forget_roots(sources, walk);
  remember_sources(location, sources, remembered);
  if (options.kind != UpdateKind::update) finish_pending_removal(location);
  summary.elapsed = std::chrono::steady_clock::now() - begun;
  return summary;
}

}  // namespace dateline
