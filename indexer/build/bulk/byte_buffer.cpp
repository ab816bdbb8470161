// See byte_buffer.hpp. What is large is memory mapped for itself: growing moves pages, not bytes. Asking for
// pages of 2 MB was tried (2026-11-24): less time here, and as much more in the kernel, which clears them.
#include "indexer/build/bulk/byte_buffer.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

#include <sys/mman.h>

namespace dateline {

namespace {

constexpr std::size_t least_bytes = 4096;
constexpr std::size_t mapped_bytes = std::size_t{1} << 20;  // from here on; a multiple of every page size

bool is_mapped(std::size_t capacity) {
  return capacity >= mapped_bytes;
}

void free_memory(void* begin, std::size_t capacity) {
  if (is_mapped(capacity)) {
    munmap(begin, capacity);
  } else {
    std::free(begin);  // NOLINT(cppcoreguidelines-no-malloc): realloc may grow where the bytes are
  }
}

void* map(std::size_t bytes) {
  void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  return memory;
}

}  // namespace

ByteBuffer::~ByteBuffer() {
  free_memory(begin_, capacity_);
}

void ByteBuffer::grow(std::size_t least) {
  std::size_t capacity = std::max({least_bytes, 2 * capacity_, least});
  void* moved = nullptr;
  if (!is_mapped(capacity)) {
    moved = std::realloc(begin_, capacity);  // NOLINT(cppcoreguidelines-no-malloc)
    if (moved == nullptr) throw std::bad_alloc();
  } else {
    capacity = (capacity + mapped_bytes - 1) / mapped_bytes * mapped_bytes;
    if (is_mapped(capacity_)) {
      moved = mremap(begin_, capacity_, capacity, MREMAP_MAYMOVE);
      if (moved == MAP_FAILED) throw std::bad_alloc();
    } else {
      moved = map(capacity);
      if (size_ > 0) std::memcpy(moved, begin_, size_);
      free_memory(begin_, capacity_);
    }
  }
  begin_ = static_cast<char*>(moved);
  capacity_ = capacity;
}

}  // namespace dateline
