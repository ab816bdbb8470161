// See open_file.hpp.
#include "indexer/publish/open_file.hpp"

#include "common/error.hpp"

#include <cerrno>
#include <cstdint>
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

// False when the file system knows no such way.
bool OpenFile::set_past_cache(bool wanted) {
  if (wanted == is_past_cache_) return true;
  const int flags = fcntl(file_, F_GETFL);
  if (flags < 0 || fcntl(file_, F_SETFL, wanted ? flags | O_DIRECT : flags & ~O_DIRECT) != 0) return false;
  is_past_cache_ = wanted;
  return true;
}

void OpenFile::write_past_cache(std::string_view bytes) {
  constexpr std::size_t page_bytes = 4096;                     // what any disk's blocks divide
  constexpr std::size_t least_bytes = std::size_t{256} << 10;  // a wait for the disk must be worth it
  const bool is_aligned =
      bytes.size() % page_bytes == 0 && reinterpret_cast<std::uintptr_t>(bytes.data()) % page_bytes == 0;
  can_pass_cache_ = can_pass_cache_ && (!is_aligned || bytes.size() < least_bytes || set_past_cache(true));
  while (is_past_cache_ && !bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno != EINVAL) throw_errno("writing " + path_.string());
    can_pass_cache_ = written > 0 && static_cast<std::size_t>(written) % page_bytes == 0;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    if (!can_pass_cache_) break;
  }
  if (!set_past_cache(false)) throw_errno("writing " + path_.string());
  write_all(bytes);
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
