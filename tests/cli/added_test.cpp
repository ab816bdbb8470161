// `added:` as a person uses it: an index that is updated on some days, its clock set for each.
#include "tests/support/has.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

using namespace dateline;
using tests::has;
using namespace std::chrono;
namespace fs = std::filesystem;

namespace {

using Ids = std::vector<std::string>;

class Archive {
 public:
  void write(const std::string& name, const std::string& text = "a ferry") const {
    directory_.write("archive/" + name,
                     "Headline of " + name + "\n\nThe council of Lissen spoke about " + text + ".\n");
  }
  void remove(const std::string& name) const { fs::remove(directory_.path() / "archive" / name); }

  /// Runs dateline-index at noon of that day.
  tests::ProgramRun index(sys_days day, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--db", db_});
    const auto noon = sys_seconds(day) + hours(12);
    return tests::run_program(DATELINE_INDEX_PROGRAM, arguments, directory_.path(),
                              {{"SOURCE_DATE_EPOCH", std::to_string(noon.time_since_epoch().count())}});
  }
  void index_well(sys_days day, const std::vector<std::string>& arguments) const {
    const auto run = index(day, arguments);
    CAPTURE(run.err);
    REQUIRE(run.status == 0);
  }

  [[nodiscard]] tests::ProgramRun search(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--db", db_, "--format", "ids"});
    return tests::run_search(words, directory_.path());
  }
  [[nodiscard]] Ids found(const std::vector<std::string>& words) const {
    Ids ids;
    std::istringstream lines(search(words).out);
    for (std::string line; std::getline(lines, line);) ids.push_back(line);
    std::ranges::sort(ids);
    return ids;
  }
  void use(const std::string& db) { db_ = db; }
  [[nodiscard]] fs::path path() const { return directory_.path(); }

