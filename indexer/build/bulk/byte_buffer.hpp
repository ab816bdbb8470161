// Bytes that grow at their end and are not cleared first: what a std::string clears before it is written
// costs a tenth of a build.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace dateline {

class ByteBuffer {
 public:
  ByteBuffer() = default;
  ~ByteBuffer() { std::free(begin_); }  // NOLINT(cppcoreguidelines-no-malloc): realloc moves pages, not bytes
  ByteBuffer(ByteBuffer&& other) noexcept
      : begin_(std::exchange(other.begin_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  ByteBuffer& operator=(ByteBuffer&& other) noexcept {
    std::swap(begin_, other.begin_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    return *this;
  }
  ByteBuffer(const ByteBuffer&) = delete;
  ByteBuffer& operator=(const ByteBuffer&) = delete;

  [[nodiscard]] char* data() { return begin_; }
  [[nodiscard]] const char* data() const { return begin_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string_view view() const { return {begin_, size_}; }
  void clear() { size_ = 0; }

  /// Where the next bytes go: `bytes` may be written there. What was written is told to `end_at`.
  char* room(std::size_t bytes) {
    if (size_ + bytes > capacity_) grow(size_ + bytes);
    return begin_ + size_;
  }
  void end_at(const char* end) { size_ = static_cast<std::size_t>(end - begin_); }
  /// `bytes` more, whatever is in them; returns where.
  char* extend(std::size_t bytes) {
    char* const at = room(bytes);
    size_ += bytes;
    return at;
  }
  void append(std::string_view bytes) {
    if (!bytes.empty()) std::memcpy(extend(bytes.size()), bytes.data(), bytes.size());
  }

 private:
  void grow(std::size_t least) {
    std::size_t capacity = capacity_ < 4096 ? 4096 : 2 * capacity_;
    if (capacity < least) capacity = least;
    void* const moved = std::realloc(begin_, capacity);  // NOLINT(cppcoreguidelines-no-malloc)
    if (moved == nullptr) throw std::bad_alloc();
    begin_ = static_cast<char*>(moved);
    capacity_ = capacity;
  }

  char* begin_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace dateline
