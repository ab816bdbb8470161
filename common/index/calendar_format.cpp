// The calendar's form on disk, version 1, as Xapian metadata:
// clang-format off
//
//   "dateline:calendar"        = "1/" number(reserve) number(next_overflow) ranges(undated)
//                                number(years) [signed(newest year) number(year before - this)*]
//   "dateline:calendar:" year  = number(days) day*                of the year in decimal, newest first
//   day    = number(flags: precision 0 year 1 month 2 day, + 4 unsorted, + 8 overflow, + 16 from the back,
//                   + 32 holes)
//            number(days from its first day to the year's end) ranges
//   ranges = number(size) number(used)     its home begins where the one before ends
//            [number(sorted)]              where unsorted: not all of it is in order
//            [number(n) (number(first) number(size) number(used))*]   where overflow
//            [number(articles)]            where holes: fewer than docids used
//   number = 7 bits a byte, the lowest first; a byte that another follows has its high bit set
//   signed = number(2n), of negative ones number(-2n - 1)
//
// clang-format on
// A day of 40 articles takes 4 bytes, 50 years of days 80 KB. The index's checksum of its own entries
// (sum_of_metadata) covers them; parsing checks them besides.
// History: 1 (2026-11) first.
#include "common/index/calendar_format.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

namespace {

constexpr std::string_view version_mark = "1/";

enum Flag : unsigned {
  precision_flags = 3,
  is_unsorted = 4,
  has_overflow = 8,
  is_from_back = 16,
  has_holes = 32,
  all_flags = 63,
};

[[noreturn]] void throw_damaged() {
  throw Error(ErrorKind::bad_input, "the calendar in the index is damaged",
              "build the index anew: dateline-index rebuild");
}

void append_number(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) bytes += static_cast<char>((number & 0x7FU) | 0x80U);
  bytes += static_cast<char>(number);
}

class EntryReader {
 public:
  explicit EntryReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

  std::uint64_t number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 63 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      number |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return number;
    }
    throw_damaged();
  }

  /// At most `limit`.
  std::uint32_t number_up_to(std::uint64_t limit) {
    const std::uint64_t read = number();
    if (read > limit) throw_damaged();
    return static_cast<std::uint32_t>(read);
  }

  std::uint32_t docids() { return number_up_to(last_possible_docid); }

  int year() {
    const std::uint32_t coded = number_up_to(std::uint64_t{1} << 17U);
    const int half = static_cast<int>(coded / 2);
    return coded % 2 == 0 ? half : -half - 1;
  }

 private:
  std::string_view rest_;
};

std::uint64_t docids_used(const CalendarDay& day) {
  std::uint64_t used = day.home.used;
  for (const CalendarRange& range : day.overflow) used += range.used;
  return used;
}

unsigned flags_of(const CalendarDay& day) {
  unsigned flags = 0;
  if (day.sorted != day.home.used) flags |= is_unsorted;
  if (!day.overflow.empty()) flags |= has_overflow;
  if (day.home.is_filled_from_back) flags |= is_from_back;
  if (day.articles != docids_used(day)) flags |= has_holes;
  return flags;
}

void append_ranges(std::string& bytes, const CalendarDay& day) {
  append_number(bytes, day.home.docids.size);
  append_number(bytes, day.home.used);
  if (day.sorted != day.home.used) append_number(bytes, day.sorted);
  if (!day.overflow.empty()) {
    append_number(bytes, day.overflow.size());
    for (const CalendarRange& range : day.overflow) {
      append_number(bytes, range.docids.first);
      append_number(bytes, range.docids.size);
      append_number(bytes, range.used);
    }
  }
  if (day.articles != docids_used(day)) append_number(bytes, day.articles);
}

void read_overflow(EntryReader& reader, CalendarDay& day) {
  for (std::uint32_t left = reader.docids(); left > 0; --left) {
    const std::uint32_t first = reader.docids();
    const std::uint32_t size = reader.docids();
    const std::uint32_t used = reader.docids();
    day.overflow.push_back({.docids = {.first = first, .size = size}, .used = used});
  }
}

// `next` is where its home begins, then where the following one's does.
CalendarDay read_ranges(EntryReader& reader, unsigned flags, std::uint64_t& next) {
  if (next > last_possible_docid) throw_damaged();
  CalendarDay day;
  day.home.docids = {.first = static_cast<std::uint32_t>(next), .size = reader.docids()};
  next = day.home.docids.end();
  day.home.used = reader.docids();
  day.home.is_filled_from_back = (flags & is_from_back) != 0;
  day.sorted = (flags & is_unsorted) != 0 ? reader.docids() : day.home.used;
  if ((flags & has_overflow) != 0) read_overflow(reader, day);
  const std::uint64_t used = docids_used(day);
  if ((flags & has_holes) == 0 && used > last_possible_docid) throw_damaged();
  day.articles = (flags & has_holes) != 0 ? reader.docids() : static_cast<std::uint32_t>(used);
  return day;
}

std::string year_entry_name(int year) {
  return std::string(metadata_calendar) + ":" + std::to_string(year);
}

std::uint64_t days_to_year_end(const PrintedDate& date) {
  return static_cast<std::uint64_t>((last_day({.year = date.year}) - first_day(date)).count());
}

