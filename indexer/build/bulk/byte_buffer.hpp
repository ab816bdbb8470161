// Bytes that grow at their end and are not cleared first: what a std::string clears before it is written
// costs a tenth of a build.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dateline {

class ByteBuffer {
 public:
  ByteBuffer() = default;
  ~ByteBuffer();
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
  void grow(std::size_t least);

  char* begin_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

/// The same of plain values.
template <typename Value>
class RawBuffer {
 public:
  static_assert(std::is_trivially_copyable_v<Value>);

  [[nodiscard]] Value* data() { return static_cast<Value*>(static_cast<void*>(bytes_.data())); }
  [[nodiscard]] const Value* data() const {
    return static_cast<const Value*>(static_cast<const void*>(bytes_.data()));
  }
  [[nodiscard]] std::size_t size() const { return bytes_.size() / sizeof(Value); }
  void clear() { bytes_.clear(); }
  /// Its memory, to be used for something else.
  ByteBuffer& bytes() { return bytes_; }
  /// `count` more, whatever is in them; returns where.
  Value* extend(std::size_t count) {
    return static_cast<Value*>(static_cast<void*>(bytes_.extend(count * sizeof(Value))));
  }

 private:
  ByteBuffer bytes_{};
};

}  // namespace dateline
