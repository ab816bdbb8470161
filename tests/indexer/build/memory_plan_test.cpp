#include "indexer/build/memory_plan.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

}  // namespace

TEST_CASE("what the steps of a build may keep comes to no more than the memory given", "[bulk]") {
  const std::uint64_t memory = GENERATE(64, 100, 128, 256, 512, 1024, 4096, 65536) * mebibyte;
  const unsigned threads = GENERATE(1U, 2U, 8U, 64U, 256U);
  CAPTURE(memory, threads);
  const MemoryPlan plan = plan_memory(memory);
  CHECK(plan.reading_bytes < memory);
  CHECK(plan.run_bytes + plan.inverting_bytes < memory);
  CHECK(plan.run_bytes + plan.merging_bytes < memory);
  const unsigned inverting = plan.inverting_threads(threads);
  CHECK(inverting >= 1);
  CHECK(inverting <= threads);
  if (inverting > 1) CHECK(inverting * plan.segment_need(0) <= plan.inverting_bytes);
  CHECK(plan.segment_need(0) <= plan.inverting_bytes);
  CHECK(plan.log_bytes + plan.kept_terms * 32 < plan.segment_need(0));
  const unsigned reading = plan.reading_threads(threads);
  CHECK(reading <= threads);
  CHECK(reading * 4 * mebibyte <= plan.reading_bytes);
}

TEST_CASE("a merge keeps to its memory, however many runs there are", "[bulk]") {
  const std::uint64_t memory = GENERATE(64, 100, 256, 1024, 65536) * mebibyte;
  const unsigned threads = GENERATE(1U, 2U, 8U, 256U);
  const std::size_t runs = GENERATE(0, 1, 100, 1'000, 10'000);
  CAPTURE(memory, threads, runs);
  const MemoryPlan plan = plan_memory(memory);
  const MergeLimits merging = plan.merging(threads, runs);
  CHECK(merging.threads >= 1);
  CHECK(merging.threads <= threads);
  CHECK(merging.held_bytes > 0);
  CHECK(merging.window_bytes >= 512);
  CHECK(merging.threads * (2 * merging.held_bytes + runs * merging.window_bytes) <= plan.merging_bytes);
}

TEST_CASE("more memory cuts no smaller segments, and the default the largest there are", "[bulk]") {
  MemoryPlan before = plan_memory(64 * mebibyte);
  for (const std::uint64_t memory : {128, 256, 512, 1024, 2048, 65536}) {
    const MemoryPlan plan = plan_memory(memory * mebibyte);
    CHECK(plan.segment_bytes >= before.segment_bytes);
    CHECK(plan.run_terms >= before.run_terms);
    CHECK(plan.large_text_bytes >= before.large_text_bytes);
    before = plan;
  }
  CHECK(plan_memory(1024 * mebibyte).segment_bytes == plan_memory(65536 * mebibyte).segment_bytes);
}

TEST_CASE("the default lets several threads invert", "[bulk]") {
  CHECK(plan_memory(1024 * mebibyte).inverting_threads(8) >= 4);
  CHECK(plan_memory(1024 * mebibyte).reading_threads(8) == 8);
  CHECK(plan_memory(64 * mebibyte).inverting_threads(8) == 1);
  CHECK(plan_memory(64 * mebibyte).reading_threads(64) == 8);
}

TEST_CASE("windows and held blocks shrink with the number of runs and threads", "[bulk]") {
  const MemoryPlan plan = plan_memory(64 * mebibyte);
  CHECK(plan.merging(1, 1).window_bytes == std::size_t{64} << 10);
  CHECK(plan.merging(2, 5000).threads == 1);
  CHECK(plan.merging(2, 5000).window_bytes < std::size_t{4} << 10);
  CHECK(plan.merging(4, 100).held_bytes < plan.merging(1, 100).held_bytes);
  CHECK(plan.merging(64, 100).threads < 64);
}
