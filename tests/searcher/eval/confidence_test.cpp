#include "searcher/eval/confidence.hpp"

#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("the bootstrap interval of a hundred coin throws is what theory says", "[eval]") {
  // 50 of 100: standard error sqrt(.25 / 100) = .05, 95 % within 1.96 of it: .402 to .598.
  std::vector<double> throws(100, 0.0);
  for (std::size_t i = 0; i < 50; ++i) throws[2 * i] = 1;
  const auto interval = bootstrap_mean(throws);
  CHECK(interval.low == Approx(0.402).margin(0.015));
  CHECK(interval.high == Approx(0.598).margin(0.015));
  const auto again = bootstrap_mean(throws);
  CHECK(again.low == interval.low);
  CHECK(again.high == interval.high);
}

TEST_CASE("the interval of equal values is that value, of none nothing", "[eval]") {
  const std::vector<double> values(7, 0.25);
  CHECK(bootstrap_mean(values).low == 0.25);
  CHECK(bootstrap_mean(values).high == 0.25);
  CHECK(bootstrap_mean({}).high == 0);
}

TEST_CASE("the randomisation test counts the sign patterns that lie as far out", "[eval]") {
  struct Row {
    std::vector<double> differences;
    double expected;
  };
  // Three of one sign: only +++ and --- reach the sum, 2 of 8. With one small one against: +++, ++- and their
  // mirrors, 4 of 8. No difference at all: every pattern, 1.
  const auto row = GENERATE(Row{{0.1, 0.2, 0.3}, 0.25}, Row{{0.2, 0.3, -0.1}, 0.5}, Row{{0.1, -0.1}, 1.0},
                            Row{{0.0, 0.0}, 1.0}, Row{{}, 1.0}, Row{{0.1, 0.0, 0.2, 0.0, 0.3}, 0.25});
  CHECK(randomisation_test(row.differences) == Approx(row.expected));
}

TEST_CASE("with many queries the test draws patterns and comes to the same", "[eval]") {
  // 20 differences of equal size, 15 for and 5 against: twice the binomial tail P(X >= 15 of 20) = 2 *
  // 0.020695.
  std::vector<double> differences(20, 0.1);
  for (std::size_t i = 0; i < 5; ++i) differences[i] = -0.1;
  CHECK(randomisation_test(differences) == Approx(0.04139).margin(0.006));
  CHECK(randomisation_test(differences) == randomisation_test(differences));
  CHECK(randomisation_test(std::vector<double>(40, 0.1)) < 0.0002);
}
