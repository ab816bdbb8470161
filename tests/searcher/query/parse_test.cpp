#include "searcher/query/parse.hpp"

#include "common/error.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/golden_rows.hpp"
#include "tests/support/seed.hpp"

#include <random>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace std::chrono;

namespace {

constexpr sys_days today{2023y / 3 / 15};

std::string notes_of(const std::vector<QueryNote>& notes) {
  std::string lines;
  for (const QueryNote& note : notes)
    lines += "note " + std::to_string(note.column) + ": " + note.text + "\n";
  return lines;
}

// The tree and the notes, or the error.
std::string reading_of(const std::string& text, QueryMode mode) {
  try {
    const ParsedQuery parsed = parse_query(text, mode, today);
    return print_tree(parsed.root) + notes_of(parsed.notes);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    return std::string("error: ") + error.what() + "\n";
  }
}

QueryMode mode_of(char mark) {
  return mark == '!' ? QueryMode::strict : mark == '=' ? QueryMode::plain : QueryMode::lenient;
}

std::vector<QueryNode> flatten(const QueryNode& root) {
  std::vector<QueryNode> nodes{root};
  for (const QueryNode& child : root.children) {
    for (QueryNode& node : flatten(child)) nodes.push_back(std::move(node));
  }
  return nodes;
}

std::string error_of(const SearchRequest& request) {
  try {
    parse_request(request);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

// A line that begins with > is a lenient query, ! a strict one, = a plain one; its reading follows.
TEST_CASE("every query of the golden file is read as the file says", "[query][golden]") {
  const auto give = [](const std::string& line) {
    return reading_of(line.size() > 2 ? line.substr(2) : "", mode_of(line.front()));
  };
  tests::check_golden("query_trees.txt", tests::answer_rows("query_trees.txt", give));
}

TEST_CASE("columns of a query are code points and spans cover what was typed", "[query]") {
  const ParsedQuery parsed =
      parse_query("иран -\"гражданская война\" title:владимир^2 foo:bar", QueryMode::lenient, today);
  REQUIRE(parsed.root.children.size() == 4);
  const auto span = [&](std::size_t i) {
    return std::pair(parsed.root.children[i].begin, parsed.root.children[i].end);
  };
  CHECK(span(0) == std::pair<std::size_t, std::size_t>(0, 4));
  CHECK(span(1) == std::pair<std::size_t, std::size_t>(5, 25));
  CHECK(span(2) == std::pair<std::size_t, std::size_t>(26, 42));
  REQUIRE(parsed.notes.size() == 1);
  CHECK(parsed.notes.front().column == 44);
}

TEST_CASE("at most so many words and so deep parentheses are read", "[query]") {
  std::string words;
  for (std::size_t i = 0; i < max_query_words + 10; ++i) words += "word ";
  const ParsedQuery parsed = parse_query(words, QueryMode::lenient, today);
  CHECK(parsed.root.children.size() == max_query_words);
  CHECK(notes_of(parsed.notes) == "note 5120: only the first 1024 words are read\n");
  CHECK(parse_query(words, QueryMode::plain, today).root.children.size() == max_query_words);
  CHECK_THROWS_AS(parse_query(words, QueryMode::strict, today), Error);

  const std::string deep = std::string(5000, '(') + "iran" + std::string(5000, ')') + " drones";
  const ParsedQuery flat = parse_query(deep, QueryMode::lenient, today);
  CHECK(print_tree(flat.root) == "query\n  word \"iran\"\n  word \"drones\"\n");
  CHECK(notes_of(flat.notes) ==
        "note 65: parentheses stand more than 64 deep; the inner ones were ignored\n");
}

TEST_CASE("a query longer than the limit is cut with a note", "[query]") {
  const ParsedQuery parsed = parse_query(std::string(max_query_bytes + 10, 'x'), QueryMode::lenient, today);
  REQUIRE(parsed.root.children.size() == 1);
  CHECK(notes_of(parsed.notes) == "note 65537: only the first 64 KiB are read\n");
}

TEST_CASE("options restrict beside what was typed, values of one field together", "[query]") {
  SearchRequest request{.query = "drones source:tass", .today = today};
  request.filters = {{"source", "The Times"}, {"lang", "ru"}, {"outlet", "Reuters"}};
  request.since = "2023-01";
  const ParsedQuery parsed = parse_request(request);
  CHECK(print_tree(parsed.root) ==
        "query\n"
        "  word \"drones\"\n"
        "  restricting source: word \"tass\"\n"
        "  restricting source: any of\n"
        "    source: phrase \"The Times\"\n"
        "    source: phrase \"Reuters\"\n"
        "  restricting lang: any of\n"
        "    lang: phrase \"ru\"\n"
        "  restricting date: since 2023\n");
}

TEST_CASE("an option that cannot be read is an error that names it", "[query]") {
  CHECK(error_of({.query = "x", .since = "soon", .today = today}).starts_with("--since soon: no date"));
  CHECK(error_of({.query = "x", .until = "none", .today = today}).starts_with("--until none: no date"));
  CHECK(error_of({.query = "x", .filters = {{"colour", "red"}}, .today = today}) ==
        "no field is called colour");
  const ParsedQuery parsed = parse_request({.date = "2023-02-30", .today = today});
  CHECK(notes_of(parsed.notes) ==
        "note 0: --date 2023-02-30: February 2023 has 28 days; read as 2023-02-28\n");
}

TEST_CASE("no query crashes a parser, and every span lies inside the query", "[query][property]") {
  std::mt19937 random(tests::seed());
  const std::vector<std::string> pieces = {
      "iran",  "drones", " ",       " ",        " ",    "(",     ")",        "\"",    "“",      "”",
      "«",     "+",      "-",       " AND ",    " OR ", " NOT ", " NEAR/3 ", " ADJ ", "title:", "tag:",
      "date:", "since:", "2023-01", "..",       "*",    "^2",    "~1",       "~",     "\xFF",   "中国",
      "ขอบคุณ", ":",      "U.S.",    "covid-19", "\n",   "＂",    "（",       "q:"};
  std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1);
  std::uniform_int_distribution<std::size_t> length(0, 20);
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (std::size_t n = length(random); n > 0; --n) text += pieces[pick(random)];
    CAPTURE(text);
    for (const QueryMode mode : {QueryMode::lenient, QueryMode::plain}) {
      const ParsedQuery parsed = parse_query(text, mode, today);
      for (const QueryNode& node : flatten(parsed.root)) {
        REQUIRE(node.begin <= node.end);
        REQUIRE(node.end <= text.size());
      }
      for (const QueryNote& note : parsed.notes) REQUIRE(note.column <= text.size() + 1);
    }
    try {
      parse_query(text, QueryMode::strict, today);
    } catch (const Error& error) {
      REQUIRE(std::string(error.what()).starts_with("query:"));
    }
  }
}
