// Each command: resolve what was typed, call one library function, print; see commands.hpp.
#include "searcher/commands.hpp"

#include "common/error.hpp"
#include "common/index/location.hpp"
#include "common/index/open.hpp"
#include "common/text/utf8.hpp"
#include "searcher/eval/qrels.hpp"
#include "searcher/eval/report.hpp"
#include "searcher/evaluate_index.hpp"
#include "searcher/output/show.hpp"
#include "searcher/output/writers.hpp"
#include "searcher/results/last_hits.hpp"
#include "searcher/search.hpp"

#include <chrono>
#include <iostream>

namespace dateline {

namespace {

constexpr int standard_output = 1;
constexpr std::size_t text_snippet_chars = 240;
constexpr std::size_t machine_snippet_chars = 300;
constexpr std::size_t batch_limit = 1000;

std::chrono::sys_days today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

IndexReader open_reader(const SearchArguments& arguments) {
  return IndexReader(IndexLocation{resolve_index_directory(arguments.db)});
}

bool shows_snippets(const std::string& format) {
  return format != "trec" && format != "ids";
}

SearchRequest request_for(const SearchArguments& arguments) {
  SearchRequest request = make_request(arguments, today());
  if (!shows_snippets(arguments.format)) request.snippet_chars = 0;
  if (request.snippet_chars > 0)
    request.snippet_chars = arguments.format == "text" ? text_snippet_chars : machine_snippet_chars;
  return request;
}

ExitStatus query(const SearchArguments& arguments) {
  SearchRequest request = request_for(arguments);
  request.query = to_valid_utf8(join_words(arguments.words));
  IndexReader reader = open_reader(arguments);
  Analyser analyser;
  const SearchResponse response = search(reader, request, analyser);
  const Terminal terminal = look_at_terminal(standard_output, colour_choice(arguments));
  Output output{.results = std::cout, .notes = std::cerr, .terminal = terminal};
  find_writer(arguments.format)->write({.request = request, .response = response}, output);
  if (arguments.format == "text") remember_hits(reader.location().directory.string(), response);
  return response.count.number == 0 ? ExitStatus::nothing_matched : ExitStatus::done;
}

ExitStatus show(const SearchArguments& arguments) {
  if (arguments.words.empty())
    throw Error(ErrorKind::usage, "show: no ID given",
                "give an id that a search printed:  dateline-search show ID");
  IndexReader reader = open_reader(arguments);
  const Terminal terminal = look_at_terminal(standard_output, colour_choice(arguments));
  for (const auto& word : arguments.words) {
    const auto recalled = recall_hit(reader.location().directory.string(), word);
    const Hit hit = find_article(reader, recalled.value_or(word));
    if (arguments.format == "json" || arguments.format == "jsonl") {
      show_article_json(hit.article, hit.path, std::cout);
    } else {
      show_article(hit.article, hit.path, terminal, std::cout);
    }
  }
  return ExitStatus::done;
}

ExitStatus batch(const SearchArguments& arguments) {
  SearchRequest request = request_for(arguments);
  if (!arguments.has_limit && !shows_snippets(arguments.format)) request.limit = batch_limit;
  const auto queries = read_queries(arguments.queries);
  IndexReader reader = open_reader(arguments);
  Analyser analyser;
  const Terminal terminal = look_at_terminal(standard_output, colour_choice(arguments));
  Output output{.results = std::cout, .notes = std::cerr, .terminal = terminal};
  const WriterRow& writer = *find_writer(arguments.format);
  bool has_found = false;
  bool is_first = true;
  for (const auto& query_line : queries) {
    request.query = to_valid_utf8(query_line.text);
    const SearchResponse response = search(reader, request, analyser);
    writer.write({.request = request, .response = response, .query_id = query_line.id, .is_first = is_first},
                 output);
    has_found = has_found || response.count.number > 0;
    is_first = false;
  }
  return has_found ? ExitStatus::done : ExitStatus::nothing_matched;
}

ExitStatus explain_query(const SearchArguments& arguments) {
  SearchRequest request = make_request(arguments, today());
  request.query = to_valid_utf8(join_words(arguments.words));
  IndexReader reader = open_reader(arguments);
  Analyser analyser;
  std::cout << printable_lines(explain(reader, request, analyser));
  return ExitStatus::done;
}

ExitStatus eval(const SearchArguments& arguments) {
  SearchRequest request = make_request(arguments, today());
  request.mode = QueryMode::plain;  // judged queries are sentences; their punctuation means nothing
  request.timeout = std::chrono::minutes(1);
  const auto queries = read_queries(arguments.queries);
  const Qrels qrels = read_qrels(arguments.qrels);
  IndexReader reader = open_reader(arguments);
  Analyser analyser;
  const Evaluation evaluation = evaluate(run_queries(reader, queries, request, analyser), qrels);
  if (evaluation.queries.empty()) {
    throw Error(ErrorKind::bad_input,
                arguments.qrels + ": no query of " + arguments.queries + " has a relevant article there",
                "do both files use the same query ids?");
  }
  const bool as_json = arguments.format == "json" || arguments.format == "jsonl";
  if (!arguments.baseline.empty()) {
    const Comparison comparison = compare(evaluate(read_run(arguments.baseline), qrels), evaluation);
    constexpr std::size_t most_queries = 10;
    as_json ? print_comparison_json(comparison, std::cout)
            : print_comparison(comparison, most_queries, std::cout);
  } else {
    as_json ? print_evaluation_json(evaluation, std::cout) : print_evaluation(evaluation, std::cout);
  }
  return ExitStatus::done;
}

}  // namespace

ExitStatus run_search_command(const SearchArguments& arguments) {
  switch (arguments.command) {
    case SearchCommand::query:
      return query(arguments);
    case SearchCommand::show:
      return show(arguments);
    case SearchCommand::batch:
      return batch(arguments);
    case SearchCommand::explain:
      return explain_query(arguments);
    case SearchCommand::eval:
      return eval(arguments);
  }
  throw Error(ErrorKind::internal, "unknown command");
}

}  // namespace dateline
