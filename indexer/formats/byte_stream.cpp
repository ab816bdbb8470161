// The buffer between a file (or an archive's member) and a format's reader; see source_file.hpp.
#include "common/error.hpp"
#include "indexer/formats/source_file.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace dateline {

namespace {

constexpr std::size_t first_fill_bytes = std::size_t{16} << 10;  // most articles, without clearing more
constexpr std::size_t fill_bytes = std::size_t{64} << 10;  // large enough that system calls cost nothing
constexpr std::size_t mebibyte = std::size_t{1} << 20;

[[noreturn]] void throw_too_large(const char* what, std::size_t max_bytes) {
  const std::string limit = max_bytes >= mebibyte && max_bytes % mebibyte == 0
                                ? std::to_string(max_bytes / mebibyte) + " MiB"
                                : std::to_string(max_bytes) + " bytes";
  throw Error(ErrorKind::bad_input, std::string(what) + " than " + limit);
}

}  // namespace

ByteStream::ByteStream(Fill fill) : fill_(std::move(fill)) {}

ByteStream::ByteStream(std::string bytes) : buffer_(std::move(bytes)), is_at_end_(true) {}

// Adds bytes behind the buffer's end; how many. What was taken is dropped first, so that a long file read
// line by line stays in one chunk's memory.
std::size_t ByteStream::fill_more() {
  if (is_at_end_) return 0;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  const std::size_t filled = buffer_.size();
  const std::size_t least = std::exchange(has_begun_, true) ? fill_bytes : first_fill_bytes;
  const std::size_t wanted = std::max(least, std::min(filled, 16 * mebibyte));
  buffer_.resize(filled + wanted);
  std::size_t got = 0;
  try {
    got = std::min(fill_(buffer_.data() + filled, wanted), wanted);
  } catch (...) {
    buffer_.resize(filled);
    throw;
  }
  buffer_.resize(filled + got);
  if (got == 0) is_at_end_ = true;
  return got;
}

std::string_view ByteStream::peek(std::size_t size) {
  while (buffer_.size() - begin_ < size && fill_more() > 0) {
  }
  return std::string_view(buffer_).substr(begin_, size);
}

void ByteStream::skip(std::size_t size) {
  begin_ = std::min(begin_ + size, buffer_.size());
}

std::string ByteStream::read_all(std::size_t max_bytes) {
  while (buffer_.size() - begin_ <= max_bytes && fill_more() > 0) {
  }
  if (buffer_.size() - begin_ > max_bytes) throw_too_large("larger", max_bytes);
  std::string all;
  if (begin_ == 0) {
    all = std::exchange(buffer_, {});
  } else {
    all = buffer_.substr(begin_);
    buffer_.clear();
  }
  begin_ = 0;
  return all;
}

bool ByteStream::read_line(std::string& line, std::size_t max_bytes) {
  line.clear();
  std::size_t searched = 0;  // bytes behind begin_ that hold no line end
  bool is_too_long = false;
  for (;;) {
    const char* from = buffer_.data() + begin_;
    const std::size_t available = buffer_.size() - begin_;
    const void* found =
        available > searched ? std::memchr(from + searched, '\n', available - searched) : nullptr;
    if (found != nullptr) {
      const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - from);
      if (length > max_bytes) is_too_long = true;
      if (!is_too_long) line.assign(from, length);
      begin_ += length + 1;
      break;
    }
    searched = available;
    if (searched > max_bytes) {  // kept no longer: the rest of the line is only looked through
      is_too_long = true;
      begin_ = buffer_.size();
      searched = 0;
    }
    if (fill_more() > 0) continue;
    if (buffer_.size() == begin_ && !is_too_long) return false;
    if (!is_too_long) line.assign(buffer_, begin_);
    begin_ = buffer_.size();
    break;
  }
  if (is_too_long) throw_too_large("a line longer", max_bytes);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return true;
}

}  // namespace dateline
