#include "tests/support/has.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace dateline;
using tests::has;
using tests::run_index;
using tests::run_search;
namespace fs = std::filesystem;

namespace {

constexpr const char* harbour =
    "Date: 3 May 2021 Author: Ada Marsh\n\nHarbour reopens after the storm\n\nThe harbour of Lissen opened "
    "again on Monday. "
    "Cranes moved the first containers before noon, and the pilots went back to work.\n\nTAGS: ports, "
    "storms\n";
constexpr const char* lighthouse =
    "Date: 7 June 2022 Author: Jon Vale\n\nA lighthouse for sale\n\nThe old lighthouse on the northern cape "
    "is for sale. Its "
    "keeper left forty years ago, and nobody has lit the lamp since then.\n";

std::vector<std::string> ids_of(const std::string& query, const fs::path& directory) {
  const auto run = run_search({"--db", "db", "--format", "ids", query}, directory);
  std::vector<std::string> ids;
  std::string line;
  for (const char c : run.out) {
    if (c == '\n') {
      ids.push_back(line);
      line.clear();
    } else {
      line += c;
    }
  }
  return ids;
}

}  // namespace

TEST_CASE("a directory is indexed, searched, and indexed again for nothing", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/harbour.txt", harbour);
  directory.write("archive/lighthouse.txt", lighthouse);
  const auto first = run_index({"--db", "db", "archive"}, directory.path());
  CAPTURE(first.err);
  CHECK(first.status == 0);
  CHECK(has(first.err, "2 articles from 2 files"));
  CHECK(first.out.empty());
  CHECK(ids_of("lighthouse", directory.path()) == std::vector<std::string>{"lighthouse.txt"});

  const auto second = run_index({"--db", "db", "archive"}, directory.path());
  CHECK(second.status == 0);
  CHECK(has(second.err, "up to date: 2 articles, 2 files unchanged"));
  const auto third = run_index({"--db", "db"}, directory.path());
  CHECK(has(third.err, "up to date: 2 articles"));
}

TEST_CASE("a run takes in what is new, changed, touched and gone", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/harbour.txt", harbour);
  directory.write("archive/lighthouse.txt", lighthouse);
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);

  directory.write(
      "archive/new.txt",
      "Windmill burns\n\nA windmill near Osk burned down in the night of Sunday, and nobody was hurt.\n");
  CHECK(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  CHECK(ids_of("windmill", directory.path()) == std::vector<std::string>{"new.txt"});
  CHECK(ids_of("lighthouse", directory.path()).size() == 1);

  directory.write("archive/new.txt",
                  "Watermill burns\n\nIt was a watermill that burned down near Osk on Sunday after all.\n");
  fs::last_write_time(directory.path() / "archive/harbour.txt",
                      fs::file_time_type::clock::now() + std::chrono::hours(1));
  fs::remove(directory.path() / "archive/lighthouse.txt");
  const auto run = run_index({"--db", "db", "--json", "archive"}, directory.path());
  const auto report = nlohmann::json::parse(run.out);
  CHECK(report["articles"] == 2);
  CHECK(report["files_read"] == 1);
  CHECK(report["files_unchanged"] == 1);
  CHECK(report["files_removed"] == 1);
  CHECK(ids_of("windmill", directory.path()).empty());
  CHECK(ids_of("watermill", directory.path()).size() == 1);
  CHECK(ids_of("lighthouse", directory.path()).empty());
}

