#include "indexer/scan/changes.hpp"

#include "common/error.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

Ledger ledger_of(const std::vector<std::string>& paths) {
  Ledger ledger;
  for (const auto& path : paths) ledger.put(path, {.root = "/a", .size = 1, .changed_ns = 1});
  return ledger;
}

struct Row {
  const char* name;
  std::uint64_t size = 1;
};

// Files below /a.
FileList files(const std::vector<Row>& rows) {
  FileList list;
  list.begin_directory("/a", "/a");
  for (const auto& row : rows) list.add(row.name, row.size, 1);
  return list;
}

}  // namespace

TEST_CASE("files are new, changed, unchanged or gone, and others' are left alone", "[changes]") {
  const Ledger ledger = ledger_of({"/a/gone", "/a/same", "/a/longer", "/ab/other", "/b/other"});
  WalkResult walk{.files = files({{"longer", 2}, {"new"}, {"same"}}), .directories = {{"/a", 3}}};
  const Changes changes = find_changes(walk, ledger, {.max_file_bytes = 1});
  REQUIRE(changes.to_read.size() == 2);
  CHECK(changes.to_read[0].path == "/a/longer");
  CHECK(changes.to_read[1].path == "/a/new");
  CHECK(changes.gone == std::vector<std::string>{"/a/gone"});
  CHECK(changes.unchanged == 1);
}

TEST_CASE("what a walk could not read is not gone", "[changes]") {
  const Ledger ledger = ledger_of({"/a/locked/x", "/a/locked/deep/y", "/a/locked2/z", "/a/file", "/a/t"});
  WalkResult walk{.files = files({{"t"}}),
                  .problems = {{"/a/locked", "cannot be read", true},
                               {"/a/file", "input/output error", true},
                               {"/a/locked2", "a link to nothing", false}},
                  .directories = {{"/a", 3}}};
  CHECK(find_changes(walk, ledger, {.max_file_bytes = 1}).gone == std::vector<std::string>{"/a/locked2/z"});
}

TEST_CASE("a walked directory that held files and holds none keeps them, wherever it lies", "[changes]") {
  const Ledger ledger = ledger_of({"/a/b/x", "/a/y"});
  WalkResult walk{.files = files({{"y"}}), .directories = {{"/a", 1}, {"/a/b", 0}}};
  WalkResult careful = walk;
  CHECK(find_changes(careful, ledger, {.max_file_bytes = 1}).gone.empty());
  REQUIRE(careful.problems.size() == 1);
  CHECK(careful.problems[0].path == "/a/b");
  CHECK(find_changes(walk, ledger, {.allow_empty_root = true, .max_file_bytes = 1}).gone ==
        std::vector<std::string>{"/a/b/x"});
}

TEST_CASE("a root of which everything is left out on purpose is not an emptied one", "[changes]") {
  const Ledger ledger = ledger_of({"/a/x", "/a/y"});
  WalkResult walk{.directories = {{"/a", 2}}};
  CHECK(find_changes(walk, ledger, {.max_file_bytes = 1}).gone == std::vector<std::string>{"/a/x", "/a/y"});
}

TEST_CASE("a file is in the list of changes by the bytes of its path", "[changes]") {
  FileList list;
  list.begin_directory("/a", "/a");
  list.add("b.txt", 1, 1);
  list.begin_directory("/a/b", "/a");
  list.add("c", 1, 1);
  WalkResult walk{.files = list, .directories = {{"/a", 2}}};
  const Changes changes = find_changes(walk, {}, {.max_file_bytes = 1});
  REQUIRE(changes.to_read.size() == 2);
  CHECK(changes.to_read[0].path == "/a/b.txt");
  CHECK(changes.to_read[1].path == "/a/b/c");
}
