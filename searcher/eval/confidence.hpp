// How far a mean over queries can be trusted, and whether two runs differ by more than luck. The same seed
// gives the same answer on every machine.
#pragma once

#include <cstdint>
#include <span>

namespace dateline {

struct ConfidenceInterval {
  double low = 0;
  double high = 0;
};

inline constexpr std::uint64_t evaluation_seed = 20'240'501;  // any fixed number: figures must repeat

/// Where 95 % of the means of `values` drawn anew with replacement (10,000 times) lie: percentile bootstrap.
/// {0, 0} without values.
ConfidenceInterval bootstrap_mean(std::span<const double> values, std::uint64_t seed = evaluation_seed);

/// The two-sided probability that the mean of `differences` (one a query, one run minus the other) is at
/// least as far from 0 as it is if it is luck which run is which: paired randomisation test. Exact up to 16
/// queries that differ, else from 20,000 drawn sign patterns. 1 without differences.
double randomisation_test(std::span<const double> differences, std::uint64_t seed = evaluation_seed);

}  // namespace dateline
