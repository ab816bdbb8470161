#include "indexer/build/bulk/segment_builder.hpp"

#include "tests/support/bulk_input.hpp"
#include "tests/support/random_articles.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

std::vector<StoredRun> runs_of(const std::vector<BulkArticle>& articles, const MemoryPlan& plan,
                               RunFile& file) {
  return SegmentBuilder(plan, file).build(input_of(articles, articles.size(), {}), 0).runs;
}

}  // namespace

TEST_CASE("an article is sorted through a file when its prose is large, in whichever member it is",
          "[bulk]") {
  const TempDir dir;
  RunFile file(dir.path() / "runs");
  MemoryPlan plan = plan_memory(least_memory_bytes);
  plan.large_text_bytes = 10'000;
  std::string Article::*const member = GENERATE(&Article::summary, &Article::text, &Article::captions);
  const std::size_t words = GENERATE(10, 4000);
  BulkArticle article{.docid = 1, .article = {.id = "one"}, .file_term = "F1", .data = "data"};
  for (std::size_t i = 0; i < words; ++i) article.article.*member += "word" + std::to_string(i) + " ";
  const auto runs = runs_of({article}, plan, file);
  REQUIRE_FALSE(runs.empty());
  CHECK(std::ranges::all_of(runs, [&](const StoredRun& run) { return run.is_in_memory() == (words == 10); }));
}

TEST_CASE("a run ends when what is kept of its articles is large, whatever number of terms they have",
          "[bulk]") {
  const TempDir dir;
  RunFile file(dir.path() / "runs");
  MemoryPlan plan = plan_memory(least_memory_bytes);
  plan.log_bytes = GENERATE(1, 20'000, 1'000'000);
  std::vector<BulkArticle> articles;
  for (std::uint32_t i = 1; i <= 20; ++i) {
    std::string text;
    for (std::uint32_t word = 0; word < 1000; ++word) text += "again" + std::to_string(word % 100) + " ";
    articles.push_back(
        {.docid = i, .article = {.id = std::to_string(i), .text = text}, .file_term = "F1", .data = "data"});
  }
  const auto runs = runs_of(articles, plan, file);
  CAPTURE(plan.log_bytes, runs.size());
  if (plan.log_bytes == 1) CHECK(runs.size() == 20);
  if (plan.log_bytes == 20'000) CHECK((runs.size() > 1 && runs.size() < 20));
  if (plan.log_bytes == 1'000'000) CHECK(runs.size() == 1);
}