 private:
  tests::TempDir directory_;
  std::string db_ = "db";
};

/// a and b came on the 1st, c and d on the 2nd, b again on the 24th.
class GrownArchive : public Archive {
 public:
  GrownArchive() {
    write("a.txt");
    write("b.txt");
    index_well(2026y / 11 / 1, {"archive"});
    write("c.txt");
    index_well(2026y / 11 / 2, {});
    write("d.txt");
    index_well(2026y / 11 / 2, {});
    index_well(2026y / 11 / 3, {});  // nothing new
    write("b.txt", "a lighthouse");
    index_well(2026y / 11 / 24, {});
  }
};

void check_days(const Archive& archive) {
  struct Row {
    std::vector<std::string> words;
    Ids expected;
  };
  const std::vector<Row> rows{
      {{"added:2026-11-01"}, {"a.txt"}},
      {{"added:2026-11-02"}, {"c.txt", "d.txt"}},
      {{"added:2026-11-03"}, {}},
      {{"added:2026-11-24"}, {"b.txt"}},
      {{"added:2026-11"}, {"a.txt", "b.txt", "c.txt", "d.txt"}},
      {{"added:2026-11-01..2026-11-20"}, {"a.txt", "c.txt", "d.txt"}},
      {{"added:2026-11-02.."}, {"b.txt", "c.txt", "d.txt"}},
      {{"added:..2026-11-01"}, {"a.txt"}},
      {{"added:2026-11-01", "added:2026-11-24"}, {"a.txt", "b.txt"}},
      {{"lissen", "-added:2026-11-02"}, {"a.txt", "b.txt"}},
      {{"ferry", "NOT", "added:2026-11-02"}, {"a.txt"}},
      {{"lighthouse", "OR", "added:2026-11-01"}, {"a.txt", "b.txt"}},
      {{"added:2 November 2026"}, {"c.txt", "d.txt"}},
      {{"added:none"}, {}},
      {{"added:1999"}, {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.words);
    Ids found = archive.found(row.words);
    std::erase(found, "e.txt");  // which came later
    CHECK(found == row.expected);
  }
}

}  // namespace

TEST_CASE("added: finds the articles that came in or changed on these days", "[cli][added]") {
  check_days(GrownArchive());
}

TEST_CASE("the days of what is in an index survive whatever is done to all of it", "[cli][added]") {
  GrownArchive archive;
  const sys_days later = 2027y / 1 / 1;
  SECTION("rebuild") {
    archive.index_well(later, {"rebuild"});
  }
  SECTION("rebuild from what is stored") {
    archive.index_well(later, {"rebuild", "--stored"});
  }
  SECTION("compact") {
    archive.index_well(later, {"compact"});
  }
  SECTION("moved files") {
    fs::rename(archive.path() / "archive", archive.path() / "elsewhere");
    fs::create_directory(archive.path() / "archive");
    fs::rename(archive.path() / "elsewhere", archive.path() / "archive/elsewhere");
    archive.index_well(later, {});
    CHECK(archive.found({"added:2026-11-01"}) == Ids{"elsewhere/a.txt"});
    return;
  }
  SECTION("a new generation, which also adds") {
    archive.write("e.txt");
    archive.index_well(later, {"--transaction-size", "1"});
    CHECK(archive.found({"added:2027"}) == Ids{"e.txt"});
  }
  SECTION("a rebuild that also adds and carries over") {
    archive.write("e.txt");
    archive.remove("a.txt");
    archive.index_well(later, {"--keep-removed", "rebuild"});
    CHECK(archive.found({"added:2027"}) == Ids{"e.txt"});
  }
  SECTION("a removal") {
    archive.write("e.txt");
    archive.index_well(later, {});
    archive.index_well(2027y / 1 / 2, {"remove", "--purge", "archive/e.txt"});
    CHECK(archive.found({"added:2027"}).empty());
  }
  SECTION("backup and restore") {
    archive.index_well(later, {"backup", "copy"});
    archive.use("copy");
    check_days(archive);
    archive.use("db");
    archive.write("e.txt");
    archive.index_well(later, {});
    archive.index_well(2027y / 1 / 3, {"restore", "copy"});
    check_days(archive);
    archive.index_well(2027y / 1 / 3, {});
    CHECK(archive.found({"added:2027"}) == Ids{"e.txt"});
  }
  check_days(archive);
  CHECK(archive.index(later, {"check"}).status == 0);
}

TEST_CASE("articles that are exported and read back came into that index on that day", "[cli][added]") {
  GrownArchive archive;
  const auto exported = archive.index(2026y / 11 / 25, {"export"});
  std::ofstream(archive.path() / "articles.jsonl") << exported.out;
  archive.use("db2");
  archive.index_well(2026y / 11 / 26, {"articles.jsonl"});
  CHECK(archive.found({"added:2026-11-26"}).size() == 4);
}

TEST_CASE("added: says when nothing came in, and what is no day", "[cli][added]") {
  const GrownArchive archive;
  const auto nothing = archive.search({"added:2026-11-03"});
  CHECK(nothing.status == 1);
  CHECK(has(nothing.err, "added:2026-11-03: nothing came into the index then (column 1)"));
  CHECK(archive.search({"--strict", "added:2026-11-03"}).status == 1);
  CHECK(archive.search({"added:2026-11-02"}).err.empty());

  const auto misread = archive.search({"lissen", "added:sometimes"});
  CHECK(misread.status == 0);
  CHECK(has(misread.err, "added:sometimes: no date or interval"));
  const auto strict = archive.search({"--strict", "lissen", "added:sometimes"});
  CHECK(strict.status == 2);
  CHECK(has(strict.err, "query:14: added:sometimes: no date or interval"));

  const auto explained = tests::run_search({"--db", "db", "explain", "added:2026-11-02"}, archive.path());
  CHECK(has(explained.out, "restricting added: 2 November 2026"));
  CHECK(has(explained.out, "matches: 2 of 4"));
}

TEST_CASE("added:today is the day of the clock, in whatever zone the user is", "[cli][added]") {
  const Archive archive;
  archive.write("a.txt");
  // Both read the real clock, which may pass midnight in between.
  REQUIRE(tests::run_index({"--db", "db", "archive"}, archive.path()).status == 0);
  const auto zone = GENERATE(as<std::string>(), "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago");
  const auto run = tests::run_program(DATELINE_SEARCH_PROGRAM,
                                      {"--db", "db", "--format", "ids", "added:today", "added:yesterday"},
                                      archive.path(), {{"TZ", zone}});
  CHECK(run.out == "a.txt\n");
}
