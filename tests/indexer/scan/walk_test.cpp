#include "indexer/scan/walk.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> names_of(const WalkResult& walk, const fs::path& root) {
  std::vector<std::string> names;
  walk.files.for_each([&](const ListedFile& file) {
    names.push_back(fs::path(file.path).lexically_relative(root).native());
  });
  return names;
}

using Names = std::vector<std::string>;

/// A directory whose path has no links in it.
struct Tree {
  tests::TempDir directory;
  fs::path root = fs::canonical(directory.path());

  [[nodiscard]] WalkResult walk(const WalkRules& rules = {}) const {
    return walk_paths({.named = {root}, .rules = rules});
  }
  [[nodiscard]] Names names(const WalkRules& rules = {}) const { return names_of(walk(rules), root); }
};

}  // namespace

TEST_CASE("a walk lists files directory by directory, sorted, each once, without hidden ones", "[walk]") {
  const Tree tree;
  tree.directory.write("b.txt", "1");
  tree.directory.write("a/c.txt", "22");
  tree.directory.write("a/deep/e.txt", "22");
  tree.directory.write("a-b/d.txt", "22");
  tree.directory.write(".hidden/d.txt", "1");
  tree.directory.write(".e", "1");
  tree.directory.write("new\nline.txt", "1");
  tree.directory.write("bad\xFF.txt", "1");
  fs::create_symlink("../b.txt", tree.root / "a" / "link.txt");
  const WalkResult walk = walk_paths({.named = {tree.root, tree.root / "b.txt", tree.root / "a"}});
  CHECK(names_of(walk, tree.root) ==
        Names{"b.txt", "bad\xFF.txt", "new\nline.txt", "a/c.txt", "a/link.txt", "a/deep/e.txt", "a-b/d.txt"});
  CHECK(walk.files.size() == 7);
  CHECK(walk.problems.empty());
  CHECK(walk.roots == std::vector<fs::path>{tree.root, tree.root / "b.txt", tree.root / "a"});
  walk.files.for_each([&](const ListedFile& file) {
    if (file.path.ends_with("c.txt")) CHECK(file.size == 2);
    CHECK(file.root == tree.root.native());
  });
}

TEST_CASE("loops, links to nothing, links outside, FIFOs and sockets end no walk", "[walk]") {
  const Tree tree;
  const tests::TempDir outside;
  tree.directory.write("a/b.txt", "1");
  outside.write("secret.txt", "1");
  fs::create_directory_symlink("..", tree.root / "a" / "up");
  fs::create_symlink("nowhere", tree.root / "dangling");
  fs::create_symlink("self", tree.root / "self");
  fs::create_symlink(outside.path() / "secret.txt", tree.root / "outside.txt");
  fs::create_directory_symlink(outside.path(), tree.root / "outside");
  REQUIRE(mkfifo((tree.root / "fifo").c_str(), 0600) == 0);
  const WalkResult walk = tree.walk();
  CHECK(names_of(walk, tree.root) == Names{"a/b.txt"});
  REQUIRE(walk.problems.size() == 2);
  CHECK(walk.problems[0].reason == "a link to nothing");
  CHECK(walk.problems[1].reason == "a link that leads to itself");
  CHECK(walk.special_count == 1);

  CHECK(tree.names({.links = LinkPolicy::all}) == Names{"outside.txt", "a/b.txt", "outside/secret.txt"});
  CHECK(tree.names({.links = LinkPolicy::none}) == Names{"a/b.txt"});
  CHECK(tree.walk({.links = LinkPolicy::none}).problems.empty());
}

TEST_CASE("a directory with links to it is read once, under its own path", "[walk]") {
  const Tree tree;
  tree.directory.write("z/x.txt", "1");
  tree.directory.write(".store/y.txt", "1");
  fs::create_directory_symlink("z", tree.root / "a");
  fs::create_directory_symlink(".store", tree.root / "b");
  fs::create_directory_symlink("b", tree.root / "c");
  CHECK(tree.names() == Names{"b/y.txt", "z/x.txt"});
}

TEST_CASE("links in circles between directories outside the root end", "[walk]") {
  const Tree tree;
  const tests::TempDir outside;
  outside.write("one/x.txt", "1");
  fs::create_directory_symlink(tree.root, outside.path() / "one/back");
  fs::create_directory_symlink("../one", outside.path() / "one/self");
  fs::create_directory_symlink(outside.path() / "one", tree.root / "one");
  CHECK(tree.names({.links = LinkPolicy::all}) == Names{"one/x.txt"});
}

