#include "indexer/publish/writer_lock.hpp"
#include "indexer/remove/pending_removal.hpp"
#include "tests/support/has.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/running_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <csignal>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
using tests::has;
using tests::run_index;
using tests::run_search;
namespace fs = std::filesystem;

namespace {

std::string article(const std::string& headline, const std::string& tag) {
  return headline + "\n\nThe council of Lissen met on Monday and spoke about " + headline +
         " until the evening. Nobody left before the vote.\n\nTAGS: " + tag + "\n";
}

/// An index "db" of "archive": four files in two directories, and a file of three records.
struct Removal {
  tests::TempDir directory;

  Removal() {
    directory.write("archive/harbour.txt", article("harbour", "sea"));
    directory.write("archive/lighthouse.txt", article("lighthouse", "sea"));
    directory.write("archive/mills/windmill.txt", article("windmill", "wind"));
    directory.write("archive/mills/watermill.txt", article("watermill", "water"));
    directory.write("archive/feed.jsonl",
                    R"({"id":"one","title":"Granary","text":"The granary of Lissen burned."}
{"id":"two \"odd\" id","title":"Brewery","text":"The brewery of Lissen is sold to its workers."}
{"id":"drei-ü","title":"Tannery","text":"The tannery of Lissen opened its doors."}
)");
    REQUIRE(index({"archive"}).status == 0);
  }

  tests::ProgramRun index(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--db", "db"});
    return run_index(arguments, directory.path());
  }

  /// Headlines of all articles, sorted.
  [[nodiscard]] std::vector<std::string> articles() const {
    const auto run =
        run_search({"--db", "db", "--format", "jsonl", "--limit", "100", "Lissen"}, directory.path());
    std::vector<std::string> headlines;
    std::istringstream lines(run.out);
    for (std::string line; std::getline(lines, line);)
      headlines.push_back(nlohmann::json::parse(line)["title"]);
    std::ranges::sort(headlines);
    return headlines;
  }

  [[nodiscard]] nlohmann::json status() const {
    return nlohmann::json::parse(index({"status", "--format", "json"}).out);
  }
};

using Headlines = std::vector<std::string>;
const Headlines all{"Brewery", "Granary", "Tannery", "harbour", "lighthouse", "watermill", "windmill"};

Headlines without(const Headlines& gone) {
  Headlines rest;
  std::ranges::set_difference(all, gone, std::back_inserter(rest));
  return rest;
}

}  // namespace

TEST_CASE("remove takes out what its arguments mean, and later runs do not bring it back", "[cli][remove]") {
  struct Row {
    std::vector<std::string> arguments;
    Headlines gone;
  };
  const auto row = GENERATE(values<Row>({
      {{"archive/harbour.txt"}, {"harbour"}},
      {{"./archive/../archive/harbour.txt"}, {"harbour"}},
      {{"archive/harbour.txt", "archive/mills/"}, {"harbour", "watermill", "windmill"}},
      {{"archive/feed.jsonl"}, {"Brewery", "Granary", "Tannery"}},
      {{"mills/windmill.txt"}, {"windmill"}},  // an id
      {{"one"}, {"Granary"}},
      {{"two \"odd\" id"}, {"Brewery"}},
      {{"drei-ü", "harbour.txt"}, {"Tannery", "harbour"}},
      {{"windmill"}, {"windmill"}},
      {{"harbour", "brewery"}, {"Brewery", "harbour"}},
      {{"+lissen -harbour tag:sea"}, {"lighthouse"}},
      {{"tag:sea"}, {"harbour", "lighthouse"}},
      {{"Lissen"}, all},
  }));
  CAPTURE(row.arguments);
  const Removal removal;
  REQUIRE(removal.articles() == all);

  auto arguments = row.arguments;
  arguments.insert(arguments.begin(), {"remove", "--dry-run"});
  const auto dry = removal.index(arguments);
  CHECK(dry.status == 0);
  CHECK(has(dry.err, "Would remove " + std::to_string(row.gone.size()) + " article"));
  CHECK(removal.articles() == all);
  CHECK(removal.status()["revision"] == 1);

  arguments.erase(arguments.begin() + 1);
  const auto run = removal.index(arguments);
  CAPTURE(run.err);
  CHECK(run.status == 0);
  for (const auto& headline : row.gone) CHECK(has(run.err, "  " + headline + "\n"));
  CHECK(removal.articles() == without(row.gone));
  CHECK(removal.status()["revision"] == 2);

  const auto again = removal.index(arguments);
  CHECK(again.status == 1);
  CHECK(has(again.err, "nothing matched"));
}