std::string year_entry(std::span<const CalendarDay> days) {
  std::string bytes;
  append_number(bytes, days.size());
  for (const CalendarDay& day : days) {
    append_number(bytes, flags_of(day) | static_cast<unsigned>(day.date.precision()));
    append_number(bytes, days_to_year_end(day.date));
    append_ranges(bytes, day);
  }
  return bytes;
}

PrintedDate date_of(int year, unsigned precision, std::uint32_t to_year_end) {
  const PrintedDate whole_year{.year = year};
  PrintedDate date = to_printed_date(last_day(whole_year) - std::chrono::days(to_year_end));
  switch (precision) {
    case static_cast<unsigned>(DatePrecision::year):
      if (date.month != 1 || date.day != 1) throw_damaged();
      return whole_year;
    case static_cast<unsigned>(DatePrecision::month):
      if (date.day != 1) throw_damaged();
      date.day = 0;
      return date;
    case static_cast<unsigned>(DatePrecision::day):
      return date;
    default:
      throw_damaged();
  }
}

void read_year(const std::string& bytes, int year, std::uint64_t& next, std::vector<CalendarDay>& days) {
  EntryReader reader(bytes);
  for (std::uint64_t left = reader.number(); left > 0; --left) {
    const unsigned flags = reader.number_up_to(all_flags);
    const std::uint64_t days_of_year = days_to_year_end({.year = year});
    const PrintedDate date = date_of(year, flags & precision_flags, reader.number_up_to(days_of_year));
    days.push_back(read_ranges(reader, flags, next));
    days.back().date = date;
  }
  if (!reader.is_at_end()) throw_damaged();
}

std::vector<std::span<const CalendarDay>> by_year(std::span<const CalendarDay> days) {
  std::vector<std::span<const CalendarDay>> years;
  while (!days.empty()) {
    const int year = days.front().date.year;
    const auto end =
        std::ranges::find_if(days, [year](const CalendarDay& day) { return day.date.year != year; });
    years.push_back(days.first(static_cast<std::size_t>(end - days.begin())));
    days = days.subspan(years.back().size());
  }
  return years;
}

}  // namespace

CalendarEntries calendar_entries(const Calendar& calendar) {
  const auto years = by_year(calendar.days());
  CalendarEntries entries;
  std::string head(version_mark);
  append_number(head, calendar.reserve().size);
  append_number(head, calendar.next_overflow());
  append_number(head, flags_of(calendar.undated()));
  append_ranges(head, calendar.undated());
  append_number(head, years.size());
  int before = 0;
  for (const auto& days : years) {
    const int year = days.front().date.year;
    if (&days == &years.front()) {
      append_number(head, static_cast<std::uint64_t>(year >= 0 ? year * 2 : -year * 2 - 1));
    } else {
      append_number(head, static_cast<std::uint64_t>(before - year));
    }
    before = year;
    entries.emplace(year_entry_name(year), year_entry(days));
  }
  entries.emplace(metadata_calendar, std::move(head));
  return entries;
}

std::optional<Calendar> parse_calendar(const std::function<std::string(const std::string& name)>& entry) {
  const std::string head = entry(metadata_calendar);
  if (head.empty()) return std::nullopt;
  if (!head.starts_with(version_mark)) {
    throw Error(ErrorKind::wrong_version, "the calendar in the index is of another version",
                "build the index anew: dateline-index rebuild");
  }
  EntryReader reader(std::string_view(head).substr(version_mark.size()));
  const DocidRange reserve{.first = 1, .size = reader.docids()};
  const std::uint64_t next_overflow = reader.number();
  const unsigned flags = reader.number_up_to(all_flags);
  std::uint64_t unknown_yet = 1;
  CalendarDay undated = read_ranges(reader, flags, unknown_yet);
  std::uint64_t next = reserve.end();
  std::vector<CalendarDay> days;
  int year = 0;
  const std::uint64_t years = reader.number();
  for (std::uint64_t i = 0; i < years; ++i) {
    year = i == 0 ? reader.year() : year - static_cast<int>(reader.number_up_to(std::uint64_t{1} << 17U));
    const std::string bytes = entry(year_entry_name(year));
    if (bytes.empty() || !std::chrono::year(year).ok()) throw_damaged();
    read_year(bytes, year, next, days);
  }
  if (!reader.is_at_end() || next > last_possible_docid) throw_damaged();
  undated.home.docids.first = static_cast<std::uint32_t>(next);
  return Calendar(reserve, std::move(days), std::move(undated), next_overflow);
}

std::optional<Calendar> read_calendar(const Xapian::Database& db) {
  if (db.size() != 1) return std::nullopt;
  try {
    static_cast<void>(db.get_revision());
  } catch (const Xapian::InvalidOperationError&) {  // on another host, where no source of ours can go
    return std::nullopt;
  } catch (const Xapian::UnimplementedError&) {
    return std::nullopt;
  }
  return parse_calendar([&db](const std::string& name) { return db.get_metadata(name); });
}

void write_calendar(Xapian::WritableDatabase& db, const Calendar& calendar) {
  for (const auto& [name, bytes] : calendar_entries(calendar)) {
    if (db.get_metadata(name) != bytes) db.set_metadata(name, bytes);
  }
}

}  // namespace dateline
