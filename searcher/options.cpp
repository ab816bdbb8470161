// See options.hpp.
#include "searcher/options.hpp"

#include "common/command_line.hpp"
#include "common/error.hpp"
#include "common/version.hpp"
#include "searcher/output/writers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <CLI/CLI.hpp>

namespace dateline {

namespace {

constexpr std::size_t max_limit = 100'000;
constexpr std::size_t max_offset = 2'000'000'000;  // Xapian counts articles in 32 bits

constexpr const char* description =
    "Answers ranked queries over an index that dateline-index made.\n\n"
    "  iran drones                        any of the words, the best first\n"
    "  +iran -nuclear \"strategic cooperation\"   required, excluded, phrase\n"
    "  title:volodin author:kuczynski tag:nato source:\"duma.gov.ru\" lang:ru format:html\n"
    "  (drones OR missiles) AND russia NOT syria        drone* NEAR/10 iran\n"
    "  date:2023  date:2023-01-20..2023-02-10  since:2023-01  until:yesterday  date:last-30d  date:none\n"
    "  added:today  added:last-7d         came into the index, or changed there, on these days (UTC)";

constexpr const char* closing =
    "Examples:\n"
    "  dateline-search iran drones since:2023-01 until:2023-02\n"
    "  dateline-search --sort newest --source reuters '\"grain corridor\"'\n"
    "  dateline-search --format jsonl --limit 100 earthquake | jq .title\n"
    "  dateline-search show text/iranian-russian-speakers-meet.txt\n"
    "  dateline-search query -- show          a word that is also a command\n"
    "Exit status: 0 found, 1 nothing matched, 2 could not.";

constexpr std::array sort_names = std::to_array<const char*>({"relevance", "newest", "oldest"});

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const auto& row : writers()) names.emplace_back(row.name);
  return names;
}

std::string one_of(const std::vector<std::string>& names, const std::string& typed) {
  std::string text = "one of ";
  for (const auto& name : names) text += (&name == &names.front() ? "" : ", ") + name;
  const std::string nearest = nearest_word(typed, names);
  return nearest.empty() ? text : text + " (did you mean " + nearest + "?)";
}

void check_choice(const std::string& option, const std::string& typed,
                  const std::vector<std::string>& names) {
  if (std::ranges::find(names, typed) != names.end()) return;
  throw Error(ErrorKind::usage, option + " " + typed + ": " + one_of(names, typed));
}

// CLI11's own message for "-1" names the whole range of a double.
std::string check_whole_number(const std::string& typed) {
  const bool is_whole = !typed.empty() && typed.find_first_not_of("0123456789") == std::string::npos;
  return is_whole ? std::string() : typed + " is no whole number from 0 on";
}
const CLI::Validator whole_number(check_whole_number, "");

void add_filter_options(CLI::App& app, SearchArguments& arguments) {
  app.add_option("--since", arguments.since,
                 "Printed on this day or later: 2023, 2023-01, 2023-01-26, yesterday, last-30d");
  app.add_option("--until", arguments.until, "Printed on this day or earlier");
  app.add_option("--date", arguments.date, "Printed in this interval: 2023-01, 2023-01-20..2023-02-10, none");
  app.add_option("--author", arguments.authors, "Only articles by this author; several: any of them")
      ->allow_extra_args(false);
  app.add_option("--tag", arguments.tags, "Only articles with this tag; several: any of them")
      ->allow_extra_args(false);
  app.add_option("--source", arguments.sources, "Only articles of this outlet; several: any of them")
      ->allow_extra_args(false);
  app.add_option("--lang", arguments.languages,
                 "Only articles in this language, as en or ru; several: any of them")
      ->allow_extra_args(false);
}

void add_answer_options(CLI::App& app, SearchArguments& arguments) {
  app.add_option("--sort", arguments.sort, "relevance, newest or oldest");
  app.add_option("--limit", arguments.limit, "Articles to print")->check(whole_number)->capture_default_str();
  app.add_option("--offset", arguments.offset, "Articles to leave out before them")
      ->check(whole_number)
      ->capture_default_str();
  app.add_option("--format", arguments.format, "text, json, jsonl, csv, trec or ids");
  app.add_option("--color,--colour", arguments.colour, "auto, always or never");
  app.add_flag("--no-snippets", arguments.no_snippets, "Leave the passages out");
  app.add_option("--timeout", arguments.timeout_seconds,
                 "Seconds after which the best found so far is printed")
      ->capture_default_str();
  app.add_flag("--strict", arguments.strict, "What is misread in the query is an error, not a note");
  app.add_flag("--plain", arguments.plain, "The query is words only: no operators, no fields");
}

// A word that begins with "-" (-nuclear) is no option: ours have one letter or begin with "--".
bool is_excluded_word(const std::string& argument) {
  return argument.size() > 2 && argument[0] == '-' && argument[1] != '-';
}

// What is put before a word that begins with "-", so that it passes for no option.
constexpr char word_mark = '\x01';

void unmark(SearchArguments& arguments) {
  const auto erase_mark = [](std::string& text) {
    if (text.starts_with(word_mark)) text.erase(0, 1);
  };
  for (auto* texts :
       {&arguments.words, &arguments.authors, &arguments.tags, &arguments.sources, &arguments.languages})
    std::ranges::for_each(*texts, erase_mark);
  for (auto* text : {&arguments.db, &arguments.since, &arguments.until, &arguments.date, &arguments.queries,
                     &arguments.qrels, &arguments.baseline})
    erase_mark(*text);
}

}  // namespace