TEST_CASE("what matches nothing is status 1, what cannot be read 2, and nothing is removed",
          "[cli][remove]") {
  struct Row {
    std::vector<std::string> arguments;
    int status;
    std::string told;
  };
  const auto row = GENERATE(values<Row>({
      {{"zeppelin"}, 1, "nothing matched"},
      {{"archive/lighthose.txt"}, 1, "nothing matched"},  // a path, not the words archive and txt
      {{"lissen.txt"}, 1, "nothing matched"},
      {{"/nowhere"}, 1, "nothing matched"},
      {{"db"}, 1, "nothing matched"},  // there, but not indexed
      {{"archive/harbour.txt", "lighthouse"}, 2, "not both at once"},
      {{"harbour", "archive/harbour.txt"}, 2, "not both at once"},
      {{"title:(harbour"}, 2, "dateline-search: query:"},
      {{"nofield:harbour"}, 2, "nofield"},
      {{}, 2, "nothing named"},
      {{"--undo"}, 2, "nothing named"},
      {{"--undo", "archive/harbour.txt"}, 1, "nothing matched"},
      {{"--undo", "--purge", "archive/harbour.txt"}, 2, "--undo"},
  }));
  CAPTURE(row.arguments);
  const Removal removal;
  auto arguments = row.arguments;
  arguments.insert(arguments.begin(), "remove");
  const auto run = removal.index(arguments);
  CAPTURE(run.err);
  CHECK(run.status == row.status);
  CHECK(has(run.err, row.told));
  CHECK(removal.articles() == all);
  CHECK(removal.status()["revision"] == 1);
}

TEST_CASE("undo takes a removal back, and the next update reads the files again", "[cli][remove]") {
  struct Row {
    std::vector<std::string> removed;
    std::vector<std::string> undone;
  };
  const auto row = GENERATE(values<Row>({
      {{"archive/harbour.txt"}, {"archive/harbour.txt"}},
      {{"archive/harbour.txt"}, {"harbour.txt"}},  // by its id
      {{"archive/mills"}, {"archive/mills/"}},
      {{"mills/windmill.txt", "archive/mills/watermill.txt"}, {"archive/mills"}},
      {{"one"}, {"one"}},
      {{"one", "two \"odd\" id"}, {"two \"odd\" id", "one"}},
      {{"lighthouse"}, {"lighthouse.txt"}},
      {{"one", "drei-ü"}, {"archive/feed.jsonl"}},
      {{"Lissen"}, {"archive"}},
  }));
  CAPTURE(row.removed, row.undone);
  const Removal removal;
  auto arguments = row.removed;
  arguments.insert(arguments.begin(), "remove");
  REQUIRE(removal.index(arguments).status == 0);
  CHECK(removal.articles() != all);
  arguments = row.undone;
  arguments.insert(arguments.begin(), {"remove", "--undo"});
  const auto run = removal.index(arguments);
  CAPTURE(run.err);
  CHECK(run.status == 0);
  REQUIRE(removal.index({}).status == 0);
  CHECK(removal.articles() == all);
}

TEST_CASE("a part of what was removed is not taken back alone", "[cli][remove]") {
  const Removal removal;
  REQUIRE(removal.index({"remove", "archive/mills"}).status == 0);
  const auto run = removal.index({"remove", "--undo", "archive/mills/windmill.txt"});
  CHECK(run.status == 2);
  CHECK(has(run.err, "remove --undo"));
}

TEST_CASE("a removed root is forgotten, and comes back when that is undone and it is named",
          "[cli][remove]") {
  const Removal removal;
  removal.directory.write("second/granite.txt", article("granite", "stone"));
  REQUIRE(removal.index({"second"}).status == 0);
  const auto run = removal.index({"remove", "archive"});
  CHECK(run.status == 0);
  CHECK(has(run.err, "Removed 7 articles from 5 files"));
  CHECK(removal.status()["roots"].size() == 1);
  CHECK(removal.index({}).status == 0);
  CHECK(removal.articles() == Headlines{"granite"});
  CHECK(has(removal.index({"archive"}).err, "remove --undo"));
  CHECK(removal.articles() == Headlines{"granite"});
  CHECK(has(removal.index({"remove", "--undo", "archive"}).err, "dateline-index archive\n"));
  CHECK(removal.index({"archive"}).status == 0);
  CHECK(removal.articles().size() == 8);
}

TEST_CASE("removing from an index that is not there makes none", "[cli][remove]") {
  const tests::TempDir directory;
  const auto run = run_index({"--db", "db", "remove", "harbour"}, directory.path());
  CHECK(run.status == 2);
  CHECK(has(run.err, "no index"));
  CHECK_FALSE(fs::exists(directory.path() / "db"));
}

