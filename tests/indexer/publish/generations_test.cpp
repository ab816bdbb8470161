#include "indexer/publish/generations.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("leftovers are what was built and never published", "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  for (const auto* file : {"generation-1/x", "generation-2/x", "generation-3/x", "unfinished-4/x", "roots"})
    directory.write(file, "x");
  directory.write("XAPIANDB", "auto generation-2\n");
  remove_leftovers(location);
  CHECK(list_generations(location) == std::vector<std::uint64_t>{1, 2});
  CHECK_FALSE(std::filesystem::exists(location.unfinished(4)));
  CHECK(std::filesystem::exists(location.roots()));
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
