// See open_file.hpp.
#include "indexer/publish/open_file.hpp"

#include "common/error.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {

void throw_errno(const std::string& doing) {
  try {
    throw std::system_error(errno, std::generic_category());
  } catch (...) {
    rethrow_as_error(doing);
  }
}

OpenFile::OpenFile(const std::filesystem::path& path, int flags)
    : path_(path), file_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {
  if (file_ < 0) throw_errno("opening " + path.string());
}

OpenFile::~OpenFile() {
  close(file_);
}

void OpenFile::write_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno("writing " + path_.string());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t OpenFile::read_some(std::span<char> buffer) const {
  ssize_t size = -1;
  do {
    size = read(file_, buffer.data(), buffer.size());
  } while (size < 0 && errno == EINTR);
  if (size < 0) throw_errno("reading " + path_.string());
  return static_cast<std::size_t>(size);
}

void OpenFile::read_at(std::uint64_t offset, std::span<char> buffer) const {
  while (!buffer.empty()) {
    const ssize_t size = pread(file_, buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) throw_errno("reading " + path_.string());
    if (size == 0) throw Error(ErrorKind::io, "reading " + path_.string() + ": it ends too early");
    offset += static_cast<std::uint64_t>(size);
    buffer = buffer.subspan(static_cast<std::size_t>(size));
  }
}

void OpenFile::sync() const {
  if (fsync(file_) != 0) throw_errno("syncing " + path_.string());
}

void OpenFile::forget() const {
  posix_fadvise(file_, 0, 0, POSIX_FADV_DONTNEED);
}

}  // namespace dateline
