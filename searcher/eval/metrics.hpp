// How good a ranking is, by measures as trec_eval defines them.
#pragma once

#include "searcher/eval/qrels.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// One query's answer held against its judgements.
struct JudgedRanking {
  std::vector<int> grades{};      // of the articles as ranked; 0 where not judged or judged below 0
  std::vector<int> all_grades{};  // of all relevant articles of the query, best first
};

struct MetricRow {
  std::string_view name;
  std::string_view help;
  double (*measure)(const JudgedRanking& ranking);  // 0 … 1
};

/// The measures that an evaluation reports, in this order.
std::span<const MetricRow> metrics();
inline constexpr std::size_t metric_count = 5;

/// Gains are the grades, discounts log2(rank + 1); the ideal ranks all judged articles by grade.
double ndcg_at(const JudgedRanking& ranking, std::size_t depth);
/// The mean over all relevant articles of the precision at their rank, 0 for those not found.
double average_precision(const JudgedRanking& ranking);
/// The share of all relevant articles among the first `depth`.
double recall_at(const JudgedRanking& ranking, std::size_t depth);
/// 1 / rank of the first relevant article, 0 without one.
double reciprocal_rank(const JudgedRanking& ranking);
/// The share of relevant ones among the first `depth`, also where fewer were returned.
double precision_at(const JudgedRanking& ranking, std::size_t depth);

struct QueryEvaluation {
  std::string query{};
  std::array<double, metric_count> values{};  // in the order of `metrics`
  std::size_t returned = 0;
  std::size_t relevant = 0;        // judged so
  std::size_t relevant_found = 0;  // of those, returned
};

struct Evaluation {
  std::vector<QueryEvaluation> queries{};  // by id
  std::array<double, metric_count> means{};
  std::size_t without_judgements = 0;  // queries of the run that no one judged: left out
  std::size_t without_relevant = 0;    // judged queries to which nothing is relevant: left out
};

/// Measures every query that has at least one relevant article; one that the run does not answer, or answers
/// with nothing, counts as 0 (trec_eval -c: without it trec_eval leaves such queries out, which favours a
/// system that stays silent). An article that a ranking names again counts at its first place only.
Evaluation evaluate(const Run& run, const Qrels& qrels);

/// One ranking held against its query's judgements; repeated ids are passed over.
JudgedRanking judge(std::span<const std::string> ids, const Judgements& judgements);

}  // namespace dateline