std::optional<ExitStatus> parse_search_arguments(int argc, char** argv, SearchArguments& arguments) {
  CLI::App app(description, "dateline-search");
  app.footer(closing);
  app.set_version_flag("--version", version_text("dateline-search"), "Print versions and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.add_option("--db", arguments.db,
                 "The index directory; default $DATELINE_DB, then ~/.local/share/dateline");
  app.fallthrough();
  app.add_option("WORDS", arguments.words, "The query");
  add_filter_options(app, arguments);
  add_answer_options(app, arguments);

  CLI::App* query = app.add_subcommand("query", "Answer a query (the default command)");
  CLI::App* show = app.add_subcommand("show", "Print one article, by the id that a search printed");
  CLI::App* batch = app.add_subcommand("batch", "Answer many queries from a file");
  CLI::App* explain = app.add_subcommand("explain", "Print how a query is read, stage by stage");
  CLI::App* eval =
      app.add_subcommand("eval", "Measure ranking against judged queries: nDCG@10, MAP, recall@100, MRR");
  for (CLI::App* command : {query, explain}) command->add_option("WORDS", arguments.words, "The query");
  show->add_option("ID", arguments.words, "Ids of articles");
  batch->add_option("--queries", arguments.queries, "File of queries, one a line: id, tab, query")
      ->required();
  eval->add_option("--queries", arguments.queries, "File of queries, one a line: id, tab, query")->required();
  eval->add_option("--qrels", arguments.qrels, "File of judgements: query id, 0, article id, grade")
      ->required();
  eval->add_option("--baseline", arguments.baseline,
                   "Run file (batch --format trec) to compare with, query by query");
  for (CLI::App* command : {query, show, batch, explain, eval}) command->fallthrough();

  // A minus word would be taken for an option: it goes to the words by hand, its place among them kept.
  std::vector<std::string> marked;
  std::vector<char*> raw;
  marked.reserve(static_cast<std::size_t>(argc));
  raw.reserve(static_cast<std::size_t>(argc));
  for (int i = 0; i < argc; ++i)
    marked.push_back((i > 0 && is_excluded_word(argv[i]) ? std::string(1, word_mark) : std::string()) +
                     argv[i]);
  for (auto& argument : marked) raw.push_back(argument.data());
  if (const auto over = parse_command_line(app, argc, raw.data())) return over;
  unmark(arguments);
  if (app.count("--db") > 0 && arguments.db.empty())
    throw Error(ErrorKind::usage, "--db is empty", "name the index directory, or leave --db out");

  arguments.has_limit = app.get_option("--limit")->count() > 0;
  if (*show) arguments.command = SearchCommand::show;
  if (*batch) arguments.command = SearchCommand::batch;
  if (*explain) arguments.command = SearchCommand::explain;
  if (*eval) arguments.command = SearchCommand::eval;
  return std::nullopt;
}

SearchRequest make_request(const SearchArguments& arguments, std::chrono::sys_days today) {
  check_choice("--sort", arguments.sort, {sort_names.begin(), sort_names.end()});
  check_choice("--format", arguments.format, format_names());
  check_choice("--color", arguments.colour, {"auto", "always", "never"});
  if (arguments.strict && arguments.plain)
    throw Error(ErrorKind::usage, "--strict and --plain exclude each other");
  if (arguments.offset > max_offset) {
    throw Error(ErrorKind::usage,
                "--offset " + std::to_string(arguments.offset) + ": at most " + std::to_string(max_offset));
  }
  if (arguments.limit > max_limit) {
    throw Error(ErrorKind::usage,
                "--limit " + std::to_string(arguments.limit) + ": at most " + std::to_string(max_limit),
                "page with --offset");
  }
  if (!std::isfinite(arguments.timeout_seconds) || arguments.timeout_seconds <= 0 ||
      arguments.timeout_seconds > 86'400) {
    throw Error(ErrorKind::usage, "--timeout must be between 0 and 86400 seconds");
  }
  SearchRequest request;
  request.mode = arguments.strict  ? QueryMode::strict
                 : arguments.plain ? QueryMode::plain
                                   : QueryMode::lenient;
  request.sort = arguments.sort == "newest"   ? SortOrder::newest
                 : arguments.sort == "oldest" ? SortOrder::oldest
                                              : SortOrder::relevance;
  request.since = arguments.since;
  request.until = arguments.until;
  request.date = arguments.date;
  request.limit = arguments.limit;
  request.offset = arguments.offset;
  request.timeout = std::chrono::milliseconds(static_cast<long>(arguments.timeout_seconds * 1000));
  if (arguments.no_snippets) request.snippet_chars = 0;
  request.today = today;
  const auto add = [&request](const char* field, const std::vector<std::string>& values) {
    for (const auto& value : values) request.filters.push_back({.field = field, .value = value});
  };
  add("author", arguments.authors);
  add("tag", arguments.tags);
  add("source", arguments.sources);
  add("lang", arguments.languages);
  return request;
}

std::string join_words(const std::vector<std::string>& words) {
  std::string query;
  for (const auto& word : words) {
    if (!query.empty()) query += ' ';
    query += word;
  }
  return query;
}

ColourChoice colour_choice(const SearchArguments& arguments) {
  if (arguments.colour == "always") return ColourChoice::always;
  return arguments.colour == "never" ? ColourChoice::never : ColourChoice::automatic;
}

}  // namespace dateline
