// See article_sums.hpp.
#include "indexer/check/article_sums.hpp"

#include "common/error.hpp"

#include <cerrno>
#include <system_error>

#include <sys/mman.h>
#include <xxhash.h>

namespace dateline {

namespace {

// The last step of splitmix64: every bit of the number moves every bit of the result.
std::uint64_t mix(std::uint64_t number) {
  number ^= number >> 30U;
  number *= 0xBF58476D1CE4E5B9U;
  number ^= number >> 27U;
  number *= 0x94D049BB133111EBU;
  return number ^ (number >> 31U);
}

}  // namespace

SharedSums::SharedSums(Xapian::docid last_docid, std::size_t columns)
    : rows_(std::size_t{last_docid} + 1), columns_(columns) {
  void* memory = mmap(nullptr, rows_ * columns_ * sizeof(std::uint64_t), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    throw Error(ErrorKind::io, "getting memory for the check: " + std::generic_category().message(errno),
                "close other programs, then run the same command again");
  }
  numbers_ = static_cast<std::uint64_t*>(memory);
}

SharedSums::~SharedSums() {
  munmap(numbers_, rows_ * columns_ * sizeof(std::uint64_t));
}

std::span<std::uint64_t> SharedSums::column(std::size_t index) const {
  return std::span(numbers_, rows_ * columns_).subspan(index * rows_, rows_);
}

TermShare::TermShare(std::string_view term) : name_(XXH3_64bits(term.data(), term.size())) {}

std::uint64_t TermShare::of(Xapian::termcount wdf) const {
  return mix(name_ ^ mix(std::uint64_t{wdf} + 1));
}

std::uint64_t TermShare::of(Xapian::termcount wdf, Xapian::PositionIterator position,
                            const Xapian::PositionIterator& end) const {
  std::uint64_t positions = 0;
  for (; position != end; ++position) positions = mix(positions + *position + 1);
  return positions == 0 ? of(wdf) : mix(of(wdf) ^ positions);
}

}  // namespace dateline
