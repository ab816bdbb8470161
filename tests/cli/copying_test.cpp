#include "tests/support/has.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

using namespace dateline;
using tests::has;
using tests::run_index;
using tests::run_program;
using tests::run_search;
namespace fs = std::filesystem;

namespace {

// An index "db" of the folder "archive".
void make_index(const tests::TempDir& directory, int articles = 3) {
  for (int i = 0; i < articles; ++i) {
    directory.write("archive/" + std::to_string(i) + ".txt",
                    "Date: " + std::to_string(i % 28 + 1) + " May 2021\n\nHarbour report " +
                        std::to_string(i) + "\n\nThe harbour of Lissen opened again after storm number " +
                        std::to_string(i) + ".\n");
  }
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
}

tests::ProgramRun run_shell(const std::string& script, const fs::path& directory) {
  return run_program("/bin/bash", {"-c", "INDEX='" DATELINE_INDEX_PROGRAM "'; " + script}, directory);
}

}  // namespace

TEST_CASE("check is status 0 for a sound index, and 2 naming damage and repair", "[cli]") {
  const tests::TempDir directory;
  make_index(directory);
  const auto sound = run_index({"--db", "db", "check"}, directory.path());
  CAPTURE(sound.out, sound.err);
  CHECK(sound.status == 0);
  CHECK(has(sound.out, "db: sound. 3 articles from 3 files"));

  fs::remove(directory.path() / "db/generation-1/position.glass");
  const auto damaged = run_index({"--db", "db", "check"}, directory.path());
  CAPTURE(damaged.out);
  CHECK(damaged.status == 2);
  CHECK(has(damaged.out, "position.glass: is missing"));
  CHECK(has(damaged.out, "dateline-index --db db rebuild"));
  const auto json =
      nlohmann::json::parse(run_index({"--db", "db", "check", "--format", "json"}, directory.path()).out);
  CHECK(json["version"] == 1);
  CHECK(json["sound"] == false);
  CHECK(json["damages"][0]["part"] == "position.glass");

  CHECK(run_index({"--db", "none", "check"}, directory.path()).status == 2);
  CHECK_FALSE(fs::exists(directory.path() / "none"));
}

TEST_CASE("check, status and export need to write nowhere", "[cli]") {
  const tests::TempDir directory;
  make_index(directory);
  for (const auto* path : {"db/generation-1", "db"})
    fs::permissions(directory.path() / path, fs::perms::owner_read | fs::perms::owner_exec);
  for (const auto* command : {"check", "status", "export"}) {
    CAPTURE(command);
    const auto run =
        run_shell("TMPDIR=/nowhere \"$INDEX\" --db db " + std::string(command), directory.path());
    CAPTURE(run.err);
    CHECK(run.status == 0);
    CHECK_FALSE(run.out.empty());
  }
  for (const auto* path : {"db", "db/generation-1"})
    fs::permissions(directory.path() / path, fs::perms::owner_all);
}

TEST_CASE("check and backup wait for nobody while the lock is held", "[cli]") {
  const tests::TempDir directory;
  make_index(directory);
  const auto run = run_shell(
      "exec 9<>db/writer.lock; flock -x 9; \"$INDEX\" --db db --lock-timeout 0 check && "
      "\"$INDEX\" --db db --lock-timeout 0 backup copy",
      directory.path());
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
}

TEST_CASE("an export is read back from a file and from standard input", "[cli]") {
  const tests::TempDir directory;
  make_index(directory);
  const auto exported = run_index({"--db", "db", "export"}, directory.path());
  CHECK(exported.status == 0);
  CHECK(exported.err.empty());
  CHECK(std::count(exported.out.begin(), exported.out.end(), '\n') == 3);
  directory.write("articles.jsonl", exported.out);
  REQUIRE(run_index({"--db", "copy", "articles.jsonl"}, directory.path()).status == 0);
  CHECK(run_index({"--db", "copy", "export"}, directory.path()).out == exported.out);
  REQUIRE(run_shell("\"$INDEX\" --db db export | \"$INDEX\" --db piped -", directory.path()).status == 0);
  CHECK(run_index({"--db", "piped", "export"}, directory.path()).out == exported.out);
  CHECK(run_search({"--db", "piped", "--format", "ids", "storm"}, directory.path()).out ==
        run_search({"--db", "db", "--format", "ids", "storm"}, directory.path()).out);
}

TEST_CASE("an export into a pipe that closes is quiet, on a full disk it is status 2", "[cli]") {
  const tests::TempDir directory;
  make_index(directory, 300);
  const auto closed =
      run_shell("\"$INDEX\" --db db export | head -n 1 > first; exit ${PIPESTATUS[0]}", directory.path());
  CHECK(closed.status == 0);
  CHECK(closed.err.empty());
  const auto full = run_shell("\"$INDEX\" --db db export > /dev/full", directory.path());
  CHECK(full.status == 2);
  CHECK(has(full.err, "no space"));
}

TEST_CASE("a backup is searched, and restored where nothing is left", "[cli]") {
  const tests::TempDir directory;
  make_index(directory);
  const auto made = run_index({"--db", "db", "backup", "copy"}, directory.path());
  CAPTURE(made.err);
  CHECK(made.status == 0);
  CHECK(made.out.empty());
  CHECK(has(made.err, "3 articles"));
  CHECK(run_search({"--db", "copy", "--format", "ids", "storm"}, directory.path()).status == 0);
  fs::remove_all(directory.path() / "db");
  CHECK(run_index({"--db", "db", "restore", "copy"}, directory.path()).status == 0);
  CHECK(run_index({"--db", "db", "check"}, directory.path()).status == 0);
  const auto run = run_index({"--db", "db"}, directory.path());
  CHECK(has(run.err, "up to date: 3 articles"));
}

TEST_CASE("backup and restore refuse what they cannot do, and say what to do", "[cli]") {
  const tests::TempDir directory;
  make_index(directory);
  directory.write("files/letter.txt", "x");
  struct Row {
    std::vector<std::string> arguments;
    std::string expected;
  };
  const auto row =
      GENERATE(Row{{"--db", "db", "backup"}, "DIR"}, Row{{"--db", "db", "backup", "files"}, "letter.txt"},
               Row{{"--db", "db", "backup", "db/copy"}, "one inside the other"},
               Row{{"--db", "none", "backup", "copy"}, "no index at none"},
               Row{{"--db", "db", "restore", "none"}, "no backup at none"},
               Row{{"--db", "db", "restore", "files"}, "no backup at files"});
  const auto run = run_index(row.arguments, directory.path());
  CAPTURE(row.arguments, run.err);
  CHECK(run.status == 2);
  CHECK(has(run.err, row.expected));
  CHECK(run_index({"--db", "db", "check"}, directory.path()).status == 0);
}
