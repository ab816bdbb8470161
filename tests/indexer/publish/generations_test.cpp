#include "indexer/publish/generations.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("leftovers are what was built and never published", "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  for (const auto* file : {"generation-1/x", "generation-2/x", "generation-3/x", "unfinished-4/x", "roots",
                           "roots.tmp", "XAPIANDB.tmp", "removal.tmp", "backup.tmp", "another.tmp"})
    directory.write(file, "x");
  directory.write("XAPIANDB", "auto generation-2\n");
  remove_leftovers(location);
  CHECK(list_generations(location) == std::vector<std::uint64_t>{1, 2});
  CHECK_FALSE(std::filesystem::exists(location.unfinished(4)));
  CHECK(std::filesystem::exists(location.roots()));
  for (const auto* file : {"roots.tmp", "XAPIANDB.tmp", "removal.tmp", "backup.tmp"})
    CHECK_FALSE(std::filesystem::exists(directory.path() / file));
  CHECK(std::filesystem::exists(directory.path() / "another.tmp"));
}

TEST_CASE("files that were to be renamed when a run was stopped are leftovers", "[publish]") {
  const tests::TempDir directory;
  for (const auto* file : {"roots.tmp", "XAPIANDB.tmp", "backup.tmp", "notes.tmp"})
    directory.write(file, "x");
  remove_leftovers(IndexLocation{directory.path()});
  CHECK(std::filesystem::exists(directory.path() / "notes.tmp"));
  CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("a generation that cannot be published leaves the one before it, and nothing of itself",
          "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  directory.write("generation-1/x", "x");
  directory.write("XAPIANDB", "auto generation-1\n");
  directory.write("unfinished-2-packed/x", "x");
  std::filesystem::create_directory(directory.path() / "XAPIANDB.tmp");  // in the way of the new stub
  CHECK_THROWS_AS(publish_generation(location, 2), Error);
  CHECK(current_generation(location) == 1);
  CHECK(list_generations(location) == std::vector<std::uint64_t>{1});
  remove_leftovers(location);
  CHECK_FALSE(std::filesystem::exists(directory.path() / "XAPIANDB.tmp"));
}

TEST_CASE("without a stub, or with one that cannot be read, no generation is removed", "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  directory.write("generation-1/x", "x");
  SECTION("none") {
    remove_leftovers(location);
  }
  SECTION("another's") {
    directory.write("XAPIANDB", "auto elsewhere\n");
    CHECK_THROWS_AS(remove_leftovers(location), Error);
  }
  SECTION("a directory") {
    std::filesystem::create_directory(location.stub());
    CHECK_THROWS_AS(remove_leftovers(location), Error);
  }
  CHECK(list_generations(location) == std::vector<std::uint64_t>{1});
}

TEST_CASE("all generations but one can be removed at once, with what is half built", "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  for (const auto* file : {"generation-1/x", "generation-2/x", "generation-3/x", "unfinished-4/x", "roots"})
    directory.write(file, "x");
  directory.write("XAPIANDB", "auto generation-3\n");
  CHECK(next_generation(location) == 4);
  remove_other_generations(location, 3);
  CHECK(list_generations(location) == std::vector<std::uint64_t>{3});
  CHECK_FALSE(std::filesystem::exists(location.unfinished(4)));
  CHECK(std::filesystem::exists(location.roots()));
  CHECK(require_generation(location) == 3);
}

TEST_CASE("what is no database is found damaged or cannot be checked", "[publish]") {
  const tests::TempDir directory;
  directory.write("generation-1/iamglass", "x");
  directory.write("unfinished-3-packed/iamglass", "x");
  CHECK_THROWS_AS(check_generation(IndexLocation{directory.path()}, 3), Error);
  CHECK_THROWS_AS(pack_anew(IndexLocation{directory.path()}, 1, 2), Error);
  CHECK_FALSE(std::filesystem::exists(IndexLocation{directory.path()}.packed(2)));
}

TEST_CASE("room for a new generation is made before it gets its name, not behind it", "[publish]") {
  struct Row {
    std::optional<std::uint64_t> kept;
    std::vector<std::uint64_t> left;
  };
  const auto row = GENERATE(values<Row>({{std::nullopt, {2, 3}}, {1, {1, 3}}, {2, {2, 3}}, {3, {2, 3}}}));
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  for (const auto* file : {"generation-1/x", "generation-2/x", "generation-3/x", "unfinished-4-packed/x"})
    directory.write(file, "x");
  directory.write("XAPIANDB", "auto generation-3\n");
  directory.write("XAPIANDB.tmp/in-the-way", "x");  // so that the new one cannot be made the current one
  CHECK_THROWS_AS(publish_generation(location, 4, row.kept), Error);
  CHECK(list_generations(location) == row.left);
}
