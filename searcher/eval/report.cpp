// Reports of evaluations: tables, and JSON version 1 (members in report.hpp).
// History: 1 first.
#include "searcher/eval/report.hpp"

#include "common/json_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dateline {

namespace {

using Json = nlohmann::ordered_json;
constexpr int report_version = 1;

std::vector<double> values_of(const Evaluation& evaluation, std::size_t metric) {
  std::vector<double> values;
  values.reserve(evaluation.queries.size());
  for (const auto& query : evaluation.queries) values.push_back(query.values[metric]);
  return values;
}

Json values_json(const std::array<double, metric_count>& values) {
  Json object = Json::object();
  for (std::size_t metric = 0; metric < metric_count; ++metric) {
    object[std::string(metrics()[metric].name)] = values[metric];
  }
  return object;
}

Comparison::Metric compare_metric(const Comparison& comparison, std::size_t metric) {
  Comparison::Metric result;
  std::vector<double> gains;
  for (const auto& query : comparison.queries) {
    result.first += query.first[metric];
    result.second += query.second[metric];
    gains.push_back(query.second[metric] - query.first[metric]);
    if (gains.back() > 0) ++result.better;
    if (gains.back() < 0) ++result.worse;
  }
  if (gains.empty()) return result;
  result.first /= static_cast<double>(gains.size());
  result.second /= static_cast<double>(gains.size());
  result.gain = bootstrap_mean(gains);
  result.probability = randomisation_test(gains);
  return result;
}

double gain_of(const Comparison::Query& query) {
  return query.second.front() - query.first.front();
}

void print_query_line(const Comparison::Query& query, std::ostream& out) {
  const auto id = cut_to_width(printable(query.query), 24);
  const std::string padding(26 - display_width(id), ' ');
  out << fmt::format("  {}{}{:.4f} -> {:.4f}  {:+.4f}\n", id, padding, query.first.front(),
                     query.second.front(), gain_of(query));
}

}  // namespace

Comparison compare(const Evaluation& first, const Evaluation& second) {
  Comparison comparison;
  auto other = second.queries.begin();
  for (const auto& query : first.queries) {
    other = std::ranges::lower_bound(other, second.queries.end(), query.query, {}, &QueryEvaluation::query);
    if (other == second.queries.end() || other->query != query.query) continue;
    comparison.queries.push_back({query.query, query.values, other->values});
  }
  for (std::size_t metric = 0; metric < metric_count; ++metric) {
    comparison.metrics[metric] = compare_metric(comparison, metric);
  }
  std::ranges::stable_sort(comparison.queries, {}, gain_of);
  return comparison;
}

void print_evaluation(const Evaluation& evaluation, std::ostream& out) {
  out << fmt::format("{} queries", evaluation.queries.size());
  if (evaluation.without_relevant > 0) {
    out << fmt::format("; left out, nothing is relevant to them: {}", evaluation.without_relevant);
  }
  if (evaluation.without_judgements > 0) {
    out << fmt::format("; left out, not judged: {}", evaluation.without_judgements);
  }
  out << fmt::format("\n{:<12}{:>8}   95 % of resampled means\n", "", "mean");
  for (std::size_t metric = 0; metric < metric_count; ++metric) {
    const auto interval = bootstrap_mean(values_of(evaluation, metric));
    out << fmt::format("{:<12}{:>8.4f}   {:.4f} to {:.4f}\n", metrics()[metric].name,
                       evaluation.means[metric], interval.low, interval.high);
  }
}

void print_evaluation_json(const Evaluation& evaluation, std::ostream& out) {
  Json object;
  object["version"] = report_version;
  object["queries"] = evaluation.queries.size();
  object["without_judgements"] = evaluation.without_judgements;
  object["without_relevant"] = evaluation.without_relevant;
  for (std::size_t metric = 0; metric < metric_count; ++metric) {
    const auto interval = bootstrap_mean(values_of(evaluation, metric));
    auto& row = object["metrics"][std::string(metrics()[metric].name)];
    row["mean"] = evaluation.means[metric];
    row["low"] = interval.low;
    row["high"] = interval.high;
  }
  object["per_query"] = Json::array();
  for (const auto& query : evaluation.queries) {
    Json row;
    row["query"] = query.query;
    row["returned"] = query.returned;
    row["relevant"] = query.relevant;
    row["relevant_found"] = query.relevant_found;
    row.update(values_json(query.values));
    object["per_query"].push_back(std::move(row));
  }
  out << dump_json(object, 2) << '\n';
}

void print_comparison(const Comparison& comparison, std::size_t most_queries, std::ostream& out) {
  out << fmt::format("{} queries\n{:<12}{:>8}{:>8}{:>9}   {:<18} {:>6} {:>7} {:>6}\n",
                     comparison.queries.size(), "", "first", "second", "gain", "95 % of the gain", "luck",
                     "better", "worse");
  for (std::size_t metric = 0; metric < metric_count; ++metric) {
    const auto& row = comparison.metrics[metric];
    out << fmt::format("{:<12}{:>8.4f}{:>8.4f}{:>+9.4f}   {:<+.4f} to {:<+.4f} {:>6.3f} {:>7} {:>6}\n",
                       metrics()[metric].name, row.first, row.second, row.second - row.first, row.gain.low,
                       row.gain.high, row.probability, row.better, row.worse);
  }
  const auto losses = comparison.metrics.front().worse;
  const auto gains = comparison.metrics.front().better;
  if (losses > 0) out << fmt::format("\nlost most ({})\n", metrics().front().name);
  for (std::size_t i = 0; i < std::min(losses, most_queries); ++i)
    print_query_line(comparison.queries[i], out);
  if (gains > 0) out << fmt::format("\ngained most ({})\n", metrics().front().name);
  for (std::size_t i = 0; i < std::min(gains, most_queries); ++i) {
    print_query_line(comparison.queries[comparison.queries.size() - 1 - i], out);
  }
}

void print_comparison_json(const Comparison& comparison, std::ostream& out) {
  Json object;
  object["version"] = report_version;
  object["queries"] = comparison.queries.size();
  for (std::size_t metric = 0; metric < metric_count; ++metric) {
    const auto& from = comparison.metrics[metric];
    auto& row = object["metrics"][std::string(metrics()[metric].name)];
    row["first"] = from.first;
    row["second"] = from.second;
    row["gain_low"] = from.gain.low;
    row["gain_high"] = from.gain.high;
    row["probability"] = from.probability;
    row["better"] = from.better;
    row["worse"] = from.worse;
  }
  object["per_query"] = Json::array();
  for (const auto& query : comparison.queries) {
    Json row;
    row["query"] = query.query;
    row["first"] = values_json(query.first);
    row["second"] = values_json(query.second);
    object["per_query"].push_back(std::move(row));
  }
  out << dump_json(object, 2) << '\n';
}

}  // namespace dateline
