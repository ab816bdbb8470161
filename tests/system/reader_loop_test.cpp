// Searches without pause while the real indexer updates and rebuilds: each answer must be that of one state
// that the index had while the search ran; no error, no mixture, never nothing.
//
// DATELINE_FAULTS=all: 200 updates and 20 new generations; otherwise a tenth of them.
#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/text/analyse.hpp"
#include "searcher/search.hpp"
#include "tests/support/archive_states.hpp"
#include "tests/support/fault.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/running_program.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/support/trial_count.hpp"

#include <atomic>
#include <csignal>
#include <iostream>
#include <mutex>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

constexpr unsigned updates_per_generation = 10;

/// How far the writer is, and what the searchers found wrong.
class Watch {
 public:
  explicit Watch(const ArchiveStates& states) : states_(states) {}

  std::atomic<unsigned> begun{0};  // the last state that an update has begun to publish
  std::atomic<unsigned> done{0};   // the last state that is published for certain
  std::atomic<bool> is_over{false};

  /// Checks an answer that was asked for when `oldest` was the oldest state that may be seen; returns its
  /// state.
  unsigned check(const char* who, const Answer& answer, unsigned oldest) {
    const unsigned newest = begun;
    ++answers_;
    for (unsigned state = oldest; state <= newest; ++state) {
      if (answer == states_.answer(state)) return state;
    }
    fail(std::string(who) + ": no answer of the states " + std::to_string(oldest) + " to " +
         std::to_string(newest) + ":\n" + told(answer) + "state " + std::to_string(newest) + ":\n" +
         told(states_.answer(newest)));
    return oldest;
  }

  void fail(const std::string& what) {
    const std::lock_guard lock(mutex_);
    ++failures_;
    if (failures_ < 4) told_ += what + "\n";
  }

  [[nodiscard]] unsigned answers() const { return answers_; }
  [[nodiscard]] unsigned failures() const { return failures_; }
  [[nodiscard]] const std::string& told_failures() const { return told_; }

 private:
  static std::string told(const Answer& answer) {
    std::string text;
    for (const auto& line : answer) text += "  " + line + "\n";
    return text;
  }

  const ArchiveStates& states_;
  std::atomic<unsigned> answers_{0};
  std::mutex mutex_;  // of the rest
  unsigned failures_ = 0;
  std::string told_;
};

Answer answer_of(IndexReader& reader, Analyser& analyser, bool by_phrase) {
  const SearchRequest request{.query = by_phrase ? "\"the old pilots\"" : "pilots",
                              .sort = by_phrase ? SortOrder::newest : SortOrder::relevance,
                              .limit = 1000,
                              .timeout = std::chrono::minutes(1)};
  Answer answer;
  for (const auto& hit : search(reader, request, analyser).hits)
    answer.insert(hit.article.id + " " + hit.article.title);
  return answer;
}

void search_with_one_reader(const std::filesystem::path& index, Watch& watch) {
  try {
    IndexReader reader(IndexLocation{index});
    Analyser analyser;
    unsigned state = 0;
    for (bool by_phrase = false; !watch.is_over; by_phrase = !by_phrase)
      state = watch.check("one reader", answer_of(reader, analyser, by_phrase), state);
  } catch (const Error& error) {
    watch.fail(std::string("one reader: ") + error.what());
  }
}

void search_with_new_readers(const std::filesystem::path& index, Watch& watch) {
  Analyser analyser;
  for (bool by_phrase = false; !watch.is_over; by_phrase = !by_phrase) {
    try {
      const unsigned oldest = watch.done;
      IndexReader reader(IndexLocation{index});
      watch.check("a new reader", answer_of(reader, analyser, by_phrase), oldest);
    } catch (const Error& error) {
      watch.fail(std::string("a new reader: ") + error.what());
    }
  }
}

void search_with_the_program(const std::filesystem::path& index, Watch& watch) {
  while (!watch.is_over) {
    const unsigned oldest = watch.done;
    const auto run = run_search({"--db", index.string(), "--format", "json", "--limit", "1000", "pilots"},
                                index.parent_path());
    if (run.status != 0) {
      watch.fail("the program: status " + std::to_string(run.status) + ": " + run.err);
      continue;
    }
    Answer answer;
    const auto json = nlohmann::json::parse(run.out);
    for (const auto& hit : json["hits"])
      answer.insert(hit["id"].get<std::string>() + " " + hit["title"].get<std::string>());
    watch.check("the program", answer, oldest);
  }
}

}  // namespace

TEST_CASE("searches during updates and new generations see the state before or after each",
          "[system][faults]") {
  const unsigned generations = takes_all_faults() ? 20 : 1;
  const TempDir directory;
  const auto archive = directory.path() / "archive";
  const auto index = directory.path() / "index";
  ArchiveStates states(archive);
  states.go_to(0);
  REQUIRE(run_index({"--quiet", "--db", index.string(), archive.string()}, directory.path()).status == 0);

  Watch watch(states);
  {
    const std::jthread one([&] { search_with_one_reader(index, watch); });
    const std::jthread many([&] { search_with_new_readers(index, watch); });
    const std::jthread program([&] { search_with_the_program(index, watch); });
    const unsigned last = generations * (updates_per_generation + 1);
    for (unsigned state = 1; state <= last; ++state) {
      states.go_to(state);
      watch.begun = state;
      std::vector<std::string> arguments{"--quiet", "--db", index.string()};
      if (state % (updates_per_generation + 1) == 0) arguments.emplace_back("rebuild");
      const auto run = run_index(arguments, directory.path());
      if (run.status != 0) watch.fail("the indexer: " + run.err);
      watch.done = state;
    }
    watch.is_over = true;
  }
  INFO(watch.told_failures());
  CHECK(watch.failures() == 0);
  CHECK(watch.answers() > 0);
  if (takes_all_faults())
    std::cout << "searches during " << generations * updates_per_generation << " updates and " << generations
              << " new generations: " << watch.answers() << ", wrong: " << watch.failures() << std::endl;
}

TEST_CASE("a search that opens an index while its generation is replaced twice finds all of the newest",
          "[system][faults]") {
  const auto table = GENERATE(as<std::string>{}, "/XAPIANDB", "/iamglass", "/postlist.glass",
                              "/position.glass", "/docdata.glass", "/termlist.glass");
  CAPTURE(table);
  const TempDir directory;
  const auto archive = directory.path() / "archive";
  const auto index = std::filesystem::canonical(directory.path()) / "index";
  ArchiveStates states(archive);
  states.go_to(0);
  REQUIRE(run_index({"--quiet", "--db", index.string(), archive.string()}, directory.path()).status == 0);
  auto settings = shim_settings(index);
  settings.emplace_back("DATELINE_FAULT_HOLD", table);
  RunningProgram searcher(
      DATELINE_SEARCH_PROGRAM,
      {"--db", index.string(), "--format", "ids", "--limit", "1000", "\"the old pilots\""}, directory.path(),
      settings);
  if (!searcher.is_stopped()) {  // a table that a search need not open
    CHECK(searcher.wait(std::chrono::minutes(1)) == 0);
    return;
  }
  for (unsigned state = 1; state <= 3; ++state) {
    states.go_to(state);
    REQUIRE(run_index({"--quiet", "--db", index.string(), "rebuild"}, directory.path()).status == 0);
  }
  searcher.send(SIGCONT);
  CHECK(searcher.wait(std::chrono::minutes(1)) == 0);
  CAPTURE(searcher.err());
  CHECK(count_of("\n", searcher.out()) == states.answer(3).size());
}
