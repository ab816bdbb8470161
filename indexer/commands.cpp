// Each command: resolve what was typed, call one library function, print; see commands.hpp.
#include "indexer/commands.hpp"

#include "common/error.hpp"
#include "common/index/location.hpp"
#include "common/log.hpp"
#include "common/terminal.hpp"
#include "common/text/utf8.hpp"
#include "indexer/formats/print_article.hpp"
#include "indexer/report/report.hpp"
#include "indexer/scan/walk.hpp"
#include "indexer/status.hpp"
#include "indexer/update_index.hpp"

#include <chrono>
#include <iostream>

namespace dateline {

namespace {

ReadOptions reading_options(const IndexArguments& arguments) {
  const auto now = std::chrono::system_clock::now();
  return {.max_file_bytes = parse_size(arguments.max_file_size),
          .today = std::chrono::floor<std::chrono::days>(now)};
}

std::string search_hint(const IndexArguments& arguments) {
  std::string hint = "dateline-search ";
  if (!arguments.db.empty()) hint += "--db " + printable(arguments.db) + " ";
  return hint + "WORDS";
}

ExitStatus update(const IndexArguments& arguments) {
  UpdateOptions options{.directory = resolve_index_directory(arguments.db),
                        .reading = reading_options(arguments),
                        .lock_timeout = std::chrono::seconds(arguments.lock_timeout_seconds),
                        .allow_empty_root = arguments.allow_empty_root,
                        .new_generation = arguments.new_generation};
  options.paths.assign(arguments.paths.begin(), arguments.paths.end());
  Progress progress(arguments.quiet ? ProgressKind::quiet : ProgressKind::automatic);
  const UpdateSummary summary = update_index(options, progress);
  if (arguments.json) std::cout << json_report(summary);
  if (!arguments.quiet && !arguments.json) std::cerr << text_report(summary, search_hint(arguments));
  return summary.rejections.empty() ? ExitStatus::done : ExitStatus::done_with_rejections;
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
  const IndexStatus found = read_status(resolve_index_directory(arguments.db));
  std::cout << (arguments.format == "json" ? json_status(found) : text_status(found, arguments.rejections));
  return ExitStatus::done;
}

}  // namespace

ExitStatus run_index_command(const IndexArguments& arguments) {
  if (arguments.verbose > 0) set_log_level(arguments.verbose > 1 ? LogLevel::debug : LogLevel::info);
  switch (arguments.command) {
    case IndexCommand::update:
      return update(arguments);
    case IndexCommand::read:
      return read(arguments);
    case IndexCommand::status:
      return status(arguments);
  }
  throw Error(ErrorKind::internal, "unknown command");
}

}  // namespace dateline
