// An evaluation, and two compared, as a table for people and as JSON for programs.
#pragma once

#include "common/terminal.hpp"
#include "searcher/eval/confidence.hpp"
#include "searcher/eval/metrics.hpp"

#include <array>
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace dateline {

/// Two settings over the same queries: what the second gains on the first.
struct Comparison {
  struct Metric {
    double first = 0;  // means
    double second = 0;
    ConfidenceInterval gain{};  // of second - first
    double probability = 1;     // that the difference is luck
    std::size_t better = 0;     // queries
    std::size_t worse = 0;
  };
  struct Query {
    std::string query{};
    std::array<double, metric_count> first{};
    std::array<double, metric_count> second{};
  };
  std::array<Metric, metric_count> metrics{};
  std::vector<Query> queries{};  // in both, by the gain in the first metric: losses first
};

Comparison compare(const Evaluation& first, const Evaluation& second);

/// Means with their 95 % intervals, and how many queries they stand on.
void print_evaluation(const Evaluation& evaluation, std::ostream& out);
/// {"version", "queries": N, "without_judgements", "without_relevant", "metrics": {NAME: {"mean", "low",
/// "high"}}, "per_query": [{"query", "returned", "relevant", "relevant_found", NAME: value …}]}
void print_evaluation_json(const Evaluation& evaluation, std::ostream& out);

/// A line a metric, then the `most_queries` queries that lost and gained most by the first metric.
void print_comparison(const Comparison& comparison, std::size_t most_queries, std::ostream& out);
/// {"version", "queries": N, "metrics": {NAME: {"first", "second", "gain_low", "gain_high", "probability",
/// "better", "worse"}}, "per_query": [{"query", "first": {NAME: value …}, "second": {…}}]}
void print_comparison_json(const Comparison& comparison, std::ostream& out);

}  // namespace dateline
