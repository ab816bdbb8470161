// See directory_status.hpp.
#include "indexer/scan/directory_status.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace dateline {

namespace {

// Old kernels and sandboxes know no statx.
std::optional<DirectoryStatus> look_by_stat(int at, const char* path) {
  struct stat status {};
  if (fstatat(at, path, &status, AT_EMPTY_PATH) != 0) return std::nullopt;
  return DirectoryStatus{.device = status.st_dev, .inode = status.st_ino};
}

}  // namespace

std::optional<DirectoryStatus> look_at_directory(int at, const char* path) {
  struct statx status {};
  if (statx(at, path, AT_EMPTY_PATH, STATX_INO, &status) != 0) return look_by_stat(at, path);
  DirectoryStatus found{.device = makedev(status.stx_dev_major, status.stx_dev_minor),
                        .inode = status.stx_ino};
  if ((status.stx_attributes_mask & STATX_ATTR_MOUNT_ROOT) != 0)
    found.is_mount_root = (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
  return found;
}

bool is_mount_point(const DirectoryStatus& here, const DirectoryStatus& above) {
  if (here.device == above.device && here.inode == above.inode) return false;
  return here.is_mount_root.value_or(here.device != above.device);
}

}  // namespace dateline
