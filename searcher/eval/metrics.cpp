// The measures and the evaluation of a whole run; see metrics.hpp.
#include "searcher/eval/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <unordered_set>

namespace dateline {

namespace {

constexpr std::array metric_table = std::to_array<MetricRow>({
    {"ndcg@10", "normalised discounted cumulative gain of the first ten",
     [](const JudgedRanking& ranking) { return ndcg_at(ranking, 10); }},
    {"map", "mean average precision", average_precision},
    {"recall@100", "share of the relevant articles among the first hundred",
     [](const JudgedRanking& ranking) { return recall_at(ranking, 100); }},
    {"mrr", "one over the rank of the first relevant article", reciprocal_rank},
    {"p@10", "share of relevant articles among the first ten",
     [](const JudgedRanking& ranking) { return precision_at(ranking, 10); }},
});
static_assert(metric_table.size() == metric_count);

double discounted_gain(std::span<const int> grades, std::size_t depth) {
  double gain = 0;
  for (std::size_t i = 0; i < std::min(depth, grades.size()); ++i) {
    gain += grades[i] / std::log2(static_cast<double>(i) + 2);
  }
  return gain;
}

std::size_t count_relevant(std::span<const int> grades, std::size_t depth) {
  const auto first = grades.first(std::min(depth, grades.size()));
  return static_cast<std::size_t>(std::ranges::count_if(first, [](int grade) { return grade > 0; }));
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::span<const MetricRow> metrics() {
  return metric_table;
}

double ndcg_at(const JudgedRanking& ranking, std::size_t depth) {
  const double ideal = discounted_gain(ranking.all_grades, depth);
  return ideal == 0 ? 0 : discounted_gain(ranking.grades, depth) / ideal;
}

double average_precision(const JudgedRanking& ranking) {
  double sum = 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i < ranking.grades.size(); ++i) {
    if (ranking.grades[i] > 0) sum += share(++found, i + 1);
  }
  return ranking.all_grades.empty() ? 0 : sum / static_cast<double>(ranking.all_grades.size());
}

double recall_at(const JudgedRanking& ranking, std::size_t depth) {
  return share(count_relevant(ranking.grades, depth), ranking.all_grades.size());
}

double reciprocal_rank(const JudgedRanking& ranking) {
  const auto first = std::ranges::find_if(ranking.grades, [](int grade) { return grade > 0; });
  if (first == ranking.grades.end()) return 0;
  return 1 / static_cast<double>(first - ranking.grades.begin() + 1);
}

double precision_at(const JudgedRanking& ranking, std::size_t depth) {
  return share(count_relevant(ranking.grades, depth), depth);
}

JudgedRanking judge(std::span<const std::string> ids, const Judgements& judgements) {
  JudgedRanking ranking;
  std::unordered_set<std::string_view> seen;
  for (const auto& id : ids) {
    if (!seen.insert(id).second) continue;
    const auto judged = judgements.find(id);
    ranking.grades.push_back(judged == judgements.end() ? 0 : std::max(judged->second, 0));
  }
  for (const auto& [id, grade] : judgements) {
    if (grade > 0) ranking.all_grades.push_back(grade);
  }
  std::ranges::sort(ranking.all_grades, std::greater{});
  return ranking;
}

Evaluation evaluate(const Run& run, const Qrels& qrels) {
  Evaluation evaluation;
  for (const auto& [query, judgements] : qrels) {
    const auto answer = run.find(query);
    const auto ranking = answer == run.end() ? judge({}, judgements) : judge(answer->second, judgements);
    if (ranking.all_grades.empty()) {
      ++evaluation.without_relevant;
      continue;
    }
    auto& result = evaluation.queries.emplace_back();
    result.query = query;
    result.returned = ranking.grades.size();
    result.relevant = ranking.all_grades.size();
    result.relevant_found = count_relevant(ranking.grades, ranking.grades.size());
    std::ranges::transform(metric_table, result.values.begin(),
                           [&](const MetricRow& metric) { return metric.measure(ranking); });
  }
  evaluation.without_judgements = static_cast<std::size_t>(
      std::ranges::count_if(run, [&](const auto& answer) { return !qrels.contains(answer.first); }));
  for (std::size_t metric = 0; metric < metric_count; ++metric) {
    const double sum =
        std::accumulate(evaluation.queries.begin(), evaluation.queries.end(), 0.0,
                        [metric](double so_far, const auto& query) { return so_far + query.values[metric]; });
    if (!evaluation.queries.empty())
      evaluation.means[metric] = sum / static_cast<double>(evaluation.queries.size());
  }
  return evaluation;
}

}  // namespace dateline