TEST_CASE("patterns leave out files and directories, and what they leave out was seen", "[walk]") {
  const Tree tree;
  for (const auto* name : {"a.html", "a.css", "drafts/b.html", "2024/drafts/c.html", "2024/d.html"})
    tree.directory.write(name, "1");
  struct Row {
    WalkRules rules;
    Names expected;
  };
  const auto row = GENERATE(values<Row>(
      {{{.exclude = {"*.css"}}, {"a.html", "2024/d.html", "2024/drafts/c.html", "drafts/b.html"}},
       {{.exclude = {"drafts/"}}, {"a.css", "a.html", "2024/d.html"}},
       {{.exclude = {"/drafts/"}}, {"a.css", "a.html", "2024/d.html", "2024/drafts/c.html"}},
       {{.include = {"*.html"}}, {"a.html", "2024/d.html", "2024/drafts/c.html", "drafts/b.html"}},
       {{.include = {"/2024/"}}, {"2024/d.html", "2024/drafts/c.html"}},
       {{.include = {"2024/**/*.html"}, .exclude = {"d.html"}}, {"2024/drafts/c.html"}},
       {{.include = {"*.html", "!drafts/"}},
        {"a.html", "2024/d.html", "2024/drafts/c.html", "drafts/b.html"}},
       {{.include = {"*.html", "!b.html"}}, {"a.html", "2024/d.html", "2024/drafts/c.html"}},
       {{.exclude = {"*"}}, {}}}));
  CAPTURE(row.rules.include, row.rules.exclude);
  const WalkResult walk = tree.walk(row.rules);
  CHECK(names_of(walk, tree.root) == row.expected);
  CHECK(walk.directories.front().seen > 0);
}

TEST_CASE("a .datelineignore file holds for its directory and below, the inner before the outer", "[walk]") {
  const Tree tree;
  for (const auto* name : {"a.css", "x/a.css", "x/y/a.css", "x/y/b.css", "x/drafts/c.txt", "drafts/c.txt"})
    tree.directory.write(name, "1");
  tree.directory.write(".datelineignore", "# style\n*.css\n");
  tree.directory.write("x/.datelineignore", "/drafts\n!/y/a.css\n");
  tree.directory.write("x/y/.datelineignore", "!b.css\n");
  CHECK(tree.names() == Names{"drafts/c.txt", "x/y/a.css", "x/y/b.css"});
  // What is given with the run goes before what files say.
  CHECK(tree.names({.exclude = {"b.css"}}) == Names{"drafts/c.txt", "x/y/a.css"});
}

TEST_CASE("a directory whose .datelineignore cannot be read is not looked into", "[walk]") {
  const Tree tree;
  tree.directory.write("x/secret.txt", "1");
  fs::create_directory(tree.root / "x/.datelineignore");
  const WalkResult walk = tree.walk();
  CHECK(walk.files.size() == 0);
  REQUIRE(walk.problems.size() == 1);
  CHECK(walk.problems[0].path == (tree.root / "x").native());
  CHECK(walk.problems[0].may_hide_files);
}

TEST_CASE("what was removed on purpose is passed over, with all below it", "[walk]") {
  const Tree tree;
  for (const auto* name : {"a.txt", "b/c.txt", "b/d/e.txt", "bc.txt"}) tree.directory.write(name, "1");
  const WalkRules rules{
      .removed = {removed_path_key(tree.root / "b"), removed_path_key(tree.root / "a.txt")}};
  CHECK(tree.names(rules) == Names{"bc.txt"});
  const WalkResult named = walk_paths({.named = {tree.root / "b/d"}, .rules = rules});
  CHECK(named.files.size() == 0);
  REQUIRE(named.problems.size() == 1);
  CHECK(named.roots.empty());
}

