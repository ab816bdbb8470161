#include "indexer/parallel/memory_gate.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

// The most bytes that were in at once when each number enters with its bytes and takes its turn.
std::uint64_t most_inside(std::uint64_t limit, const std::vector<std::uint64_t>& bytes, unsigned threads) {
  MemoryGate gate(limit);
  Turns turns;
  std::atomic<std::uint64_t> inside{0};
  std::atomic<std::uint64_t> most{0};
  work_in_turns(threads, bytes.size(), {&gate.turns(), &turns}, [&](unsigned /*worker*/, std::size_t number) {
    const MemoryGate::Pass pass = gate.enter(number, bytes[number]);
    const std::uint64_t now = inside += bytes[number];
    for (std::uint64_t seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
    }
    turns.wait_for(number);
    turns.pass(number);
    inside -= bytes[number];
  });
  return most;
}

}  // namespace

TEST_CASE("no more is let in at once than there is room for, however many wait for each other's turns",
          "[bulk]") {
  std::vector<std::uint64_t> bytes;
  for (std::uint64_t i = 0; i < 300; ++i) bytes.push_back(i * 37 % 60);
  const unsigned threads = GENERATE(1, 2, 8);
  CHECK(most_inside(100, bytes, threads) <= 100);
}

TEST_CASE("what is larger than all the room is let in alone", "[bulk]") {
  CHECK(most_inside(100, {40, 500, 40, 600, 700, 1}, 4) == 700);
}

TEST_CASE("those who wait for room end when the work of others fails", "[bulk]") {
  MemoryGate gate(10);
  Turns turns;
  const auto fail_at_third = [&](unsigned /*worker*/, std::size_t number) {
    const MemoryGate::Pass pass = gate.enter(number, 6);
    if (number == 3) throw std::runtime_error("third");
    turns.wait_for(number);
    turns.pass(number);
  };
  CHECK_THROWS_WITH(work_in_turns(4, 100, {&gate.turns(), &turns}, fail_at_third), "third");
}
