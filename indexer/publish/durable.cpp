// See durable.hpp.
#include "indexer/publish/durable.hpp"

#include "common/error.hpp"
#include "indexer/publish/open_file.hpp"

#include <cerrno>
#include <cstdio>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {

namespace {

void sync_path(const std::filesystem::path& path, int flags) {
  OpenFile(path, flags).sync();
}

// std::filesystem::copy of libstdc++ 12 calls a full disk an input/output error.
void copy_file(const std::filesystem::path& from, const std::filesystem::path& to, std::span<char> buffer) {
  const OpenFile source(from, O_RDONLY);
  const OpenFile target(to, O_WRONLY | O_CREAT | O_EXCL);
  while (const std::size_t size = source.read_some(buffer)) target.write_all({buffer.data(), size});
}

}  // namespace

void write_durably(const std::filesystem::path& path, std::string_view contents) {
  auto aside = path;
  aside += ".tmp";
  try {
    {
      const OpenFile file(aside, O_WRONLY | O_CREAT | O_TRUNC);
      file.write_all(contents);
      file.sync();
    }
    rename_durably(aside, path);
  } catch (...) {
    unlink(aside.c_str());
    throw;
  }
}

void copy_directory(const std::filesystem::path& from, const std::filesystem::path& to) {
  try {
    std::filesystem::create_directory(to);
    std::vector<char> buffer(std::size_t{1} << 20);
    for (const auto& entry : std::filesystem::directory_iterator(from)) {
      if (entry.is_regular_file()) copy_file(entry.path(), to / entry.path().filename(), buffer);
    }
  } catch (...) {
    rethrow_as_error("copying " + from.string());
  }
}

void make_directories_durably(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> missing;
  std::error_code error;
  for (auto path = std::filesystem::absolute(directory).lexically_normal();
       !std::filesystem::exists(path, error); path = path.parent_path()) {
    if (error || path == path.parent_path()) break;
    missing.push_back(path);
  }
  try {
    std::filesystem::create_directories(directory);
  } catch (...) {
    rethrow_as_error("making " + directory.string());
  }
  for (const auto& path : missing) {
    if (path.has_filename()) sync_path(path.parent_path(), O_RDONLY | O_DIRECTORY);
  }
}

void sync_directory(const std::filesystem::path& directory) {
  try {
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      if (entry.is_regular_file()) sync_path(entry.path(), O_RDONLY);
    }
  } catch (...) {
    rethrow_as_error("syncing " + directory.string());
  }
  sync_path(directory, O_RDONLY | O_DIRECTORY);
}

void sync_and_forget(const std::filesystem::path& directory) {
  sync_directory(directory);
  std::error_code error;
  std::filesystem::directory_iterator entry(directory, error);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->is_regular_file(error)) OpenFile(entry->path(), O_RDONLY).forget();
  }
}

void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0)
    throw_errno("renaming " + from.string() + " to " + to.string());
  sync_path(to.parent_path(), O_RDONLY | O_DIRECTORY);
}

void remove_durably(const std::filesystem::path& path) {
  if (unlink(path.c_str()) != 0 && errno != ENOENT) throw_errno("removing " + path.string());
  sync_path(path.parent_path(), O_RDONLY | O_DIRECTORY);
}

}  // namespace dateline