TEST_CASE("every bad file is rejected with its reason, and the others are indexed", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/harbour.txt", harbour);
  directory.write("archive/empty.txt", "");
  directory.write("archive/binary.txt", std::string("\x7F"
                                                    "ELF\0\0\0\1\2\3",
                                                    10));
  directory.write("archive/odd\nname\x1b[31m.txt", lighthouse);
  directory.write("archive/invalid\xFF.txt", lighthouse);
  directory.write("archive/unknown\xC2\x9B.xyz", std::string(300, '\x01'));
  directory.write("archive/huge.txt", std::string(3 << 20, 'a'));
  fs::create_symlink("nowhere", directory.path() / "archive/dangling.txt");
  REQUIRE(mkfifo((directory.path() / "archive/fifo.txt").c_str(), 0600) == 0);
  const auto run = run_index({"--db", "db", "--max-file-size", "1M", "archive"}, directory.path());
  CAPTURE(run.err);
  CHECK(run.status == 3);
  CHECK(has(run.err, "empty.txt: empty"));
  CHECK(has(run.err, "binary.txt: binary"));
  CHECK(has(run.err, "unknown .xyz: "));
  CHECK(has(run.err, "huge.txt: larger than 1 MiB"));
  CHECK(has(run.err, "dangling.txt: a link to nothing"));
  CHECK_FALSE(has(run.err, "\x1b"));
  CHECK_FALSE(has(run.err, "\xC2\x9B"));
  CHECK(ids_of("lighthouse", directory.path()).size() == 2);
  CHECK(ids_of("harbour", directory.path()).size() == 1);

  const auto status = run_index({"status", "--db", "db", "--format", "json"}, directory.path());
  const auto json = nlohmann::json::parse(status.out);
  CHECK(json["articles"] == 3);
  CHECK(json["rejected"] == 5);
  CHECK_FALSE(has(status.out, "\xC2\x9B"));
  const auto again = run_index({"--db", "db", "--max-file-size", "1M", "archive"}, directory.path());
  CHECK(has(again.err, "up to date"));
}

TEST_CASE("a file that can no longer be opened keeps its articles", "[cli]") {
  const tests::TempDir directory;
  const auto file = directory.write("archive/harbour.txt", harbour);
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  directory.write("archive/harbour.txt", std::string(harbour) + "\nMore.\n");
  fs::permissions(file, fs::perms::none);
  CHECK(run_index({"--db", "db", "archive"}, directory.path()).status == 3);
  CHECK(ids_of("harbour", directory.path()).size() == 1);
}

