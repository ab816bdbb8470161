// Which directory lies at a place, and whether something is mounted there.
#pragma once

#include <optional>

#include <sys/types.h>

namespace dateline {

struct DirectoryStatus {
  dev_t device = 0;
  ino_t inode = 0;
  std::optional<bool> is_mount_root{};  // none where the kernel does not tell (Linux before 5.8)
};

/// Of what `path` names, relative to the open directory `at`, links followed; of `at` itself when it is
/// empty. None, and errno, when it cannot be looked at.
std::optional<DirectoryStatus> look_at_directory(int at, const char* path = "");

/// Whether something is mounted on `here`, which lies in `above`; "/", which lies in itself, is none. Device
/// numbers, where the kernel tells nothing better, miss a directory of the same file system that is mounted a
/// second time.
bool is_mount_point(const DirectoryStatus& here, const DirectoryStatus& above);

}  // namespace dateline