TEST_CASE("a removed record stays away when its number changes, and the one that gets it is read",
          "[cli][remove]") {
  const Removal removal;
  const std::string old_one = R"({"title":"Old","text":"The old bridge of Lissen."})"
                              "\n";
  const std::string bad_one = R"({"title":"Bad","text":"The bad bridge of Lissen."})"
                              "\n";
  const std::string new_one = R"({"title":"New","text":"The new bridge of Lissen."})"
                              "\n";
  removal.directory.write("archive/x.jsonl", old_one + bad_one);
  REQUIRE(removal.index({}).status == 0);
  REQUIRE(removal.articles().size() == 9);
  REQUIRE(removal.index({"remove", "x.jsonl#2"}).status == 0);
  CHECK(removal.status()["removed"] == 1);
  removal.directory.write("archive/x.jsonl", new_one + old_one + bad_one);
  REQUIRE(removal.index({}).status == 0);
  const auto has_article = [&](const char* headline) {
    const auto articles = removal.articles();
    return std::ranges::find(articles, headline) != articles.end();
  };
  CHECK(has_article("New"));
  CHECK(has_article("Old"));
  CHECK_FALSE(has_article("Bad"));
  REQUIRE(removal.index({"rebuild"}).status == 0);
  CHECK(has_article("Old"));
  CHECK_FALSE(has_article("Bad"));
  CHECK(removal.index({"remove", "--undo", "x.jsonl#2"}).status == 0);
  REQUIRE(removal.index({}).status == 0);
  CHECK(has_article("Bad"));
}

TEST_CASE("a removed file stays away under another name, until that is undone", "[cli][remove]") {
  const auto* const removed = GENERATE("archive/mills/windmill.txt", "mills/windmill.txt", "archive/mills");
  CAPTURE(removed);
  const Removal removal;
  REQUIRE(removal.index({"remove", removed}).status == 0);
  const auto left = removal.articles();
  fs::rename(removal.directory.path() / "archive/mills/windmill.txt",
             removal.directory.path() / "archive/wind.txt");
  const auto run = removal.index({});
  CHECK(has(run.err, "remove --undo"));
  CHECK(removal.articles() == left);
  REQUIRE(removal.index({"remove", "--undo", removed}).status == 0);
  REQUIRE(removal.index({}).status == 0);
  CHECK(removal.articles() == all);
}

TEST_CASE("who removes one of two equal files keeps the other, also when it is read again", "[cli][remove]") {
  const Removal removal;
  removal.directory.write("archive/copy.txt", article("harbour", "sea"));
  REQUIRE(removal.index({}).status == 0);
  REQUIRE(removal.index({"remove", "archive/copy.txt"}).status == 0);
  REQUIRE(removal.index({"rebuild"}).status == 0);
  CHECK(removal.articles() == all);
}

TEST_CASE("a dry run does not finish a removal that was interrupted", "[cli][remove]") {
  const Removal removal;
  write_pending(
      {removal.directory.path() / "db"},
      {.staying = {removed_path_key(fs::canonical(removal.directory.path()) / "archive/feed.jsonl")}});
  CHECK(removal.index({"remove", "--dry-run", "archive/harbour.txt"}).status == 0);
  CHECK(removal.articles() == all);
  CHECK(read_pending({removal.directory.path() / "db"}));
  CHECK(removal.index({"remove", "archive/harbour.txt"}).status == 0);
  CHECK(removal.articles() == without({"Brewery", "Granary", "Tannery", "harbour"}));
}

TEST_CASE("a dry run needs no permission to write and waits for no writer", "[cli][remove]") {
  const Removal removal;
  const fs::path index = removal.directory.path() / "db";
  const auto argument = GENERATE(as<std::string>(), "archive/harbour.txt", "harbour");
  CAPTURE(argument);
  const auto dry_run = [&] {
    return removal.index({"--lock-timeout", "0", "remove", "--dry-run", argument});
  };
  SECTION("nobody may write there") {
    fs::remove(index / "writer.lock");
    fs::permissions(index, fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(dry_run().status == 0);
    fs::permissions(index, fs::perms::owner_all);
    CHECK_FALSE(fs::exists(index / "writer.lock"));
  }
  SECTION("another run writes") {
    const WriterLock lock({index}, std::chrono::seconds(1));
    const auto run = dry_run();
    CHECK(run.status == 0);
    CHECK(has(run.err, "Would remove 1 article"));
    CHECK(removal.index({"--lock-timeout", "0", "remove", argument}).status == 2);
  }
}

TEST_CASE("a removal that waits for its query ends when it is asked to", "[cli][remove]") {
  const tests::TempDir directory;
  directory.write("archive/a.txt", "Ferry sails\n\nThe ferry to Orrin sails again since Tuesday.\n");
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  // A searcher that never ends stands beside the indexer.
  const fs::path program = directory.path() / "bin/dateline-index";
  fs::permissions(directory.write("bin/dateline-search", "#!/bin/sh\nexec sleep 60\n"), fs::perms::owner_all);
  fs::copy_file(DATELINE_INDEX_PROGRAM, program);
  tests::RunningProgram removal(program, {"--db", "db", "remove", "ferry"}, directory.path());
  CHECK_FALSE(removal.wait(std::chrono::seconds(1)));
  removal.send(SIGTERM);
  CHECK(removal.wait(std::chrono::seconds(3)) == 128 + SIGTERM);
}
