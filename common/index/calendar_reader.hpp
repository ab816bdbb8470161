// A calendar made ready to be asked: which docids are some days', which of them lie out of order.
#pragma once

#include "common/index/calendar.hpp"
#include "common/text/date_interval.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dateline {

/// What a cut by dates lets through.
struct DateCut {
  std::vector<DocidRange>
      ranges{};                // ascending, apart from each other; docids that no article has among them
  std::uint64_t articles = 0;  // at most
  bool is_exact = true;        // so many
};

/// Days `begin` to `end` - 1 of the calendar: those that begin on one day of the year, or several such
/// groups.
struct CalendarSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class CalendarReader {
 public:
  explicit CalendarReader(Calendar calendar);

  [[nodiscard]] const Calendar& calendar() const { return calendar_; }

  /// The articles of whose date all lies inside one of the intervals: of a month or a year the whole of it.
  [[nodiscard]] DateCut inside(std::span<const DateInterval> intervals) const;
  /// Those known to a month or a year that the interval touches and does not hold as a whole.
  [[nodiscard]] DateCut touched_only(const DateInterval& interval) const;
  /// Those of some days, all of them.
  [[nodiscard]] DateCut of_days(CalendarSpan days) const;

  /// Names the articles that a docid lies among in order, of equal instants by id ascending: those at the
  /// front of its home. 0 for one that lies out of order.
  [[nodiscard]] std::uint32_t run_of(std::uint32_t docid) const;
  /// The days that begin when the one does whose home holds the docid: articles of them may lie mixed. Only
  /// for docids of homes.
  [[nodiscard]] CalendarSpan group_of(std::uint32_t docid) const;
  /// The same for a day by its place in the calendar.
  [[nodiscard]] CalendarSpan group_at(std::size_t day) const;
  /// The days among some whose articles do not lie in one place and in order, by their places, ascending:
  /// they came late, or begin when another does.
  [[nodiscard]] std::span<const std::uint32_t> uneven(CalendarSpan days) const;

 private:
  [[nodiscard]] std::size_t day_at(std::uint32_t docid) const;
  [[nodiscard]] CalendarSpan days_beginning_in(const DateInterval& interval) const;
  void add_inside(const DateInterval& interval, DateCut& cut) const;
  [[nodiscard]] std::span<const std::uint32_t> places_in(const std::vector<std::uint32_t>& places,
                                                         CalendarSpan days) const;

  Calendar calendar_;
  std::vector<std::int32_t> first_days_;        // of each day of the calendar: days since 1970
  std::vector<std::uint64_t> articles_before_;  // in all days before each; one more than days
  std::vector<std::uint32_t> uneven_;           // places of days: see `uneven`
  std::vector<std::uint32_t> special_;          // places of days that overflow, and of months and years
};

}  // namespace dateline