TEST_CASE("listed files have ids below the current directory, or below their own", "[walk]") {
  const Tree tree;
  const Tree elsewhere;
  for (const auto* name : {"a.html", "sub/a.html", "sub/.hidden.html"}) tree.directory.write(name, "1");
  elsewhere.directory.write("deep/a.html", "1");
  const WalkResult walk = walk_paths({.listed = {"./a.html", "sub/a.html", "sub/../sub/.hidden.html",
                                                 "gone.html", elsewhere.root / "deep/a.html"},
                                      .current_directory = tree.root});
  std::set<std::pair<std::string, std::string>> found;
  walk.files.for_each([&](const ListedFile& file) { found.emplace(file.path, file.root); });
  CHECK(found == std::set<std::pair<std::string, std::string>>{
                     {tree.root / "a.html", tree.root},
                     {tree.root / "sub/a.html", tree.root},
                     {tree.root / "sub/.hidden.html", tree.root},
                     {elsewhere.root / "deep/a.html", elsewhere.root / "deep"}});
  REQUIRE(walk.problems.size() == 1);
  CHECK(walk.problems[0].path == (tree.root / "gone.html").native());
  CHECK(walk.problems[0].reason == "no such file or directory");
  CHECK(walk.roots.size() == 4);

  // A later run knows them by what was remembered.
  const WalkResult later =
      walk_paths({.remembered = walk.roots, .bases = walk.bases, .current_directory = "/"});
  std::set<std::pair<std::string, std::string>> again;
  later.files.for_each([&](const ListedFile& file) { again.emplace(file.path, file.root); });
  CHECK(again == found);
}

TEST_CASE("a listed directory covers what else is listed in it", "[walk]") {
  const Tree tree;
  for (const auto* name : {"a.txt", "x/b.txt", "x/.git/c.txt"}) tree.directory.write(name, "1");
  const WalkResult walk = walk_paths(
      {.listed = {"a.txt", ".", "x", "x/b.txt", "x/.git", "x/.git/c.txt"}, .current_directory = tree.root});
  CHECK(names_of(walk, tree.root) == Names{"a.txt", "x/b.txt"});
  CHECK(walk.roots == std::vector<fs::path>{tree.root});
}

TEST_CASE("a path that is not there is an error that names it, unless it is remembered", "[walk]") {
  try {
    walk_paths({.named = {"/nonexistent/archive"}});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::not_found);
    CHECK(std::string(error.what()).find("/nonexistent/archive") != std::string::npos);
  }
  const WalkResult walk = walk_paths({.named = {"/nonexistent/archive/"},
                                      .remembered = {"/nonexistent/archive", "/nonexistent/other"},
                                      .with_remembered = false});
  CHECK(walk.missing == std::vector<fs::path>{"/nonexistent/archive"});
}

TEST_CASE("the disks that a file named itself lies on are known, as if they were walked", "[walk]") {
  // There are no two file systems more certain to be apart.
  const fs::path file = "/proc/self/status";
  const WalkResult walk = walk_paths({.named = {file}});
  CHECK(walk.above_files.contains("/proc"));
  CHECK(walk.mounts.contains("/proc"));
}

TEST_CASE("an index is passed over, and what only has a name of one is not", "[walk]") {
  struct Row {
    std::vector<std::pair<std::string, std::string>> files;  // beside an article
    bool is_index;
  };
  const auto row = GENERATE(values<Row>({{{{"XAPIANDB", "auto generation-1\n"}}, true},
                                         {{{"XAPIANDB", "remote :host:port\n"}}, true},
                                         {{{"XAPIANDB", "A headline about autos\n"}}, false},
                                         {{{"XAPIANDB", ""}}, false},
                                         {{{"XAPIANDB", ""}, {"generation-1/x", ""}}, true},
                                         {{{"XAPIANDB/x", ""}}, false},
                                         {{{"iamglass", ""}}, false},
                                         {{{"iamglass", ""}, {"postlist.glass", ""}}, true},
                                         {{{"postlist.glass", ""}}, false},
                                         {{{"writer.lock", ""}}, false},
                                         {{{"writer.lock", ""}, {"XAPIANDB", ""}}, true},
                                         {{{"writer.lock", ""}, {"generation-12/x", ""}}, true},
                                         {{{"writer.lock", ""}, {"unfinished-3-packed/x", ""}}, true},
                                         {{{"writer.lock", ""}, {"generation-x.txt", ""}}, false}}));
  const Tree tree;
  tree.directory.write("sub/article.txt", "1");
  for (const auto& [name, contents] : row.files) tree.directory.write("sub/" + name, contents);
  CAPTURE(row.files);
  const WalkResult walk = tree.walk();
  CHECK((walk.files.size() == 0) == row.is_index);
  CHECK(walk.indexes.size() == (row.is_index ? 1 : 0));
}

TEST_CASE("an index that is about to be made is passed over", "[walk]") {
  const Tree tree;
  for (const auto* name : {"db/writer.lock", "db/roots"}) tree.directory.write(name, "x");
  CHECK(tree.names().empty());
}
