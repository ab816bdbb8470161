#include "tests/support/has.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

using namespace dateline;
using tests::has;
using tests::run_index;
using tests::run_search;
namespace fs = std::filesystem;

namespace {

/// A directory with an article of its own in each file written; every one holds the word "ferry".
struct Archive {
  tests::TempDir directory;

  void write(const std::string& name) const {
    directory.write(name, "Ferry news " + name + "\n\nThe ferry to " + name + " was late again on Sunday.\n");
  }
  [[nodiscard]] tests::ProgramRun index(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), {"--db", "db"});
    return run_index(arguments, directory.path());
  }
  [[nodiscard]] std::set<std::string> ids() const {
    const auto run =
        run_search({"--db", "db", "--format", "ids", "--limit", "1000", "ferry"}, directory.path());
    std::set<std::string> ids;
    for (std::size_t at = 0; at < run.out.size();) {
      const std::size_t end = run.out.find('\n', at);
      ids.insert(run.out.substr(at, end - at));
      at = end + 1;
    }
    return ids;
  }
};

using Ids = std::set<std::string>;

}  // namespace

TEST_CASE("patterns are remembered, replaced and cleared, and what they leave out goes", "[cli]") {
  const Archive archive;
  for (const auto* name : {"in/a.txt", "in/b.md", "in/drafts/c.txt"}) archive.write(name);
  REQUIRE(archive.index({"--exclude", "drafts/", "--exclude", "*.csv", "in"}).status == 0);
  CHECK(archive.ids() == Ids{"a.txt", "b.md"});
  REQUIRE(archive.index().status == 0);
  CHECK(archive.ids() == Ids{"a.txt", "b.md"});
  REQUIRE(archive.index({"--include", "*.txt"}).status == 0);
  CHECK(archive.ids() == Ids{"a.txt"});
  REQUIRE(archive.index({"--include", "", "--exclude", ""}).status == 0);
  CHECK(archive.ids() == Ids{"a.txt", "b.md", "drafts/c.txt"});
  const auto run = archive.index({"--exclude", "*"});
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(archive.ids().empty());
}

TEST_CASE("a .datelineignore file is obeyed, and obeyed no more when it is gone", "[cli]") {
  const Archive archive;
  for (const auto* name : {"in/a.txt", "in/private/b.txt"}) archive.write(name);
  archive.directory.write("in/.datelineignore", "# not yet\nprivate/\n");
  REQUIRE(archive.index({"in"}).status == 0);
  CHECK(archive.ids() == Ids{"a.txt"});
  fs::remove(archive.directory.path() / "in/.datelineignore");
  REQUIRE(archive.index().status == 0);
  CHECK(archive.ids() == Ids{"a.txt", "private/b.txt"});
}

TEST_CASE("links are followed as the option says, and the next run does the same", "[cli]") {
  const Archive archive;
  for (const auto* name : {"in/a.txt", "out/b.txt"}) archive.write(name);
  fs::create_directory_symlink("../out", archive.directory.path() / "in/linked");
  REQUIRE(archive.index({"in"}).status == 0);
  CHECK(archive.ids() == Ids{"a.txt"});
  REQUIRE(archive.index({"--links", "all", "in"}).status == 0);
  CHECK(archive.ids() == Ids{"a.txt", "linked/b.txt"});
  CHECK(has(archive.index({"in"}).err, "up to date: 2 articles"));
  CHECK(archive.index({"--links", "some", "in"}).status == 2);
}

TEST_CASE("listed files keep ids below the current directory, and are remembered", "[cli]") {
  const Archive archive;
  for (const auto* name : {"in/a.txt", "in/sub/a.txt", "in/sub/other.csv"}) archive.write(name);
  const auto run =
      tests::run_program("/bin/sh",
                         {"-c", "find . -name '*.txt' -print0 | " + std::string(DATELINE_INDEX_PROGRAM) +
                                    " --db db --files0-from -"},
                         archive.directory.path());
  CAPTURE(run.err);
  REQUIRE(run.status == 0);
  CHECK(archive.ids() == Ids{"in/a.txt", "in/sub/a.txt"});
  CHECK(has(archive.index().err, "up to date: 2 articles"));

  fs::remove(archive.directory.path() / "in/a.txt");
  archive.write("in/new.txt");
  archive.directory.write("list", std::string("in/new.txt\0in/gone.txt\0", 23));
  const auto second = archive.index({"--files0-from", "list"});
  CHECK(second.status == 3);
  CHECK(has(second.err, "in/gone.txt: no such file or directory"));
  CHECK(archive.ids() == Ids{"in/a.txt", "in/new.txt", "in/sub/a.txt"});
  CHECK(archive.index().status == 0);
  CHECK(archive.ids() == Ids{"in/new.txt", "in/sub/a.txt"});

  // The ids survive the loss of the database.
  fs::remove_all(archive.directory.path() / "db/generation-1");
  fs::remove(archive.directory.path() / "db/XAPIANDB");
  CHECK(archive.index().status == 0);
  CHECK(archive.ids() == Ids{"in/new.txt", "in/sub/a.txt"});
}

