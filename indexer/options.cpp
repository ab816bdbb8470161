// See options.hpp.
#include "indexer/options.hpp"

#include "common/command_line.hpp"
#include "common/error.hpp"
#include "common/version.hpp"

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
    "  dateline-index read page.html         print the article as Dateline reads it\n"
    "  dateline-index status                 what the index holds\n"
    "Exit status: 0 done, 2 could not, 3 done but some files were rejected (each named with its reason).";

void add_update_options(CLI::App& app, IndexArguments& arguments) {
  app.add_option("PATH", arguments.paths,
                 "Files and directories of articles; none: all that were indexed before");
  app.add_option("--max-file-size", arguments.max_file_size, "Largest article file, as 64M or 1G")
      ->capture_default_str();
  app.add_option("--lock-timeout", arguments.lock_timeout_seconds, "Seconds to wait while another run writes")
      ->capture_default_str();
  app.add_flag("--allow-empty-root", arguments.allow_empty_root,
               "Believe that a directory that is empty now was emptied");
  app.add_flag("--new-generation", arguments.new_generation,
               "Read every file anew and build the index from nothing");
  app.add_flag("-q,--quiet", arguments.quiet, "Print nothing but errors");
  app.add_flag("-v,--verbose", arguments.verbose, "Tell each step; twice: why it was decided so");
  app.add_flag("--json", arguments.json, "Print the closing report as JSON on standard output");
}

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

  CLI::App* update =
      app.add_subcommand("update", "Make the index or bring it up to date (the default command)");
  CLI::App* read =
      app.add_subcommand("read", "Print articles as Dateline reads them, as JSON lines; touches no index");
  CLI::App* status = app.add_subcommand("status", "Print what the index holds");
  for (CLI::App* command : {update, read})
    command->add_option("PATH", arguments.paths, "Files and directories of articles");
  read->add_option("--max-file-size", arguments.max_file_size, "Largest article file, as 64M or 1G");
  status->add_flag("--rejections", arguments.rejections, "Name every rejected file with its reason");
  status->add_option("--format", arguments.format, "text or json")->check(CLI::IsMember({"text", "json"}));
  for (CLI::App* command : {update, read, status}) command->fallthrough();

  if (const auto over = parse_command_line(app, argc, argv)) return over;
  if (*read) arguments.command = IndexCommand::read;
  if (*status) arguments.command = IndexCommand::status;
  return std::nullopt;
}

std::uint64_t parse_size(const std::string& text) {
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
  throw Error(ErrorKind::usage, "--max-file-size " + text + " is no size", "write it as 64M, 500k or 2G");
}

}  // namespace dateline
