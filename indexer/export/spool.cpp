// See spool.hpp. A record is its size, as the machine has it, and its bytes.
#include "indexer/export/spool.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr std::size_t read_bytes_at_once = std::size_t{1} << 20;

[[noreturn]] void throw_errno(const std::string& doing) {
  try {
    throw std::system_error(errno, std::generic_category());
  } catch (...) {
    rethrow_as_error(doing);
  }
}

int make_nameless_file(const std::filesystem::path& directory) {
  const int file = open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return file;
  std::string name = (directory / "dateline-XXXXXX").string();
  const int named = mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) unlink(name.c_str());
  return named;
}

}  // namespace

Spool::Spool(std::filesystem::path directory, std::size_t max_memory_bytes)
    : directory_(std::move(directory)), max_memory_bytes_(max_memory_bytes) {}

Spool::~Spool() {
  if (file_ >= 0) close(file_);
}

bool Spool::append(std::string_view record) {
  const std::uint64_t size = record.size();
  memory_.append(reinterpret_cast<const char*>(&size), sizeof size);
  memory_.append(record);
  return memory_.size() <= max_memory_bytes_ || write_out();
}

void Spool::clear() {
  memory_.clear();
  taken_ = file_bytes_ = file_taken_ = 0;
}

bool Spool::write_out() {
  if (file_ < 0) file_ = make_nameless_file(directory_);
  if (file_ < 0) return false;
  std::string_view rest = memory_;
  while (!rest.empty()) {
    const ssize_t written = pwrite(file_, rest.data(), rest.size(), static_cast<off_t>(file_bytes_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(written));
    file_bytes_ += static_cast<std::size_t>(written);
  }
  memory_.clear();
  return true;
}

bool Spool::take(std::string& record) {
  const bool is_first = taken_ == 0 && file_taken_ == 0;
  if (is_first && file_bytes_ > 0 && !write_out())
    throw_errno("setting articles aside in " + directory_.string());
  std::uint64_t size = 0;
  if (!read_bytes(reinterpret_cast<char*>(&size), sizeof size)) return false;
  record.resize(size);
  return read_bytes(record.data(), record.size());
}

bool Spool::read_bytes(char* to, std::size_t size) {
  while (size > 0) {
    if (taken_ == memory_.size()) {
      if (file_taken_ == file_bytes_) return false;
      memory_.resize(std::min(read_bytes_at_once, file_bytes_ - file_taken_));
      const ssize_t got = pread(file_, memory_.data(), memory_.size(), static_cast<off_t>(file_taken_));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) throw_errno("reading what was set aside in " + directory_.string());
      memory_.resize(static_cast<std::size_t>(got));
      file_taken_ += memory_.size();
      taken_ = 0;
    }
    const std::size_t piece = std::min(size, memory_.size() - taken_);
    std::memcpy(to, memory_.data() + taken_, piece);
    to += piece;
    taken_ += piece;
    size -= piece;
  }
  return true;
}

}  // namespace dateline
