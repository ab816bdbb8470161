#include "searcher/eval/metrics.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

// Worked by hand. Query a ranks b2 (grade 2), x (not judged), a1 (grade 3), d4 (grade 0); c3 (grade 1) is
// missing.
//   DCG     2/log2(2) + 3/log2(4) = 2 + 1.5 = 3.5
//   ideal   3/log2(2) + 2/log2(3) + 1/log2(4) = 3 + 1.26185951 + 0.5 = 4.76185951; nDCG = 0.73500698
//   AP      relevant at ranks 1 and 3 of 3 relevant: (1/1 + 2/3) / 3 = 0.55555556
//   recall  2 of 3; RR 1/1; P@10 2/10
// Query b finds its only relevant article at rank 4:
//   nDCG    (1/log2(5)) / 1 = 0.43067656; AP 1/4; recall 1; RR 1/4; P@10 1/10
// Query c has a relevant article and no answer: all 0. Query d has nothing relevant, query e is not judged:
// out.
const Qrels qrels = {{"a", {{"a1", 3}, {"b2", 2}, {"c3", 1}, {"d4", 0}}},
                     {"b", {{"e1", 1}, {"e2", -1}}},
                     {"c", {{"f1", 1}}},
                     {"d", {{"g1", 0}}}};
const Run run = {{"a", {"b2", "x", "a1", "d4"}}, {"b", {"x", "e2", "y", "e1"}}, {"d", {"g1"}}, {"e", {"h1"}}};

}  // namespace

TEST_CASE("the measures are those worked by hand", "[eval]") {
  const auto evaluation = evaluate(run, qrels);
  REQUIRE(evaluation.queries.size() == 3);
  struct Row {
    const char* query;
    std::array<double, metric_count> expected;
  };
  const std::array rows = {Row{"a", {0.73500698, 0.55555556, 0.66666667, 1, 0.2}},
                           Row{"b", {0.43067656, 0.25, 1, 0.25, 0.1}}, Row{"c", {0, 0, 0, 0, 0}}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(evaluation.queries[i].query == rows[i].query);
    for (std::size_t metric = 0; metric < metric_count; ++metric) {
      CAPTURE(rows[i].query, metrics()[metric].name);
      CHECK(evaluation.queries[i].values[metric] == Approx(rows[i].expected[metric]).margin(1e-8));
    }
  }
  CHECK(evaluation.means[0] == Approx((0.73500698 + 0.43067656) / 3));
  CHECK(evaluation.means[1] == Approx((0.55555556 + 0.25) / 3));
  CHECK(evaluation.without_relevant == 1);
  CHECK(evaluation.without_judgements == 1);
  CHECK(evaluation.queries[0].relevant == 3);
  CHECK(evaluation.queries[0].relevant_found == 2);
  CHECK(evaluation.queries[1].returned == 4);
}

TEST_CASE("an article named again counts at its first place only", "[eval]") {
  // Without the repeat: b2, a1 at ranks 1 and 2: AP = (1 + 1) / 3.
  const auto evaluation = evaluate({{"a", {"b2", "b2", "a1"}}}, qrels);
  CHECK(evaluation.queries[0].values[1] == Approx(2.0 / 3));
  CHECK(evaluation.queries[0].returned == 2);
}

TEST_CASE("a measure looks no deeper than its depth", "[eval]") {
  JudgedRanking ranking;
  ranking.grades.assign(10, 0);
  ranking.grades.push_back(1);
  ranking.all_grades = {1};
  CHECK(ndcg_at(ranking, 10) == 0);
  CHECK(ndcg_at(ranking, 11) == Approx(1 / std::log2(12)));
  CHECK(precision_at(ranking, 10) == 0);
  CHECK(recall_at(ranking, 10) == 0);
  CHECK(recall_at(ranking, 11) == 1);
  CHECK(reciprocal_rank(ranking) == Approx(1.0 / 11));
  CHECK(average_precision(ranking) == Approx(1.0 / 11));
}

TEST_CASE("a perfect ranking has 1 in every measure that can reach it, an empty one 0 in all", "[eval]") {
  const auto perfect = judge(std::vector<std::string>{"a1", "b2", "c3"}, qrels.at("a"));
  const auto empty = judge({}, qrels.at("a"));
  for (const auto& metric : metrics()) {
    CAPTURE(metric.name);
    CHECK(metric.measure(perfect) == Approx(metric.name == "p@10" ? 0.3 : 1.0));
    CHECK(metric.measure(empty) == 0);
    CHECK(metric.measure({}) == 0);
  }
}
