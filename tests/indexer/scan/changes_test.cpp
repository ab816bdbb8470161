#include "indexer/scan/changes.hpp"

#include "common/error.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

Ledger ledger_of(const std::vector<std::string>& paths) {
  Ledger ledger;
  for (const auto& path : paths) ledger.put(path, {.root = "/a", .size = 1, .mtime_ns = 1});
  return ledger;
}

FoundFile found(const char* path, std::uint64_t size = 1) {
  return {.path = path, .root = "/a", .size = size, .mtime_ns = 1};
}

}  // namespace

TEST_CASE("files are new, changed, unchanged or gone, and others' are left alone", "[changes]") {
  const Ledger ledger = ledger_of({"/a/gone", "/a/same", "/a/longer", "/ab/other", "/b/other"});
  const WalkResult walk{.files = {found("/a/longer", 2), found("/a/new"), found("/a/same")},
                        .directories = {"/a"}};
  const Changes changes = find_changes(walk, ledger, false, 1);
  REQUIRE(changes.to_read.size() == 2);
  CHECK(changes.to_read[0].path == "/a/longer");
  CHECK(changes.to_read[1].path == "/a/new");
  CHECK(changes.gone == std::vector<std::string>{"/a/gone"});
  CHECK(changes.unchanged == 1);
}

TEST_CASE("what a walk could not read is not gone", "[changes]") {
  const Ledger ledger = ledger_of({"/a/locked/x", "/a/locked/deep/y", "/a/locked2/z", "/a/file", "/a/t"});
  const WalkResult walk{.files = {found("/a/t")},
                        .problems = {{"/a/locked", "cannot be read", true},
                                     {"/a/file", "input/output error", true},
                                     {"/a/locked2", "a link to nothing", false}},
                        .directories = {"/a"}};
  CHECK(find_changes(walk, ledger, false, 1).gone == std::vector<std::string>{"/a/locked2/z"});
}

TEST_CASE("a walked directory that held files and holds none is refused, wherever it lies", "[changes]") {
  const Ledger ledger = ledger_of({"/a/b/x", "/a/y"});
  const WalkResult walk{.files = {found("/a/y")}, .directories = {"/a", "/a/b"}};
  CHECK_THROWS_AS(find_changes(walk, ledger, false, 1), Error);
  CHECK(find_changes(walk, ledger, true, 1).gone == std::vector<std::string>{"/a/b/x"});
}
