// See options.hpp.
#include "indexer/options.hpp"

#include "common/command_line.hpp"
#include "common/error.hpp"
#include "common/version.hpp"

#include <array>

#include <CLI/CLI.hpp>

namespace dateline {

namespace {

constexpr const char* description =
    "Reads article files (plain text, Markdown, HTML, JSON lines, JSON, Reuters SGML) into an index that "
    "dateline-search\n"
    "answers from. Run it again to bring the index up to date: only what changed is read.";

constexpr const char* closing =
    "Examples:\n"
    "  dateline-index ~/archive              make or update the index in the default place\n"
    "  dateline-index --db news ~/archive    … in the directory news\n"
    "  dateline-index                        look again at all that was indexed before\n"
    "  dateline-index --dry-run              what the next run would do\n"
    "  producer | dateline-index -           articles as JSON lines from another program\n"
    "  dateline-index read page.html         print the article as Dateline reads it\n"
    "  dateline-index status                 what the index holds\n"
    "  dateline-index remove --dry-run 'source:\"example.org\" date:2019'    what would go\n"
    "Exit status: 0 done, 2 could not, 3 done but some files were rejected (each named with its reason).";

// What every command that reads articles into the index takes.
void add_writing_options(CLI::App& app, IndexArguments& arguments) {
  app.add_option("--max-file-size", arguments.max_file_size, "Largest article file, as 64M or 1G")
      ->capture_default_str();
  app.add_option("--lock-timeout", arguments.lock_timeout_seconds, "Seconds to wait while another run writes")
      ->capture_default_str();
  app.add_flag("--allow-empty-root", arguments.allow_empty_root,
               "Believe that a directory that is empty or gone now was emptied");
  app.add_flag("--keep-removed", arguments.keep_removed,
               "Keep the articles of files that are gone now (dateline-index remove takes them out)");
  app.add_option(
         "--builder", arguments.builder,
         "How a new generation is built: bulk, or xapian (one article after the other, many times slower)")
      ->check(CLI::IsMember({"bulk", "xapian"}))
      ->capture_default_str()
      ->type_name("");
  app.add_option("--threads", arguments.threads,
                 "Threads that build a new generation; 0: as many as there are cores. The index is the same")
      ->check(CLI::Range(0U, 256U))
      ->capture_default_str();
  app.add_option(
         "--memory", arguments.memory,
         "Memory for building a new generation, as 512M or 2G; at least 64M. It may be exceeded by three "
         "tenths, and by more for articles of many megabytes (ten times the largest) and for millions of "
         "articles (160 bytes each). With less memory there are fewer threads and more temporary files")
      ->capture_default_str();
  app.add_flag("-q,--quiet", arguments.quiet, "Print nothing but errors");
  app.add_flag("-v,--verbose", arguments.verbose, "Tell each step; twice: why it was decided so");
  app.add_flag("--json", arguments.json, "Print the closing report as JSON on standard output");
}

// What of the roots is taken. Remembered with the index, so that a later run need not give it again.
void add_source_options(CLI::App& app, IndexArguments& arguments) {
  app.add_option("--include", arguments.include,
                 "Take only files that match GLOB, as \"*.html\" or \"/2024/**\"; may be given several times")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  app.add_option("--exclude", arguments.exclude,
                 "Leave out files and directories that match GLOB, written as in .gitignore; may be given "
                 "several times.\nFiles named .datelineignore do the same for their directories. Both are "
                 "remembered with the index;\n\"\" forgets them")
      ->type_name("GLOB")
      ->allow_extra_args(false);
  app.add_option("--links", arguments.links,
                 "Which links are followed: inside (those that stay in their root, at first), all, none; "
                 "remembered")
      ->check(CLI::IsMember({"inside", "all", "none"}))
      ->type_name("");
  app.add_option("--files0-from", arguments.files0_from,
                 "Index the files listed in FILE (\"-\": on standard input), each path ended by a NUL, as by "
                 "find -print0")
      ->type_name("FILE");
}

void add_update_options(CLI::App& app, IndexArguments& arguments) {
  app.add_option(
      "PATH", arguments.paths,
      "Files and directories of articles; \"-\": JSON lines from standard input; none: all that were "
      "indexed before");
  add_source_options(app, arguments);
  add_writing_options(app, arguments);
  app.add_flag("--retry-rejected", arguments.retry_rejected,
               "Read files again of which something was rejected, though they have not changed");
  app.add_flag("--dry-run", arguments.dry_run,
               "Print what would be done with which file on standard output; write nothing");
  app.add_option(
      "--transaction-size", arguments.transaction_size,
      "Largest change, as 64M, that is written into the current generation instead of into a copy of "
      "it; default: a thirty-second of all that is indexed, at least 16M");
}

void add_paths(CLI::App& command, IndexArguments& arguments) {
  command.add_option("PATH", arguments.paths, "Files and directories of articles");
}

void add_format(CLI::App& command, IndexArguments& arguments) {
  command.add_option("--format", arguments.format, "text or json")->check(CLI::IsMember({"text", "json"}));
}

void add_backup_directory(CLI::App& command, IndexArguments& arguments) {
  command.add_option("DIR", arguments.backup, "The directory of the backup")->required();
}

void add_nothing(CLI::App& /*command*/, IndexArguments& /*arguments*/) {}

void add_rebuild_options(CLI::App& command, IndexArguments& arguments) {
  command.add_flag("--stored", arguments.from_stored,
                   "Take every article from the index itself, read no file");
}

void add_read_options(CLI::App& command, IndexArguments& arguments) {
  add_paths(command, arguments);
  command.add_option("--max-file-size", arguments.max_file_size, "Largest article file, as 64M or 1G");
}

void add_status_options(CLI::App& command, IndexArguments& arguments) {
  add_format(command, arguments);
  command.add_flag("--rejections", arguments.rejections, "Name every rejected file with its reason");
}

void add_export_options(CLI::App& command, IndexArguments& arguments) {
  command.add_option(
      "--since-revision", arguments.since_revision,
      "Only articles that came after this ingest revision (articles removed since are not told)");
}

void add_remove_options(CLI::App& command, IndexArguments& arguments) {
  command.add_option("PATH|QUERY", arguments.paths, "What goes");
  command.add_flag("--dry-run", arguments.dry_run, "Only tell what would go");
  command.add_flag("--purge", arguments.purge,
                   "Leave nothing of it in any file of the index: build a new generation without it, remove "
                   "all older ones, and verify it byte by byte. Alone: clean up after earlier removals");
  command
      .add_flag("--undo", arguments.undo,
                "Take removals back, of ids or of all below paths: the next update reads the files again")
      ->excludes("--purge");
}

void add_seconds(CLI::App& command, const char* name, double& seconds, const char* help) {
  constexpr double year = 365 * 86'400.0;
  command.add_option(name, seconds, help)->check(CLI::Range(0.0, year))->capture_default_str();
}

void add_watch_options(CLI::App& command, IndexArguments& arguments) {
  add_paths(command, arguments);
  add_seconds(command, "--settle", arguments.settle_seconds,
              "Seconds without a change after which an update begins");
  add_seconds(command, "--settle-max", arguments.settle_max_seconds,
              "Seconds after the first change after which it begins anyway");
  add_seconds(command, "--rescan-every", arguments.rescan_seconds,
              "Seconds after which everything is looked at, whatever was told; 0 = never");
}

struct CommandRow {
  IndexCommand command;
  const char* name;
  const char* help;
  const char* footer;
  void (*add_options)(CLI::App& command, IndexArguments& arguments);
};

constexpr auto commands = std::to_array<CommandRow>({
    {IndexCommand::update, "update", "Make the index or bring it up to date (the default command)", "",
     add_paths},
    {IndexCommand::watch, "watch",
     "Bring the index up to date, then again whenever something changes, until Ctrl-C or SIGTERM",
     "Network file systems tell nothing of other machines' changes: those are found every --rescan-every "
     "seconds.",
     add_watch_options},
    {IndexCommand::rebuild, "rebuild",
     "Build the index anew from all its files; articles that only the index holds are carried over", "",
     add_rebuild_options},
    {IndexCommand::read, "read", "Print articles as Dateline reads them, as JSON lines; touches no index", "",
     add_read_options},
    {IndexCommand::status, "status", "Print what the index holds", "", add_status_options},
    {IndexCommand::check, "check", "Read the whole index and name whatever is damaged in it",
     "Reads every table, article, posting and ledger entry, also while another run writes. Nothing is "
     "changed.\n"
     "Exit status: 0 sound, 2 damaged; then each damage is named, and the command that repairs it.",
     add_format},
    {IndexCommand::compact, "compact",
     "Pack the index: write the current generation anew with its blocks full, check it and publish it",
     "Needs room beside the old generation, which stays until the next is published.", add_nothing},
    {IndexCommand::remove, "remove",
     "Take articles out of the index for good; their files stay where they are and are not read again",
     "Paths of files and directories, \"-\" for what came from standard input and ids of articles mean "
     "those;\n"
     "anything else is one query, and all that dateline-search finds by it goes: try --dry-run first. A "
     "query\n"
     "that begins with \"-\" goes behind \"--\". Exit status 1: nothing matched.",
     add_remove_options},
    {IndexCommand::export_articles, "export",
     "Print every article as JSON lines that dateline-index reads back",
     "One article a line, sorted by id, all of one revision of the index, whoever writes meanwhile.\n"
     "Example: dateline-index --db old export > articles.jsonl && dateline-index --db new articles.jsonl\n"
     "makes an equal index: ids, terms, positions, values and texts; its articles come from "
     "articles.jsonl.",
     add_export_options},
    {IndexCommand::backup, "backup",
     "Copy the index as it is, also while another run writes, to a directory of its own",
     "DIR is new, empty or an earlier backup, which is replaced once the new one is whole, checked and on "
     "disk.\n"
     "dateline-search --db DIR searches it. Articles removed later, with --purge or not, stay in it.",
     add_backup_directory},
    {IndexCommand::restore, "restore", "Put a backup in the place of the index, whatever is left of that",
     "The backup is checked first; a damaged one changes nothing. Ids and settings are the "
     "backup's.\n"
     "Roots that only the index knows stay, and what was removed since the backup stays removed.",
     add_backup_directory},
});

}  // namespace

std::optional<ExitStatus> parse_index_arguments(int argc, char** argv, IndexArguments& arguments) {
  CLI::App app(description, "dateline-index");
  app.footer(closing);
  app.set_version_flag("--version", version_text("dateline-index"), "Print versions and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.add_option("--db", arguments.db,
                 "The index directory; default $DATELINE_DB, then ~/.local/share/dateline");
  app.fallthrough();
  add_update_options(app, arguments);
  for (const auto& row : commands) {
    CLI::App* command = app.add_subcommand(row.name, row.help);
    command->footer(row.footer);
    command->fallthrough();
    row.add_options(*command, arguments);
  }
  if (const auto over = parse_command_line(app, argc, argv)) return over;
  if (app.count("--db") > 0 && arguments.db.empty())
    throw Error(ErrorKind::usage, "--db is empty", "name the index directory, or leave --db out");
  arguments.has_include = app.count("--include") > 0;
  arguments.has_exclude = app.count("--exclude") > 0;
  for (const auto& row : commands) {
    if (app.got_subcommand(row.name)) arguments.command = row.command;
  }
  return std::nullopt;
}

std::uint64_t parse_size(const std::string& option, const std::string& text) {
  std::size_t end = 0;
  std::uint64_t number = 0;
  try {
    number = std::stoull(text, &end);
  } catch (const std::exception&) {
    end = 0;
  }
  const std::string unit = text.substr(end);
  const bool is_valid =
      end > 0 && text.front() != '-' && number > 0 && number < (std::uint64_t{1} << 30) * 1024;
  if (is_valid && unit.empty()) return number;
  if (is_valid && (unit == "k" || unit == "K")) return number << 10;
  if (is_valid && (unit == "m" || unit == "M")) return number << 20;
  if (is_valid && number < 1024 && (unit == "g" || unit == "G")) return number << 30;
  if (is_valid && number < 1024 && (unit == "t" || unit == "T")) return number << 40;
  throw Error(ErrorKind::usage, option + " \"" + text + "\" is no size", "write it as 64M, 500k or 2G");
}

}  // namespace dateline
