// Bootstrap and randomisation test; see confidence.hpp. The standard's distributions differ between
// libraries, its engines do not: numbers are drawn from the engine's bits here.
#include "searcher/eval/confidence.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <random>
#include <vector>

namespace dateline {

namespace {

constexpr std::size_t bootstrap_rounds = 10'000;
constexpr std::size_t randomisation_rounds = 20'000;
constexpr std::size_t most_for_exact = 16;

// 0 … limit-1. The bias of taking the upper half of a product is below limit / 2^32: nothing here.
std::size_t draw_below(std::mt19937_64& engine, std::size_t limit) {
  return static_cast<std::size_t>(((engine() >> 32U) * limit) >> 32U);
}

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// Sums of the same numbers in other orders differ in their last bits: those must not count as smaller.
bool is_at_least(double sum, double observed) {
  return std::abs(sum) >= std::abs(observed) - 1e-12;
}

double exact_probability(std::span<const double> differences) {
  const double observed = sum_of(differences);
  const auto patterns = std::uint64_t{1} << differences.size();
  std::uint64_t as_far = 0;
  for (std::uint64_t signs = 0; signs < patterns; ++signs) {
    double sum = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      sum += ((signs >> i) & 1U) != 0 ? -differences[i] : differences[i];
    }
    if (is_at_least(sum, observed)) ++as_far;
  }
  return static_cast<double>(as_far) / static_cast<double>(patterns);
}

double drawn_probability(std::span<const double> differences, std::uint64_t seed) {
  const double observed = sum_of(differences);
  std::mt19937_64 engine(seed);
  std::size_t as_far = 1;  // the pattern observed is one of them
  for (std::size_t round = 0; round < randomisation_rounds; ++round) {
    double sum = 0;
    std::uint64_t signs = 0;
    for (std::size_t i = 0; i < differences.size(); ++i, signs >>= 1U) {
      if (i % 64 == 0) signs = engine();
      sum += (signs & 1U) != 0 ? -differences[i] : differences[i];
    }
    if (is_at_least(sum, observed)) ++as_far;
  }
  return static_cast<double>(as_far) / static_cast<double>(randomisation_rounds + 1);
}

}  // namespace

ConfidenceInterval bootstrap_mean(std::span<const double> values, std::uint64_t seed) {
  if (values.empty()) return {};
  std::mt19937_64 engine(seed);
  std::vector<double> means(bootstrap_rounds);
  for (auto& mean : means) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += values[draw_below(engine, values.size())];
    mean = sum / static_cast<double>(values.size());
  }
  std::ranges::sort(means);
  return {means[bootstrap_rounds / 40], means[bootstrap_rounds - 1 - bootstrap_rounds / 40]};
}

double randomisation_test(std::span<const double> differences, std::uint64_t seed) {
  std::vector<double> differing;
  std::ranges::copy_if(differences, std::back_inserter(differing), [](double value) { return value != 0; });
  if (differing.empty()) return 1;
  return differing.size() <= most_for_exact ? exact_probability(differing)
                                            : drawn_probability(differing, seed);
}

}  // namespace dateline