TEST_CASE("a file or folder that could not be opened is read as soon as it can be", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/lighthouse.txt", lighthouse);
  const auto file = directory.write("archive/harbour.txt", harbour);
  const auto folder =
      directory.write("archive/mills/windmill.txt", "Windmill burns\n\nA windmill near Osk burned down.\n")
          .parent_path();
  fs::permissions(file, fs::perms::none);
  const auto first = run_index({"--db", "db", "archive"}, directory.path());
  CHECK(first.status == 3);
  CHECK(has(first.err, "harbour.txt: cannot be read"));
  CHECK(ids_of("windmill", directory.path()).size() == 1);

  fs::permissions(file, fs::perms::owner_all);
  fs::permissions(folder, fs::perms::none);
  CHECK(run_index({"--db", "db", "archive"}, directory.path()).status == 3);
  CHECK(ids_of("harbour", directory.path()).size() == 1);
  CHECK(ids_of("windmill", directory.path()).size() == 1);  // kept: its folder is hidden, not gone
  fs::permissions(folder, fs::perms::owner_all);
  CHECK(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
}

TEST_CASE("a file that can be read again, and is as it was, is rejected no more", "[cli]") {
  const tests::TempDir directory;
  const auto file = directory.write("archive/harbour.txt", harbour);
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  fs::permissions(file, fs::perms::none);
  CHECK(run_index({"--db", "db", "archive"}, directory.path()).status == 3);
  CHECK(run_index({"--db", "db"}, directory.path()).status == 3);
  CHECK(has(run_index({"status", "--db", "db", "--rejections"}, directory.path()).out, "cannot be read"));
  fs::permissions(file, fs::perms::owner_all);
  CHECK(run_index({"--db", "db"}, directory.path()).status == 0);
  CHECK_FALSE(
      has(run_index({"status", "--db", "db", "--rejections"}, directory.path()).out, "cannot be read"));
}

TEST_CASE("an emptied root is refused until it is said to be meant", "[cli]") {
  const tests::TempDir directory;
  const auto file = directory.write("archive/harbour.txt", harbour);
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  fs::remove(file);
  const auto refused = run_index({"--db", "db", "archive"}, directory.path());
  CHECK(refused.status == 2);
  CHECK(has(refused.err, "--allow-empty-root"));
  CHECK(ids_of("harbour", directory.path()).size() == 1);
  CHECK(run_index({"--db", "db", "--allow-empty-root", "archive"}, directory.path()).status == 0);
  CHECK(ids_of("harbour", directory.path()).empty());
}

TEST_CASE("an article keeps its id whichever path above or below it a run names", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/2021/harbour.txt", harbour);
  directory.write("archive/lighthouse.txt", lighthouse);
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  directory.write("archive/2021/harbour.txt", std::string(harbour) + "\nMore about the harbour.\n");
  directory.write("archive/2021/new.txt",
                  "Windmill burns\n\nA windmill near Osk burned down in the night of Sunday.\n");
  REQUIRE(run_index({"--db", "db", "archive/2021/harbour.txt", "archive/2021"}, directory.path()).status ==
          0);
  CHECK(ids_of("harbour", directory.path()) == std::vector<std::string>{"2021/harbour.txt"});
  CHECK(ids_of("windmill", directory.path()) == std::vector<std::string>{"2021/new.txt"});
  CHECK(ids_of("lighthouse", directory.path()) == std::vector<std::string>{"lighthouse.txt"});
  fs::remove_all(directory.path() / "archive/2021");
  fs::create_directory(directory.path() / "archive/2021");
  const auto refused = run_index({"--db", "db", "archive/2021"}, directory.path());
  CHECK(refused.status == 2);
  CHECK(has(refused.err, "--allow-empty-root"));
}

TEST_CASE("names that are no UTF-8 or hold control characters stay apart, and show takes what ids prints",
          "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/x\xFF.txt", harbour);
  directory.write("archive/x\xFE.txt", lighthouse);
  directory.write("archive/n\nl.txt",
                  "Windmill burns\n\nA windmill near Osk burned down in the night of Sunday.\n");
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  CHECK(ids_of("harbour", directory.path()) == std::vector<std::string>{"x%FF.txt"});
  CHECK(ids_of("lighthouse", directory.path()) == std::vector<std::string>{"x%FE.txt"});
  CHECK(ids_of("windmill", directory.path()) == std::vector<std::string>{"n%0Al.txt"});
  CHECK(run_search({"--db", "db", "show", "n%0Al.txt"}, directory.path()).status == 0);
}

TEST_CASE("of two files with the same id the later path's shows, and the other when that is gone", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/a.jsonl",
                  "{\"id\":\"x\",\"title\":\"Harbour\",\"text\":\"The harbour is open.\"}\n");
  directory.write("archive/b.jsonl",
                  "{\"id\":\"x\",\"title\":\"Lighthouse\",\"text\":\"The lighthouse is lit.\"}\n");
  const auto run = run_index({"--db", "db", "archive"}, directory.path());
  CHECK(has(run.err, "1 article not shown: another file's has the same id"));
  CHECK(ids_of("lighthouse", directory.path()).size() == 1);
  CHECK(ids_of("harbour", directory.path()).empty());
  directory.write("archive/a.jsonl",
                  "{\"id\":\"x\",\"title\":\"Harbour\",\"text\":\"The harbour is closed now.\"}\n");
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  CHECK(ids_of("lighthouse", directory.path()).size() == 1);
  fs::remove(directory.path() / "archive/b.jsonl");
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  CHECK(ids_of("harbour closed", directory.path()).size() == 1);
  CHECK(has(run_index({"--db", "db", "archive"}, directory.path()).err, "up to date: 1 article"));
}

