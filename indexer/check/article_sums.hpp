// Sums by which an article's postings are held against the article: part of find_damage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <xapian.h>

namespace dateline {

/// One number per docid for each of several processes, shared by all of them. Pages that nobody writes cost
/// nothing.
class SharedSums {
 public:
  /// `columns` numbers for each docid from 0 to `last_docid`. Throws Error(io).
  SharedSums(Xapian::docid last_docid, std::size_t columns);
  ~SharedSums();
  SharedSums(const SharedSums&) = delete;
  SharedSums& operator=(const SharedSums&) = delete;

  [[nodiscard]] std::span<std::uint64_t> column(std::size_t index) const;
  [[nodiscard]] Xapian::docid last_docid() const { return static_cast<Xapian::docid>(rows_ - 1); }

 private:
  std::uint64_t* numbers_ = nullptr;
  std::size_t rows_;
  std::size_t columns_;
};

/// Stands in the first column for an article that is damaged itself: no sum.
inline constexpr std::uint64_t no_sum = ~std::uint64_t{0};

/// The share of one term in its article's sum: of its name, its wdf and, given the iterators, its positions.
/// The shares of all terms are added, in whatever order they come.
class TermShare {
 public:
  explicit TermShare(std::string_view term);

  [[nodiscard]] std::uint64_t of(Xapian::termcount wdf) const;
  [[nodiscard]] std::uint64_t of(Xapian::termcount wdf, Xapian::PositionIterator position,
                                 const Xapian::PositionIterator& end) const;

 private:
  std::uint64_t name_;
};

}  // namespace dateline
