// Each command: resolve what was typed, call one library function, print; see commands.hpp.
#include "indexer/commands.hpp"

#include "common/error.hpp"
#include "common/index/location.hpp"
#include "common/interruption.hpp"
#include "common/log.hpp"
#include "common/terminal.hpp"
#include "common/text/thousands.hpp"
#include "common/text/utf8.hpp"
#include "indexer/backup_index.hpp"
#include "indexer/build/memory_plan.hpp"
#include "indexer/check_index.hpp"
#include "indexer/compact_index.hpp"
#include "indexer/export_index.hpp"
#include "indexer/formats/print_article.hpp"
#include "indexer/remove_articles.hpp"
#include "indexer/report/report.hpp"
#include "indexer/scan/ledger.hpp"
#include "indexer/scan/path_list.hpp"
#include "indexer/scan/walk.hpp"
#include "indexer/status.hpp"
#include "indexer/update_index.hpp"
#include "indexer/watch/watch_index.hpp"

#include <chrono>
#include <iostream>
#include <string_view>

#include <unistd.h>

namespace dateline {

namespace {

ReadOptions reading_options(const IndexArguments& arguments) {
  const auto now = std::chrono::system_clock::now();
  return {.max_file_bytes = parse_size("--max-file-size", arguments.max_file_size),
          .today = std::chrono::floor<std::chrono::days>(now)};
}

std::string search_hint(const IndexArguments& arguments) {
  std::string hint = "dateline-search ";
  if (!arguments.db.empty()) hint += "--db " + printable(arguments.db) + " ";
  return hint + "WORDS";
}

SourceSettings source_settings(const IndexArguments& arguments) {
  SourceSettings settings;
  if (arguments.has_include) settings.include = arguments.include;
  if (arguments.has_exclude) settings.exclude = arguments.exclude;
  if (!arguments.links.empty()) settings.links = parse_links(arguments.links);
  return settings;
}

BuildOptions build_options(const IndexArguments& arguments) {
  BuildOptions options{.builder = arguments.builder == "xapian" ? BuilderKind::xapian : BuilderKind::bulk,
                       .threads = arguments.threads,
                       .memory_bytes = parse_size("--memory", arguments.memory)};
  if (options.memory_bytes < least_memory_bytes)
    throw Error(ErrorKind::usage, "--memory " + arguments.memory + " is too little", "give 64M or more");
  return options;
}

UpdateOptions update_options(const IndexArguments& arguments) {
  UpdateOptions options{.directory = resolve_index_directory(arguments.db),
                        .settings = source_settings(arguments),
                        .reading = reading_options(arguments),
                        .lock_timeout = std::chrono::seconds(arguments.lock_timeout_seconds),
                        .allow_empty_root = arguments.allow_empty_root,
                        .keep_removed = arguments.keep_removed,
                        .retry_rejected = arguments.retry_rejected,
                        .is_dry_run = arguments.dry_run,
                        .build = build_options(arguments)};
  if (!arguments.transaction_size.empty())
    options.max_transaction_bytes = parse_size("--transaction-size", arguments.transaction_size);
  for (const auto& path : arguments.paths) {
    if (path == standard_input_path) {
      options.standard_input = StandardInput::read;
    } else {
      options.paths.emplace_back(path);
    }
  }
  if (arguments.files0_from.empty()) return options;
  if (arguments.files0_from == "-" && options.standard_input == StandardInput::read)
    throw Error(ErrorKind::usage,
                "standard input cannot hold articles and the list of --files0-from at once");
  options.listed = read_path_list(arguments.files0_from);
  return options;
}

ExitStatus write_index(const UpdateOptions& options, const IndexArguments& arguments) {
  remember_interruptions();
  Progress progress(arguments.quiet ? ProgressKind::quiet : ProgressKind::automatic);
  const UpdateSummary summary = update_index(options, progress);
  if (options.is_dry_run) std::cout << dry_run_report(summary);
  if (arguments.json && !options.is_dry_run) std::cout << json_report(summary);
  if (!arguments.quiet && !arguments.json) std::cerr << text_report(summary, search_hint(arguments));
  return summary.rejections.empty() ? ExitStatus::done : ExitStatus::done_with_rejections;
}

ExitStatus update(const IndexArguments& arguments) {
  return write_index(update_options(arguments), arguments);
}

ExitStatus rebuild(const IndexArguments& arguments) {
  UpdateOptions options = update_options(arguments);
  options.kind = arguments.from_stored ? UpdateKind::rebuild_from_stored : UpdateKind::rebuild;
  if (!arguments.paths.empty() || options.listed) {
    throw Error(ErrorKind::usage, "rebuild takes no PATH: it reads all that the index was made from",
                "to add a directory:  dateline-index PATH…");
  }
  if (options.is_dry_run) throw Error(ErrorKind::usage, "rebuild has no --dry-run: it reads every file");
  return write_index(options, arguments);
}

ExitStatus read(const IndexArguments& arguments) {
  if (arguments.paths.empty())
    throw Error(ErrorKind::usage, "read: no FILE given", "name one:  dateline-index read FILE…");
  const ReadOptions options = reading_options(arguments);
  bool has_rejections = false;
  for (const auto& path : arguments.paths) {
    const std::string shown = to_valid_utf8(path);
    const auto reading = read_source_file(path, shown, options, [&shown](Article&& article) {
      std::cout << print_article(article, shown) << '\n';
    });
    for (const auto& rejection : reading.rejections) {
      has_rejections = true;
      const std::string where = rejection.where.empty() ? "" : ", " + rejection.where;
      std::cerr << "rejected: " << printable(rejection.path + where + ": " + rejection.reason) << '\n';
    }
  }
  return has_rejections ? ExitStatus::done_with_rejections : ExitStatus::done;
}

ExitStatus status(const IndexArguments& arguments) {
  const bool is_json = arguments.format == "json";
  const IndexStatus found =
      read_status(resolve_index_directory(arguments.db),
                  is_json || arguments.rejections ? RejectionDetail::named : RejectionDetail::counted);
  std::cout << (is_json ? json_status(found) : text_status(found, arguments.rejections));
  return ExitStatus::done;
}

ExitStatus check(const IndexArguments& arguments) {
  Progress progress(arguments.quiet ? ProgressKind::quiet : ProgressKind::automatic);
  const CheckReport report =
      check_index({.directory = resolve_index_directory(arguments.db),
                   .lock_timeout = std::chrono::seconds(arguments.lock_timeout_seconds)},
                  progress);
  std::cout << (arguments.format == "json" ? json_check(report) : text_check(report));
  return report.is_sound() ? ExitStatus::done : ExitStatus::could_not;
}

ExitStatus export_articles(const IndexArguments& arguments) {
  const bool shares_terminal = isatty(STDOUT_FILENO) != 0;
  Progress progress(arguments.quiet || shares_terminal ? ProgressKind::quiet : ProgressKind::automatic);
  export_index(
      {.directory = resolve_index_directory(arguments.db), .since_revision = arguments.since_revision},
      [](std::string_view line) { return static_cast<bool>(std::cout << line); }, progress);
  return ExitStatus::done;
}

BackupOptions backup_options(const IndexArguments& arguments) {
  return {.directory = resolve_index_directory(arguments.db),
          .backup = arguments.backup,
          .lock_timeout = std::chrono::seconds(arguments.lock_timeout_seconds)};
}

ExitStatus back_up(const IndexArguments& arguments) {
  remember_interruptions();
  Progress progress(arguments.quiet ? ProgressKind::quiet : ProgressKind::automatic);
  const BackupReport report = back_up_index(backup_options(arguments), progress);
  if (arguments.quiet) return ExitStatus::done;
  std::cerr << with_thousands(report.articles) << " articles, " << spoken_bytes(report.bytes)
            << ", backed up to " << printable(arguments.backup) << " and found whole\n";
  return ExitStatus::done;
}

ExitStatus restore(const IndexArguments& arguments) {
  remember_interruptions();
  Progress progress(arguments.quiet ? ProgressKind::quiet : ProgressKind::automatic);
  const BackupReport report = restore_index(backup_options(arguments), progress);
  if (arguments.quiet) return ExitStatus::done;
  std::cerr << with_thousands(report.articles) << " articles restored from " << printable(arguments.backup)
            << " as generation " << report.generation << "\n";
  if (report.roots_kept > 0)
    std::cerr << "note: roots that the backup does not know are kept: the next run reads them\n";
  return ExitStatus::done;
}

ExitStatus compact(const IndexArguments& arguments) {
  remember_interruptions();
  const auto summary = compact_index(resolve_index_directory(arguments.db),
                                     std::chrono::seconds(arguments.lock_timeout_seconds));
  if (!arguments.quiet) std::cerr << text_report(summary);
  return ExitStatus::done;
}

ExitStatus remove(const IndexArguments& arguments) {
  remember_interruptions();
  const RemoveOptions options{.directory = resolve_index_directory(arguments.db),
                              .arguments = arguments.paths,
                              .lock_timeout = std::chrono::seconds(arguments.lock_timeout_seconds),
                              .is_dry_run = arguments.dry_run,
                              .is_purge = arguments.purge};
  std::string report;
  bool has_matched = false;
  if (arguments.undo) {
    const UndoSummary summary = undo_removal(options);
    has_matched = summary.undone > 0;
    report = text_report(summary);
  } else {
    const RemoveSummary summary = remove_articles(options);
    has_matched = summary.has_matched || summary.finished_earlier > 0;
    report = text_report(summary);
  }
  if (!has_matched) std::cerr << "nothing matched: nothing of that is in the index\n";
  if (has_matched && !arguments.quiet) std::cerr << report;
  return has_matched ? ExitStatus::done : ExitStatus::nothing_matched;
}

ExitStatus watch(const IndexArguments& arguments) {
  remember_interruptions();
  const auto milliseconds = [](double seconds) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
  };
  const WatchOptions options{.update = update_options(arguments),
                             .times = {.settle = milliseconds(arguments.settle_seconds),
                                       .settle_max = milliseconds(arguments.settle_max_seconds),
                                       .rescan = milliseconds(arguments.rescan_seconds)},
                             .is_quiet = arguments.quiet};
  if (options.update.standard_input == StandardInput::read)
    throw Error(ErrorKind::usage, "watch: standard input cannot be watched", "name files and directories");
  watch_index(options, [&arguments](const UpdateSummary& summary) {
    if (arguments.json) std::cout << json_report(summary) << std::flush;
  });
  return ExitStatus::done;
}

}  // namespace

ExitStatus run_index_command(const IndexArguments& arguments) {
  if (arguments.verbose > 0) set_log_level(arguments.verbose > 1 ? LogLevel::debug : LogLevel::info);
  switch (arguments.command) {
    case IndexCommand::update:
      return update(arguments);
    case IndexCommand::rebuild:
      return rebuild(arguments);
    case IndexCommand::read:
      return read(arguments);
    case IndexCommand::status:
      return status(arguments);
    case IndexCommand::check:
      return check(arguments);
    case IndexCommand::export_articles:
      return export_articles(arguments);
    case IndexCommand::backup:
      return back_up(arguments);
    case IndexCommand::restore:
      return restore(arguments);
    case IndexCommand::compact:
      return compact(arguments);
    case IndexCommand::remove:
      return remove(arguments);
    case IndexCommand::watch:
      return watch(arguments);
  }
  throw Error(ErrorKind::internal, "unknown command");
}

}  // namespace dateline
