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
  for (const auto& file : walk.files) names.push_back(file.path.lexically_relative(root).native());
  return names;
}

}  // namespace

TEST_CASE("a walk lists files sorted, each once, without hidden ones", "[walk]") {
  const tests::TempDir directory;
  const auto root = fs::canonical(directory.path());
  directory.write("b.txt", "1");
  directory.write("a/c.txt", "22");
  directory.write(".hidden/d.txt", "1");
  directory.write(".e", "1");
  directory.write("new\nline.txt", "1");
  directory.write("bad\xFF.txt", "1");
  fs::create_symlink("../b.txt", root / "a" / "link.txt");
  const WalkResult walk = walk_paths({root, root / "b.txt", root / "a"});
  CHECK(names_of(walk, root) ==
        std::vector<std::string>{"a/c.txt", "a/link.txt", "b.txt", "bad\xFF.txt", "new\nline.txt"});
  CHECK(walk.problems.empty());
  CHECK(walk.files[0].size == 2);
  CHECK(walk.files[0].root == root);
}

TEST_CASE("loops, links to nothing, links outside, FIFOs and sockets end no walk", "[walk]") {
  const tests::TempDir directory;
  const tests::TempDir outside;
  const auto root = fs::canonical(directory.path());
  directory.write("a/b.txt", "1");
  outside.write("secret.txt", "1");
  fs::create_directory_symlink("..", root / "a" / "up");
  fs::create_symlink("nowhere", root / "dangling");
  fs::create_symlink("self", root / "self");
  fs::create_symlink(outside.path() / "secret.txt", root / "outside.txt");
  fs::create_directory_symlink(outside.path(), root / "outside");
  REQUIRE(mkfifo((root / "fifo").c_str(), 0600) == 0);
  const WalkResult walk = walk_paths({root});
  CHECK(names_of(walk, root) == std::vector<std::string>{"a/b.txt"});
  REQUIRE(walk.problems.size() == 2);
  CHECK(walk.problems[0].reason == "a link to nothing");
  CHECK(walk.problems[1].reason == "a link that leads to itself");
  CHECK(walk.special_count == 1);
}

TEST_CASE("a path that is not there is an error that names it", "[walk]") {
  try {
    walk_paths({"/nonexistent/archive"});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::not_found);
    CHECK(std::string(error.what()).find("/nonexistent/archive") != std::string::npos);
  }
}
