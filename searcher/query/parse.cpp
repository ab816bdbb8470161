// The way into the query language: modes, hints, and the restrictions that came as options; see parse.hpp.
#include "searcher/query/parse.hpp"

#include "common/error.hpp"
#include "searcher/query/balance.hpp"
#include "searcher/query/lexer.hpp"
#include "searcher/query/parser.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace dateline {

namespace {

constexpr std::string_view empty_hint =
    "nothing to search for: type some words, as in  iran drones since:2023-01";

// A query that is nothing but an operator is that word.
void read_lone_operator_as_word(std::vector<Lexeme>& lexemes) {
  if (lexemes.size() != 1) return;
  Lexeme& only = lexemes.front();
  if (only.kind == LexKind::op_and) {
    only.text = "and";
  } else if (only.kind == LexKind::op_or) {
    only.text = "or";
  } else if (only.kind == LexKind::op_not) {
    only.text = "not";
  } else if (only.kind == LexKind::near) {
    only.text = "near";
  } else if (only.kind == LexKind::adjacent) {
    only.text = "adj";
  } else {
    return;
  }
  only.kind = LexKind::word;
}

void throw_first(const std::vector<QueryProblem>& problems) {
  if (problems.empty()) return;
  const auto first = std::ranges::min_element(problems, {}, &QueryProblem::at);
  throw Error(ErrorKind::usage, "query:" + std::to_string(first->at + 1) + ": " + first->what);
}

std::vector<QueryNote> notes_of(const std::vector<QueryProblem>& problems) {
  std::vector<QueryNote> notes;
  for (const QueryProblem& problem : problems) {
    const std::string reading = problem.reading.empty() ? "" : "; " + problem.reading;
    notes.push_back({.column = problem.at + 1, .text = problem.what + reading});
  }
  return notes;
}

ParsedQuery parse_plain(std::string_view text) {
  Lexed lexed = lex_plain(text);
  ParsedQuery parsed{.notes = notes_of(lexed.problems)};
  for (Lexeme& lexeme : lexed.lexemes) {
    QueryNode word{.kind = NodeKind::word, .text = std::move(lexeme.text)};
    word.begin = lexeme.begin;
    word.end = lexeme.end;
    parsed.root.end = word.end;
    parsed.root.children.push_back(std::move(word));
  }
  return parsed;
}

ParsedQuery parse_typed(std::string_view text, QueryMode mode, std::chrono::sys_days today) {
  Lexed lexed = lex_query(text, mode);
  std::vector<QueryProblem> problems = std::move(lexed.problems);
  if (mode == QueryMode::lenient) read_lone_operator_as_word(lexed.lexemes);
  balance_parentheses(lexed.lexemes, problems);
  ParsedTree tree = parse_lexemes(std::move(lexed.lexemes), mode, today);
  std::ranges::move(tree.problems, std::back_inserter(problems));
  if (mode == QueryMode::strict) throw_first(problems);
  ParsedQuery parsed{.root = std::move(tree.root), .notes = notes_of(problems)};
  std::ranges::move(tree.notes, std::back_inserter(parsed.notes));
  std::ranges::stable_sort(parsed.notes, {}, &QueryNote::column);
  return parsed;
}

ParsedQuery parse_any(std::string_view text, QueryMode mode, std::chrono::sys_days today) {
  return mode == QueryMode::plain ? parse_plain(text) : parse_typed(text, mode, today);
}

[[noreturn]] void refuse_option(const std::string& option, const std::string& value, const std::string& why) {
  throw Error(ErrorKind::usage, "--" + option + " " + value + ": " + why);
}

// `--since X`, `--until X`, `--date X` as a clause.
QueryNode date_clause(const std::string& option, const std::string& value, const SearchRequest& request,
                      std::vector<QueryNote>& notes) {
  const IntervalReading reading = read_interval(value, request.today);
  const bool is_bound = option != "date";
  if (!reading.interval || (is_bound && reading.interval->is_undated))
    refuse_option(option, value, "no date or interval (as 2023-01, 2023-01-20..2023-02-10, last-30d)");
  if (!reading.note.empty()) {
    const std::string note = "--" + option + " " + value + ": " + reading.note;
    if (request.mode == QueryMode::strict) throw Error(ErrorKind::usage, note);
    notes.push_back({0, note});
  }
  QueryNode node{.kind = NodeKind::date, .occur = Occur::filter, .field = Field::published, .text = value};
  node.interval = *reading.interval;
  node.is_bound = is_bound;
  if (option == "since") node.interval.until.reset();
  if (option == "until") node.interval.from.reset();
  return node;
}

// The values of one field that came as options: a group of their own, apart from what the query asks for.
QueryNode filter_group(const FieldRow& row, const std::vector<std::string>& values) {
  QueryNode group{.kind = NodeKind::any_of, .occur = Occur::filter, .field = row.field};
  for (const std::string& value : values) {
    QueryNode word{.kind = NodeKind::phrase, .field = row.field, .text = value};
    group.children.push_back(std::move(word));
  }
  return group;
}

void add_options(const SearchRequest& request, ParsedQuery& parsed) {
  std::map<Field, std::vector<std::string>> values;
  for (const FieldFilter& filter : request.filters) {
    const FieldRow* row = find_field(filter.field);
    if (row == nullptr) throw Error(ErrorKind::usage, "no field is called " + filter.field);
    if (row->kind == FieldKind::date) {
      parsed.root.children.push_back(date_clause("date", filter.value, request, parsed.notes));
      parsed.root.children.back().field = row->field;
    } else {
      values[row->field].push_back(filter.value);
    }
  }
  for (const auto& [field, of_field] : values)
    parsed.root.children.push_back(filter_group(field_row(field), of_field));
  const std::pair<const char*, const std::string*> dates[] = {
      {"since", &request.since}, {"until", &request.until}, {"date", &request.date}};
  for (const auto& [option, value] : dates) {
    if (!value->empty()) parsed.root.children.push_back(date_clause(option, *value, request, parsed.notes));
  }
}

}  // namespace

ParsedQuery parse_query(std::string_view text, QueryMode mode, std::chrono::sys_days today) {
  ParsedQuery parsed = parse_any(text, mode, today);
  if (parsed.root.children.empty()) parsed.notes.push_back({0, std::string(empty_hint)});
  return parsed;
}

ParsedQuery parse_request(const SearchRequest& request) {
  ParsedQuery parsed = parse_any(request.query, request.mode, request.today);
  add_options(request, parsed);
  if (parsed.root.children.empty()) parsed.notes.push_back({0, std::string(empty_hint)});
  return parsed;
}

}  // namespace dateline
