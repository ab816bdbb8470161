#include "indexer/parallel/turns.hpp"

#include "common/error.hpp"

#include <atomic>
#include <chrono>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("results take effect in order though the work ends in another", "[bulk]") {
  const unsigned threads = GENERATE(0, 1, 2, 3, 8);
  const std::size_t count = GENERATE(0, 1, 2, 50);
  CAPTURE(threads, count);
  std::vector<std::size_t> taken;
  std::atomic<unsigned> greatest_worker{0};
  Turns turns;
  work_in_turns(threads, count, {&turns}, [&](unsigned worker, std::size_t number) {
    unsigned greatest = greatest_worker;
    while (worker > greatest && !greatest_worker.compare_exchange_weak(greatest, worker)) {
    }
    std::this_thread::sleep_for(std::chrono::microseconds(number * 7919 % 300));
    turns.wait_for(number);
    taken.push_back(number);
    turns.pass(number);
  });
  std::vector<std::size_t> expected(count);
  std::iota(expected.begin(), expected.end(), std::size_t{0});
  CHECK(taken == expected);
  CHECK((greatest_worker == 0 || greatest_worker < threads));
}

TEST_CASE("a failure in the middle stops all and is thrown again, whoever waits", "[bulk]") {
  const unsigned threads = GENERATE(1, 2, 3, 8);
  const bool has_turn = GENERATE(false, true);  // before or in its turn
  CAPTURE(threads, has_turn);
  constexpr std::size_t failing = 20;
  std::vector<std::size_t> taken;
  Turns turns;
  std::string told;
  try {
    work_in_turns(threads, 1000, {&turns}, [&](unsigned, std::size_t number) {
      if (number == failing && !has_turn) throw Error(ErrorKind::io, "no space");
      turns.wait_for(number);
      if (number == failing) throw Error(ErrorKind::io, "no space");
      taken.push_back(number);
      turns.pass(number);
    });
  } catch (const Error& error) {
    told = error.what();
  }
  CHECK(told == "no space");
  CHECK(taken.size() <= failing);
  if (has_turn) CHECK(taken.size() == failing);
  for (std::size_t i = 0; i < taken.size(); ++i) CHECK(taken[i] == i);
}

TEST_CASE("nobody waits for a turn that has been stopped", "[bulk]") {
  Turns turns;
  turns.stop();
  CHECK_THROWS_AS(turns.wait_for(0), TurnsStopped);
  CHECK_THROWS_AS(turns.wait_for(5), TurnsStopped);
}
