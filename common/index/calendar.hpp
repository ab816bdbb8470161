// Docids are a calendar: within a generation articles lie newest first and every printed date owns a range of
// docids, so that newest first is docid order and a date cut is a few ranges. From 1 up:
//
//   reserve      for days to come; taken from its end towards 1
//   days         each a home range, newest first, one behind the other: its articles, then slack for late
//   ones undated      the home range of articles without a date overflow     what found no room: further
//   ranges of single days, in no order
//
// A range belongs to one date for ever, so that no answer needs a look at an article to know its date. How
// the table lies in the index says calendar_format.cpp.
#pragma once

#include "common/text/date.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dateline {

inline constexpr std::uint32_t last_possible_docid = 0xFFFFFFFE;

/// Docids first .. first + size - 1.
struct DocidRange {
  std::uint32_t first = 0;
  std::uint32_t size = 0;

  [[nodiscard]] std::uint64_t end() const { return std::uint64_t{first} + size; }
  [[nodiscard]] bool holds(std::uint32_t docid) const { return docid >= first && docid < end(); }
  friend bool operator==(const DocidRange&, const DocidRange&) = default;
};

/// A range of one date, filled from its front, or from its back: of a day that came from the reserve, so that
/// what arrives later lies further in front.
struct CalendarRange {
  DocidRange docids{};
  std::uint32_t used = 0;  // how many docids were given away
  bool is_filled_from_back = false;

  friend bool operator==(const CalendarRange&, const CalendarRange&) = default;
};

struct CalendarDay {
  PrintedDate date{};          // of undated articles: unset
  CalendarRange home{};        // of no size where a day came between others
  std::uint32_t sorted = 0;    // so many docids at its front hold articles in newest-first order
  std::uint32_t articles = 0;  // that it has now; fewer than docids used where some were removed
  std::vector<CalendarRange> overflow{};

  /// Whether all its articles lie newest first in its home.
  [[nodiscard]] bool is_in_order() const { return overflow.empty() && home.used <= sorted; }
  friend bool operator==(const CalendarDay&, const CalendarDay&) = default;
};

/// What a plan is made from: a printed date and how many articles have it.
struct DayCount {
  PrintedDate date{};
  std::uint32_t articles = 0;
};

/// How much room a plan leaves. Gaps below 128 between docids cost the postings nothing; what costs is that
/// docids grow longer. Over 55,089 articles of 2,500 days, packed, against docids without any room (497.2 MB,
/// as large as in the order of the paths): 5 % and no least + 0.72 %, 5 % and 1 + 0.74 %, 12 % and 2 + 0.82
/// %, 25 % and 4 + 0.97 %, each with a reserve of 25 %; nothing of it shows in the time to build (144 to 150
/// CPU seconds by replace_document, in no order). Room for late articles is worth little more than that:
/// those without it are found as exactly, only a little later.
struct CalendarSlack {
  std::uint32_t late_percent = 10;     // of a day's articles, for late ones
  std::uint32_t late_least = 1;        // at least so many docids
  std::uint32_t reserve_percent = 25;  // of all articles, for days to come
  std::uint32_t reserve_least = 1024;  // docids
};

class Calendar {
 public:
  /// No article yet.
  Calendar() : Calendar(DocidRange{1, 0}, {}, {}, 1) {}
  /// The parts of a calendar as it was planned or stored. Throws Error(bad_input) unless days come newest
  /// first, homes and undated lie one behind the other from the end of the reserve, and overflowing ranges
  /// lie apart from each other, behind undated and in front of `next_overflow`.
  Calendar(DocidRange reserve, std::vector<CalendarDay> days, CalendarDay undated,
           std::uint64_t next_overflow);

  /// Newest first; a day before its month, a month before its year, where all of them begin on one day.
  [[nodiscard]] std::span<const CalendarDay> days() const { return days_; }
  [[nodiscard]] const CalendarDay& undated() const { return undated_; }
  [[nodiscard]] DocidRange reserve() const { return reserve_; }
  /// Behind all that was given away.
  [[nodiscard]] std::uint64_t next_overflow() const { return next_overflow_; }
  /// The first docid behind the home of undated articles.
  [[nodiscard]] std::uint64_t first_overflow() const { return undated_.home.docids.end(); }

  /// The entry of a date, or of undated articles for none; null for a date that has none.
  [[nodiscard]] const CalendarDay* find(const std::optional<PrintedDate>& date) const;
  /// Where the articles of a planned date begin. Throws Error(internal) for a date that has no entry.
  [[nodiscard]] std::uint32_t first_docid(const std::optional<PrintedDate>& date) const;

  /// The docid that an article takes: its day's next free one; a day that has none gets more room, at the
  /// front while it is the newest, else behind everything. Throws Error(bad_input) when all docids are used.
  std::uint32_t place(const std::optional<PrintedDate>& date);
  /// Whether the article at a docid may stay there with this date. Where it stood in order and now has
  /// another instant it may not: the order of the others would be lost.
  [[nodiscard]] bool may_stay(std::uint32_t docid, const std::optional<PrintedDate>& date,
                              bool has_same_instant) const;
  /// The article at a docid was removed; the last docid of a home is given away again.
  void vacate(std::uint32_t docid);

  friend bool operator==(const Calendar&, const Calendar&) = default;

 private:
  CalendarDay& day_of(const std::optional<PrintedDate>& date);
  CalendarDay& add_day(const PrintedDate& date);
  void make_room(CalendarDay& day);
  CalendarDay* holder_of(std::uint32_t docid);
  DocidRange take_overflow(std::uint32_t size);
  [[nodiscard]] std::uint32_t usual_day() const;
  void check() const;

  DocidRange reserve_;
  std::vector<CalendarDay> days_;
  CalendarDay undated_;
  std::uint64_t next_overflow_;
};

/// The calendar of a new generation: `days_newest_first` names each date once, in the order of `days()`. The
/// builder puts a date's n articles at first_docid(date) .. + n - 1, newest instant first, of equal ones by
/// id ascending; undated ones by id ascending. Room is cut where docids would not suffice. Throws
/// Error(bad_input) when the articles alone are too many, or the dates out of order.
Calendar plan_calendar(std::span<const DayCount> days_newest_first, std::uint32_t undated,
                       const CalendarSlack& slack = {});

/// The order of `days()`.
bool is_newer(const PrintedDate& a, const PrintedDate& b);

}  // namespace dateline
