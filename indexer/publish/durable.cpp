// See durable.hpp.
#include "indexer/publish/durable.hpp"

#include "common/error.hpp"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {

namespace {

[[noreturn]] void throw_errno(const std::string& doing) {
  try {
    throw std::system_error(errno, std::generic_category());
  } catch (...) {
    rethrow_as_error(doing);
  }
}

class OpenFile {
 public:
  OpenFile(const std::filesystem::path& path, int flags)
      : path_(path), file_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    if (file_ < 0) throw_errno("opening " + path.string());
  }
  ~OpenFile() { close(file_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  void write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw_errno("writing " + path_.string());
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void sync() const {
    if (fsync(file_) != 0) throw_errno("syncing " + path_.string());
  }

 private:
  std::filesystem::path path_;
  int file_;
};

void sync_path(const std::filesystem::path& path, int flags) {
  OpenFile(path, flags).sync();
}

}  // namespace

void write_durably(const std::filesystem::path& path, std::string_view contents) {
  auto aside = path;
  aside += ".tmp";
  {
    const OpenFile file(aside, O_WRONLY | O_CREAT | O_TRUNC);
    file.write_all(contents);
    file.sync();
  }
  rename_durably(aside, path);
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

void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0)
    throw_errno("renaming " + from.string() + " to " + to.string());
  sync_path(to.parent_path(), O_RDONLY | O_DIRECTORY);
}

}  // namespace dateline