TEST_CASE("mistakes in what is to be indexed say what to do", "[cli]") {
  const Archive archive;
  archive.write("in/a.txt");
  archive.directory.write("lines", "in/a.txt\nin/b.txt\n");
  archive.directory.write("empty", "");
  struct Row {
    std::vector<std::string> arguments;
    const char* message;
  };
  const auto row = GENERATE(values<Row>({{{"--files0-from", "lines"}, "-print0"},
                                         {{"--files0-from", "empty"}, "nothing to index"},
                                         {{"--files0-from", "nowhere"}, "opening the list nowhere"},
                                         {{"--files0-from", "-", "-"}, "standard input cannot hold"}}));
  const auto run = archive.index(row.arguments);
  CAPTURE(run.err);
  CHECK(run.status == 2);
  CHECK(has(run.err, row.message));
}

TEST_CASE("an empty list changes nothing in an index that is there", "[cli]") {
  const Archive archive;
  archive.write("in/a.txt");
  archive.directory.write("empty", "");
  REQUIRE(archive.index({"in"}).status == 0);
  fs::remove_all(archive.directory.path() / "in");
  CHECK(archive.index({"--files0-from", "empty"}).status == 0);
  CHECK(archive.ids() == Ids{"a.txt"});
}

TEST_CASE("listed files that are gone together are refused until that is said to be meant", "[cli]") {
  struct Row {
    const char* what;
    std::vector<std::string> listed;
    std::vector<std::string> others;  // in the directory, not listed
    std::vector<std::string> gone;
    bool is_refused;
  };
  const auto row =
      GENERATE(values<Row>({{"all of an emptied directory", {"a.txt", "b.txt"}, {}, {"a.txt", "b.txt"}, true},
                            {"all beside others", {"a.txt", "b.txt"}, {"c.csv"}, {"a.txt", "b.txt"}, true},
                            {"the only one", {"a.txt"}, {}, {"a.txt"}, true},
                            {"one beside others", {"a.txt"}, {"c.csv"}, {"a.txt"}, false},
                            {"some", {"a.txt", "b.txt", "c.txt"}, {}, {"a.txt", "b.txt"}, false}}));
  CAPTURE(row.what);
  const Archive archive;
  archive.write("elsewhere/z.txt");
  std::string list("elsewhere/z.txt\0", 16);
  for (const auto& name : row.listed) {
    archive.write("in/" + name);
    list.append("in/" + name).push_back('\0');
  }
  for (const auto& name : row.others) archive.write("in/" + name);
  archive.directory.write("list", list);
  REQUIRE(archive.index({"--files0-from", "list"}).status == 0);
  for (const auto& name : row.gone) fs::remove(archive.directory.path() / "in" / name);
  const std::size_t all = row.listed.size() + 1;
  const std::size_t left = all - row.gone.size();
  for (int run = 0; run < 2; ++run) {
    const auto refused = archive.index();
    CAPTURE(refused.err);
    CHECK(refused.status == (row.is_refused ? 2 : 0));
    CHECK(has(refused.err, "--allow-empty-root") == row.is_refused);
    CHECK(archive.ids().size() == (row.is_refused ? all : left));
  }
  CHECK(archive.index({"--allow-empty-root"}).status == 0);
  CHECK(archive.ids().size() == left);
}

TEST_CASE("a root that is away keeps its articles however many runs pass without it", "[cli]") {
  const Archive archive;
  for (const auto* name : {"north/a.txt", "south/b.txt"}) archive.write(name);
  REQUIRE(archive.index({"north", "south"}).status == 0);
  fs::rename(archive.directory.path() / "north", archive.directory.path() / "away");
  for (int run = 0; run < 3; ++run) {
    const auto without = archive.index();
    CAPTURE(run, without.err);
    CHECK(without.status == 3);
    CHECK(has(without.err, "not there any more; its articles are kept"));
    CHECK(archive.ids() == Ids{"a.txt", "b.txt"});
  }
  fs::rename(archive.directory.path() / "away", archive.directory.path() / "north");
  CHECK(archive.index().status == 0);
  CHECK(archive.ids() == Ids{"a.txt", "b.txt"});
}

