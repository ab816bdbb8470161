#include "indexer/publish/roots.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
namespace fs = std::filesystem;

TEST_CASE("roots come back in their order, odd names and all, each once", "[roots]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  CHECK(read_roots(location).empty());
  std::vector<fs::path> named;
  for (const auto* name : {"b 100%", "a\n", "\xFF"}) {
    named.push_back(fs::canonical(directory.path()) / name);
    fs::create_directory(named.back());
  }
  update_roots(location, {named[0], named[1]});
  update_roots(location, {named[1], named[2], directory.path() / "nowhere"});
  CHECK(read_roots(location) == named);
}

TEST_CASE("roots of another version, or none in the file, are an error and stay as they are", "[roots]") {
  const tests::TempDir directory;
  const auto contents = GENERATE(as<std::string>{}, "", "dateline roots 2\n/a\n", "/a\n");
  directory.write("roots", contents);
  const IndexLocation location{directory.path()};
  CHECK_THROWS_AS(read_roots(location), Error);
  CHECK_THROWS_AS(update_roots(location, {directory.path()}), Error);
  CHECK(tests::read_file(location.roots()) == contents);
}
