#include "indexer/scan/directory_status.hpp"

#include "tests/support/temp_dir.hpp"

#include <cerrno>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

using namespace dateline;

TEST_CASE("what the kernel says of a mount goes before the numbers of devices", "[mounts]") {
  struct Row {
    const char* what;
    DirectoryStatus here;
    bool expected;
  };
  const DirectoryStatus above{.device = 1, .inode = 10};
  const auto row = GENERATE(values<Row>(
      {{"a directory", {.device = 1, .inode = 11, .is_mount_root = false}, false},
       {"another disk", {.device = 2, .inode = 2, .is_mount_root = true}, true},
       {"the same disk mounted again", {.device = 1, .inode = 11, .is_mount_root = true}, true},
       {"a subvolume, which is mounted nowhere", {.device = 2, .inode = 2, .is_mount_root = false}, false},
       {"an old kernel and a directory", {.device = 1, .inode = 11}, false},
       {"an old kernel and another disk", {.device = 2, .inode = 2}, true},
       {"the top of all", {.device = 1, .inode = 10, .is_mount_root = true}, false}}));
  CAPTURE(row.what);
  CHECK(is_mount_point(row.here, above) == row.expected);
}

TEST_CASE("a directory is looked at by its path or its descriptor", "[mounts]") {
  const tests::TempDir directory;
  const int opened = open(directory.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const auto by_descriptor = look_at_directory(opened);
  const auto by_path = look_at_directory(AT_FDCWD, directory.path().c_str());
  const auto above = look_at_directory(opened, "..");
  close(opened);
  REQUIRE(by_descriptor);
  REQUIRE(by_path);
  REQUIRE(above);
  CHECK(by_descriptor->inode == by_path->inode);
  CHECK(by_descriptor->device == by_path->device);
  CHECK_FALSE(is_mount_point(*by_path, *above));
  CHECK_FALSE(look_at_directory(AT_FDCWD, (directory.path() / "nothing").c_str()));
  CHECK(errno == ENOENT);
}