TEST_CASE("a larger limit reads again what a smaller one refused", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/harbour.txt", harbour);
  CHECK(run_index({"--db", "db", "--max-file-size", "100", "archive"}, directory.path()).status == 3);
  CHECK(ids_of("harbour", directory.path()).empty());
  CHECK(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  CHECK(ids_of("harbour", directory.path()).size() == 1);
}

TEST_CASE("an index inside its own root is not indexed", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/harbour.txt", harbour);
  REQUIRE(run_index({"--db", "archive/index", "archive"}, directory.path()).status == 0);
  const auto again = run_index({"--db", "archive/index", "archive"}, directory.path());
  CHECK(again.status == 0);
  CHECK(has(again.err, "up to date: 1 article, 1 file unchanged"));
}

TEST_CASE("a root that is gone stops no other, and is given up only when told", "[cli]") {
  const tests::TempDir directory;
  directory.write("north/a.txt", harbour);
  directory.write("south/b.txt", lighthouse);
  directory.write("single.txt",
                  "Windmill burns\n\nA windmill near Osk burned down in the night of Sunday.\n");
  REQUIRE(run_index({"--db", "db", "north", "south", "single.txt"}, directory.path()).status == 0);
  fs::remove_all(directory.path() / "north");
  fs::remove(directory.path() / "single.txt");
  directory.write("south/c.txt",
                  "Watermill burns\n\nIt was a watermill that burned down near Osk after all.\n");
  const auto run = run_index({"--db", "db"}, directory.path());
  CHECK(run.status == 3);
  CHECK(has(run.err, "north: not there any more; its articles are kept"));
  CHECK(ids_of("watermill", directory.path()).size() == 1);
  CHECK(ids_of("harbour", directory.path()).size() == 1);
  CHECK(ids_of("windmill", directory.path()).empty());
  CHECK(run_index({"--db", "db", "--allow-empty-root"}, directory.path()).status == 0);
  CHECK(ids_of("harbour", directory.path()).empty());
  CHECK(has(run_index({"--db", "db"}, directory.path()).err, "up to date: 2 articles"));
}

TEST_CASE("nothing is written among other files or into another's database", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/harbour.txt", harbour);
  directory.write("other/notes.txt", "mine");
  const auto run = run_index({"--db", "other", "archive"}, directory.path());
  CHECK(run.status == 2);
  CHECK(has(run.err, "holds other files (notes.txt) and no index"));
}

TEST_CASE("a missing table is told before anything is written", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/harbour.txt", harbour);
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  fs::remove(directory.path() / "db/generation-1/position.glass");
  directory.write("archive/lighthouse.txt", lighthouse);
  const auto run = run_index({"--db", "db", "archive"}, directory.path());
  CHECK(run.status == 2);
  CHECK(has(run.err, "position.glass is missing"));
  CHECK(has(run.err, "dateline-index rebuild"));
  CHECK(run_index({"rebuild", "--db", "db"}, directory.path()).status == 0);
  CHECK(ids_of("lighthouse", directory.path()).size() == 1);
}

TEST_CASE("two roots may hold the same relative path", "[cli]") {
  const tests::TempDir directory;
  directory.write("north/a.txt", harbour);
  directory.write("south/a.txt", lighthouse);
  REQUIRE(run_index({"--db", "db", "north", "south"}, directory.path()).status == 0);
  CHECK(ids_of("harbour", directory.path()) == std::vector<std::string>{"a.txt"});
  CHECK(ids_of("lighthouse", directory.path()) == std::vector<std::string>{"south/a.txt"});
  directory.write("south/a.txt", std::string(lighthouse) + "\nThe lighthouse is white.\n");
  REQUIRE(run_index({"--db", "db"}, directory.path()).status == 0);
  CHECK(ids_of("lighthouse white", directory.path()) == std::vector<std::string>{"south/a.txt"});

  // Who has an id does not depend on how the paths sort.
  directory.write("a-root/a.txt",
                  "Windmill burns\n\nA windmill near Osk burned down in the night of Sunday.\n");
  REQUIRE(run_index({"--db", "db", "a-root"}, directory.path()).status == 0);
  directory.write("a-root/a.txt",
                  "Watermill burns\n\nIt was a watermill that burned down near Osk after all.\n");
  REQUIRE(run_index({"--db", "db"}, directory.path()).status == 0);
  CHECK(ids_of("watermill", directory.path()) == std::vector<std::string>{"a-root/a.txt"});
  CHECK(ids_of("harbour", directory.path()) == std::vector<std::string>{"a.txt"});
}

TEST_CASE("a lost stub loses no root", "[cli]") {
  const tests::TempDir directory;
  directory.write("north/a.txt", harbour);
  directory.write("south/b.txt", lighthouse);
  REQUIRE(run_index({"--db", "db", "north"}, directory.path()).status == 0);
  fs::remove(directory.path() / "db/XAPIANDB");
  REQUIRE(run_index({"--db", "db", "south"}, directory.path()).status == 0);
  CHECK(ids_of("harbour", directory.path()).size() == 1);
  CHECK(ids_of("lighthouse", directory.path()).size() == 1);
}

TEST_CASE("mistakes in the indexer's command line say what to do", "[cli]") {
  const tests::TempDir directory;
  struct Row {
    std::vector<std::string> arguments;
    const char* message;
  };
  const auto row = GENERATE(values<Row>({{{"--db", "db", "nowhere"}, "nowhere: no such file or directory"},
                                         {{"--db", "db"}, "no PATH given"},
                                         {{"--db", "db", "--quite", "."}, "did you mean --quiet?"},
                                         {{"--max-file-size", "huge", "."}, "is no size"},
                                         {{"read"}, "no FILE given"},
                                         {{"status", "--db", "none"}, "no index at none"}}));
  const auto run = run_index(row.arguments, directory.path());
  CAPTURE(run.err);
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(run.err.starts_with("dateline-index: "));
  CHECK(has(run.err, row.message));
}

TEST_CASE("what is no index, or another's, is told apart", "[cli]") {
  const tests::TempDir directory;
  directory.write("file", "x");
  fs::create_directory(directory.path() / "empty");
  directory.write("other/XAPIANDB", "auto somewhere\n");
  directory.write("archive/harbour.txt", harbour);
  REQUIRE(run_index({"--db", "db", "archive"}, directory.path()).status == 0);
  struct Row {
    const char* db;
    const char* message;
  };
  const auto row =
      GENERATE(Row{"none", "no index at none"}, Row{"file", "is a file, not an index"},
               Row{"empty", "the directory is empty"}, Row{"archive", "there is no XAPIANDB in it"},
               Row{"other", "opening the index at other"});
  CAPTURE(row.db);
  const auto run = run_search({"--db", row.db, "harbour"}, directory.path());
  CAPTURE(run.err);
  CHECK(run.status == 2);
  CHECK(has(run.err, row.message));
}

TEST_CASE("asking for the version names Dateline, Xapian, ICU and the schema", "[cli]") {
  const tests::TempDir directory;
  for (const auto& run :
       {run_index({"--version"}, directory.path()), run_search({"--version"}, directory.path())}) {
    CHECK(run.status == 0);
    for (const auto* name : {"dateline-", "Xapian 1.4", "ICU ", "index schema 1"}) CHECK(has(run.out, name));
  }
}

TEST_CASE("a reader that closes the pipe ends a run quietly", "[cli]") {
  const tests::TempDir directory;
  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += "{\"title\":\"Headline\",\"text\":\"Some text of the article.\"}\n";
  directory.write("many.jsonl", lines);
  const auto run = tests::run_program(
      "/bin/sh", {"-c", std::string(DATELINE_INDEX_PROGRAM) + " read many.jsonl | head -n 1"},
      directory.path());
  CHECK(run.status == 0);
  CHECK(run.err.empty());
}

TEST_CASE("status counts every rejected record, and names each when it is asked to", "[cli]") {
  const tests::TempDir directory;
  std::string lines = R"({"id":"a","title":"Ferry","text":"The ferry to Orrin sails again since Tuesday."})";
  for (int line = 0; line < 3000; ++line) lines += "\n{\"id\": no JSON object";
  directory.write("archive/a.jsonl", lines + "\n");
  CHECK(run_index({"--db", "db", "archive"}, directory.path()).status == 3);
  const auto run = run_index({"status", "--db", "db", "--rejections"}, directory.path());
  CHECK(has(run.out, "rejected: 3,000"));
  CHECK(has(run.out, "line 3001: "));
  CHECK_FALSE(has(run_index({"--db", "db", "status"}, directory.path()).out, "line "));
}
