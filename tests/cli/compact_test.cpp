#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
using tests::run_index;
using tests::run_search;
namespace fs = std::filesystem;

namespace {

nlohmann::json status_of(const fs::path& directory) {
  return nlohmann::json::parse(run_index({"--db", "db", "status", "--format", "json"}, directory).out);
}

std::string article(int number, int round) {
  std::string text = "Report " + std::to_string(number) + "\n\nThe harbour of Lissen opened on Monday.";
  for (int word = 0; word < 200; ++word)
    text += " word" + std::to_string((number * 7 + word * 13 + round * 31) % 5000);
  return text + ".\n";
}

}  // namespace

TEST_CASE("compact makes an index smaller and changes no answer", "[cli]") {
  const tests::TempDir directory;
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < 60; ++i) directory.write("archive/" + std::to_string(i) + ".txt", article(i, round));
    REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  }
  const auto before = status_of(directory.path());
  const auto answer =
      run_search({"--db", "db", "--format", "jsonl", "--limit", "100", "harbour"}, directory.path());
  const auto run = run_index({"--db", "db", "compact"}, directory.path());
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(run.err.find(" before, ") != std::string::npos);
  const auto after = status_of(directory.path());
  CHECK(after["bytes"].get<int>() < before["bytes"].get<int>());
  CHECK(after["generation"].get<int>() == before["generation"].get<int>() + 1);
  CHECK(after["articles"] == before["articles"]);
  CHECK(after["revision"] == before["revision"]);
  CHECK(run_search({"--db", "db", "--format", "jsonl", "--limit", "100", "harbour"}, directory.path()).out ==
        answer.out);
  CHECK(fs::exists(directory.path() / "db/generation-1"));

  const auto again = run_index({"--db", "db", "compact"}, directory.path());
  CHECK(again.status == 0);
  CHECK(again.err.find("Nothing to gain: generation 2") != std::string::npos);
  CHECK(status_of(directory.path())["generation"] == after["generation"]);
  CHECK(run_index({"--db", "db"}, directory.path()).err.find("up to date") != std::string::npos);
}

TEST_CASE("compact without an index says so and makes none", "[cli]") {
  const tests::TempDir directory;
  const auto run = run_index({"--db", "db", "compact"}, directory.path());
  CHECK(run.status == 2);
  CHECK(run.err.find("no index") != std::string::npos);
  CHECK_FALSE(fs::exists(directory.path() / "db"));
}