TEST_CASE("a file with a name that indexes use hides nothing beside it", "[cli]") {
  const auto* const name = GENERATE("writer.lock", "iamglass", "XAPIANDB");
  CAPTURE(name);
  const Archive archive;
  for (const auto* file : {"in/a.txt", "in/sub/b.txt"}) archive.write(file);
  REQUIRE(archive.index({"in"}).status == 0);
  archive.write("in/sub/" + std::string(name));
  CHECK(archive.index().status != 2);
  CHECK(archive.ids().contains("a.txt"));
  CHECK(archive.ids().contains("sub/b.txt"));
}

TEST_CASE("a directory that becomes an index keeps the articles known from it", "[cli]") {
  const Archive archive;
  for (const auto* file : {"in/a.txt", "in/sub/b.txt"}) archive.write(file);
  REQUIRE(archive.index({"in"}).status == 0);
  archive.directory.write("in/sub/XAPIANDB", "auto elsewhere\n");
  for (int run = 0; run < 2; ++run) {
    const auto hidden = archive.index();
    CAPTURE(run, hidden.err);
    CHECK(hidden.status == 3);
    CHECK(has(hidden.err, "looks like an index"));
    CHECK(archive.ids() == Ids{"a.txt", "sub/b.txt"});
  }
  CHECK(archive.index({"--allow-empty-root"}).status == 0);
  CHECK(archive.ids() == Ids{"a.txt"});
}

TEST_CASE("a device or a pipe as the only PATH is refused, and no index is left behind", "[cli]") {
  const Archive archive;
  archive.write("in/a.txt");
  REQUIRE(mkfifo((archive.directory.path() / "pipe").c_str(), 0600) == 0);
  const auto paths =
      GENERATE(values<std::vector<std::string>>({{"/dev/null"}, {"pipe"}, {"pipe", "/dev/null"}}));
  CAPTURE(paths);
  const auto run = archive.index(paths);
  CHECK(run.status == 2);
  CHECK(has(run.err, paths.front() + ": neither a file nor a directory"));
  CHECK(has(run.err, "dateline-index -"));
  CHECK_FALSE(fs::exists(archive.directory.path() / "db"));

  REQUIRE(archive.index({"pipe", "in"}).status == 3);  // told, and the other read
  CHECK(archive.ids() == Ids{"a.txt"});
  CHECK(archive.index(paths).status == 2);
  CHECK(archive.ids() == Ids{"a.txt"});
}

TEST_CASE("status names every rejection, however many one file has, until the file changes", "[cli]") {
  constexpr std::size_t bad_lines = 3000;
  const Archive archive;
  archive.write("in/a.txt");
  std::string lines = R"({"id":"a","title":"Ferry","text":"The ferry to Orrin sails again since Tuesday."})";
  for (std::size_t line = 0; line < bad_lines; ++line) lines += "\n{\"id\": no JSON object";
  archive.directory.write("in/feed.jsonl", lines);
  REQUIRE(archive.index({"in"}).status == 3);
  const auto rejections = [&] {
    const auto json = nlohmann::json::parse(archive.index({"status", "--format", "json"}).out);
    CHECK(json["rejected"] == json["rejections"].size());
    std::set<std::string> reasons;
    for (const auto& rejection : json["rejections"]) reasons.insert(rejection["reason"]);
    return reasons.size();
  };
  CHECK(rejections() == bad_lines);
  const auto text = archive.index({"status", "--rejections"}).out;
  CHECK(std::ranges::count(text, '\n') > static_cast<std::ptrdiff_t>(bad_lines));
  CHECK(archive.index({"rebuild", "--stored"}).status < 2);
  CHECK(rejections() == bad_lines);
  CHECK(archive.index({"check"}).status == 0);
  archive.directory.write("in/feed.jsonl", lines.substr(0, lines.size() / 2));
  CHECK(archive.index().status == 3);
  CHECK(rejections() > bad_lines / 3);
  CHECK(rejections() < bad_lines);
  CHECK(archive.index({"check"}).status == 0);
}
