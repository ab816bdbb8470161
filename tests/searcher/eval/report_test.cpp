#include "searcher/eval/report.hpp"

#include "tests/support/golden.hpp"

#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
using dateline::tests::check_golden;

namespace {

const Qrels qrels = {{"ferries", {{"a", 2}, {"b", 1}}},
                     {"harbours\x1b", {{"c", 1}}},
                     {"nothing", {{"d", 0}}},
                     {"学校", {{"e", 1}, {"f", 1}}}};
const Run first_run = {
    {"ferries", {"a", "x", "b"}}, {"harbours\x1b", {"x", "c"}}, {"学校", {"e", "f"}}, {"new", {"a"}}};
const Run second_run = {{"ferries", {"a", "b"}}, {"harbours\x1b", {"c"}}, {"学校", {"x", "y", "e"}}};

}  // namespace

TEST_CASE("an evaluation is printed as it always was", "[eval][golden]") {
  const auto evaluation = evaluate(first_run, qrels);
  std::ostringstream table;
  print_evaluation(evaluation, table);
  check_golden("evaluation.txt", table.str());
  std::ostringstream json;
  print_evaluation_json(evaluation, json);
  check_golden("evaluation.json", json.str());
  CHECK(nlohmann::json::parse(json.str())["metrics"]["map"]["mean"] == evaluation.means[1]);
}

TEST_CASE("two runs are compared query by query", "[eval][golden]") {
  const auto comparison = compare(evaluate(first_run, qrels), evaluate(second_run, qrels));
  CHECK(comparison.queries.size() == 3);
  CHECK(comparison.queries.front().query == "学校");
  CHECK(comparison.metrics[3].better == 1);
  CHECK(comparison.metrics[3].worse == 1);
  std::ostringstream table;
  print_comparison(comparison, 2, table);
  check_golden("comparison.txt", table.str());
  std::ostringstream json;
  print_comparison_json(comparison, json);
  check_golden("comparison.json", json.str());
}

TEST_CASE("nothing to evaluate is printed without a division by zero", "[eval]") {
  std::ostringstream out;
  print_evaluation(evaluate({}, {}), out);
  print_comparison(compare({}, {}), 5, out);
  CHECK(out.str().find("nan") == std::string::npos);
}
