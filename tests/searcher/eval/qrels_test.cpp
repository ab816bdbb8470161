#include "searcher/eval/qrels.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

template <typename Parse>
std::string message_of(Parse parse) {
  try {
    parse();
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_input);
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("judgements are read with blanks, tabs, comments and Windows line ends", "[eval]") {
  const auto qrels =
      parse_qrels("\xEF\xBB\xBF# a comment\nq1 0 d1 2\r\n\nq1\t0\td2\t-1\nq2  0  d1  0\nq1 0 d1 2", "x");
  REQUIRE(qrels.size() == 2);
  CHECK(qrels.at("q1") == Judgements{{"d1", 2}, {"d2", -1}});
  CHECK(qrels.at("q2") == Judgements{{"d1", 0}});
  CHECK(parse_qrels("", "x").empty());
}

TEST_CASE("a bad judgement is named by file and line", "[eval]") {
  struct Row {
    const char* text;
    const char* expected;
  };
  const auto row = GENERATE(
      Row{"q1 0 d1 1\nq1 d1 1\n",
          "a.qrels:2: a judgement has four fields, `query iteration article grade`; here are 3"},
      Row{"q1 0 d 1 1",
          "a.qrels:1: a judgement has four fields, `query iteration article grade`; here are 5"},
      Row{"q1 0 d1 1.5", "a.qrels:1: the grade '1.5' is no whole number"},
      Row{"q1 0 d1 x\x1b", "a.qrels:1: the grade 'x ' is no whole number"},
      Row{"q1 0 d1 99999999999", "a.qrels:1: the grade '99999999999' is no whole number"},
      Row{"q1 0 d1 1\nq1 0 d1 2", "a.qrels:2: article 'd1' is judged twice for query 'q1', 1 and 2"});
  CAPTURE(row.text);
  CHECK(message_of([&] { parse_qrels(row.text, "a.qrels"); }) == row.expected);
}

TEST_CASE("queries keep their order, and their text whatever is in it", "[eval]") {
  const auto queries = parse_queries("b\twhat \"is\" this?\r\n\na\ttwo\ttabs\nc\t\n", "x");
  REQUIRE(queries.size() == 3);
  CHECK(queries[0].id == "b");
  CHECK(queries[0].text == "what \"is\" this?");
  CHECK(queries[1].text == "two\ttabs");
  CHECK(queries[2].text.empty());
}

TEST_CASE("a bad query line is named by file and line", "[eval]") {
  struct Row {
    const char* text;
    const char* expected;
  };
  const auto row = GENERATE(Row{"1\tone\n2 two", "q.tsv:2: no tab between id and query in '2 two'"},
                            Row{"\tone", "q.tsv:1: the query id '' is empty or has a blank in it"},
                            Row{"a b\tone", "q.tsv:1: the query id 'a b' is empty or has a blank in it"},
                            Row{"1\tone\n\n1\ttwo", "q.tsv:3: query '1' stands twice"});
  CAPTURE(row.text);
  CHECK(message_of([&] { parse_queries(row.text, "q.tsv"); }) == row.expected);
}

TEST_CASE("a file of judgements that is not there, or is a directory, is named", "[eval]") {
  const tests::TempDir dir;
  try {
    read_qrels(dir.path() / "none");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::not_found);
    CHECK(std::string(error.what()) == "no file " + (dir.path() / "none").string());
  }
  try {
    read_queries(dir.path());
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::io);
  }
  CHECK(read_qrels(dir.write("a.qrels", "q 0 d 1\n")).size() == 1);
  CHECK(read_queries(dir.write("q.tsv", "q\ttext\n")).size() == 1);
}
