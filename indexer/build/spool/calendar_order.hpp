// Puts the articles of a spool into calendar order and cuts them into segments.
#pragma once

#include "common/index/calendar.hpp"
#include "indexer/build/bulk/bulk_builder.hpp"
#include "indexer/build/spool/article_spool.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace dateline {

class CalendarOrder {
 public:
  /// `spool`, flushed, outlives it. A segment has whole dates, but for one that is larger than
  /// `segment_bytes` (unpacked). Throws Error(io), Error(bad_input) as plan_calendar does.
  CalendarOrder(const ArticleSpool& spool, std::uint64_t segment_bytes);

  [[nodiscard]] const Calendar& calendar() const { return calendar_; }
  [[nodiscard]] std::size_t segments() const { return segments_.size(); }
  /// Bytes, unpacked, of the largest article of a segment.
  [[nodiscard]] std::uint64_t largest_article(std::size_t segment) const;
  /// Calls `take` for each article of a segment, docids ascending. For several threads at once. Throws
  /// Error(io).
  void read(std::size_t segment, const std::function<void(const BulkArticle&)>& take) const;

 private:
  struct Stretch {  // of `numbers_`, of one date
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint32_t first_docid = 0;
    bool is_sorted = false;
  };
  void order_by_date();
  void cut(std::uint64_t segment_bytes);
  void cut_large(Stretch date, std::uint64_t segment_bytes);
  [[nodiscard]] std::uint64_t bytes_of(const Stretch& stretch) const;

  const ArticleSpool& spool_;
  std::vector<ArticleSpool::Number> numbers_;  // by date, newest first, undated last
  std::vector<Stretch> dates_;
  Calendar calendar_;
  std::vector<std::vector<Stretch>> segments_;
};

}  // namespace dateline
