#include "indexer/scan/mounts.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

Ledger ledger_of(const std::vector<std::string>& paths) {
  Ledger ledger;
  for (const auto& path : paths) ledger.put(path, {.root = "/a", .size = 1, .changed_ns = 1});
  return ledger;
}

// A walk of /a that found these files; `seen` as many.
WalkResult walk_of(const std::vector<fs::path>& files, const std::set<fs::path>& mounts) {
  WalkResult walk{.directories = {{"/a", files.size()}}, .mounts = mounts};
  for (const auto& file : files) {
    walk.files.begin_directory(file.parent_path().native(), "/a");
    walk.files.add(file.filename().native(), 1, 1);
  }
  return walk;
}

}  // namespace

TEST_CASE("a disk that is not mounted any more hides what lay on it", "[mounts]") {
  struct Row {
    const char* what;
    std::vector<fs::path> files;
    std::set<fs::path> mounts;  // now
    bool is_hidden;
  };
  const auto row =
      GENERATE(values<Row>({{"nothing is left", {"/a/x"}, {}, true},
                            {"a note lies in its place", {"/a/x", "/a/disk/NOT-MOUNTED.txt"}, {}, true},
                            {"its files were copied there", {"/a/x", "/a/disk/y"}, {}, false},
                            {"an emptied disk is mounted", {"/a/x"}, {"/a/disk"}, false}}));
  CAPTURE(row.what);
  const Ledger ledger = ledger_of({"/a/x", "/a/disk/y", "/a/disk/deep/z"});
  WalkResult walk = walk_of(row.files, row.mounts);
  hide_lost_mounts(walk, ledger, {"/a/disk", "/elsewhere"});
  CHECK(walk.problems.empty() != row.is_hidden);
  const auto known = known_mounts(walk, {"/a/disk", "/elsewhere"});
  CHECK(known.contains("/elsewhere"));
  CHECK(known.contains("/a/disk") == (row.is_hidden || !row.mounts.empty()));
}

TEST_CASE("an emptied root is not hidden, so that it is refused", "[mounts]") {
  WalkResult walk = walk_of({}, {});
  hide_lost_mounts(walk, ledger_of({"/a/x"}), {"/a"});
  CHECK(walk.problems.empty());
}

TEST_CASE("a disk that files named themselves lay on is looked for, and its roots stay", "[mounts]") {
  const Ledger ledger = ledger_of({"/disk/a", "/b"});
  WalkResult walk{.missing = {"/disk/a"}, .forgotten = {"/disk/a", "/c"}, .above_files = {"/disk"}};
  SECTION("it is not mounted") {
    hide_lost_mounts(walk, ledger, {"/disk"});
    REQUIRE(walk.problems.size() == 1);
    CHECK(walk.problems[0].path == "/disk");
    CHECK(walk.forgotten == std::vector<fs::path>{"/c"});
    CHECK(known_mounts(walk, {"/disk"}) == std::set<fs::path>{"/disk"});
  }
  SECTION("it is mounted, and the file is gone") {
    walk.mounts = {"/disk"};
    hide_lost_mounts(walk, ledger, {"/disk"});
    CHECK(walk.problems.empty());
    CHECK(walk.forgotten.size() == 2);
  }
  SECTION("it was given up") {
    CHECK(known_mounts(walk, {"/disk"}).empty());
  }
}
