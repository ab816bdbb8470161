#include "indexer/remove/pending_removal.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("a pending removal is read as it was written, until it is cleared", "[remove]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  CHECK_FALSE(read_pending(location));
  const PendingRemoval removal{.is_purge = GENERATE(true, false),
                               .staying = {removed_path_key("/a/b"), removed_id_key("x")},
                               .once = {removed_path_key("/c")},
                               .contents = {{.contents = {1, 2}, .name = {3, 4}}}};
  write_pending(location, removal);
  CHECK(read_pending(location) == removal);
  CHECK(tests::read_file(directory.path() / "removal").find("/a/b") == std::string::npos);
  clear_pending(location);
  CHECK_FALSE(read_pending(location));
  clear_pending(location);
}

TEST_CASE("a damaged pending removal is an error, never half a removal", "[remove]") {
  const auto contents =
      GENERATE(as<std::string>{}, "", "dateline removal 3\n", "dateline removal 2\ncontents 12 34\n",
               "dateline removal 1\nonce 12\n", "dateline removal 1\nonce 0123456789abcdef0123456789abcdeg\n",
               "dateline removal 1\nrm -rf\n");
  CAPTURE(contents);
  const tests::TempDir directory;
  directory.write("removal", contents);
  CHECK_THROWS_AS(read_pending(IndexLocation{directory.path()}), Error);
}

TEST_CASE("a pending removal of version 1 is still read", "[remove]") {
  const tests::TempDir directory;
  directory.write("removal", "dateline removal 1\nonce 0123456789abcdef0123456789abcdef\n");
  const auto removal = read_pending(IndexLocation{directory.path()});
  REQUIRE(removal);
  CHECK(removal->once.size() == 1);
}
