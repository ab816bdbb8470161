// Date expressions, cut into numbers and words and matched against the shapes people use; see date_point.hpp.
#include "common/text/date_point.hpp"

#include "common/text/ascii.hpp"
#include "common/text/date.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace dateline {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array month_names =
    std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July", "August",
                                     "September", "October", "November", "December"});

constexpr std::size_t max_pieces = 8;         // the longest shape has five
constexpr std::size_t max_number_digits = 8;  // YYYYMMDD
constexpr std::size_t max_expression_bytes = 80;
constexpr int max_units_back = 20000;  // "last-20000d": more is a slip of the finger

struct Piece {
  bool is_number = false;
  int value = 0;
  std::size_t digits = 0;
  std::string word{};     // in lower case
  bool is_apart = false;  // white space alone stands before it
};
using Pieces = std::span<const Piece>;

bool is_letter(char c) {
  return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::optional<Piece> take_piece(std::string_view& rest) {
  Piece piece{.is_number = is_ascii_digit(rest.front())};
  std::size_t size = 0;
  while (size < rest.size() && (piece.is_number ? is_ascii_digit(rest[size]) : is_letter(rest[size]))) ++size;
  if (piece.is_number) {
    if (size > max_number_digits) return std::nullopt;
    for (const char c : rest.substr(0, size)) piece.value = piece.value * 10 + (c - '0');
    piece.digits = size;
  } else {
    for (const char c : rest.substr(0, size)) piece.word += lower_ascii(c);
  }
  rest.remove_prefix(size);
  return piece;
}

bool is_filler(const Piece& piece) {
  constexpr std::array fillers =
      std::to_array<std::string_view>({"st", "nd", "rd", "th", "of", "the", "ad", "ce"});
  return !piece.is_number && std::ranges::find(fillers, piece.word) != fillers.end();
}

// None when `text` holds something that no date has.
std::optional<std::vector<Piece>> cut_into_pieces(std::string_view text) {
  if (text.find("..") != std::string_view::npos) return std::nullopt;  // an interval
  std::vector<Piece> pieces;
  bool is_apart = false;
  while (!text.empty()) {
    const char c = text.front();
    if (is_ascii_digit(c) || is_letter(c)) {
      auto piece = take_piece(text);
      if (!piece || pieces.size() == max_pieces) return std::nullopt;
      piece->is_apart = is_apart;
      is_apart = false;
      if (pieces.empty() || !is_filler(*piece)) pieces.push_back(std::move(*piece));
      continue;
    }
    if (std::string_view(" \t-./,_").find(c) == std::string_view::npos) return std::nullopt;
    is_apart = c == ' ' || c == '\t';
    text.remove_prefix(1);
  }
  return pieces;
}

// 1..12, or 0 when `piece` names no month in English ("jan", "sept", "january").
unsigned month_of(const Piece& piece) {
  if (piece.is_number || piece.word.size() < 3) return 0;
  for (unsigned month = 1; month <= month_names.size(); ++month) {
    std::string name(month_names[month - 1]);
    name.front() = lower_ascii(name.front());
    if (name.starts_with(piece.word)) return month;
  }
  return 0;
}

std::optional<DaySpan> span_of(PrintedDate date) {
  if (date.year < -9999 || date.year > 9999 || date.month > 12 || date.day > 31) return std::nullopt;
  DaySpan span;
  if (date.day != 0 && !is_valid(date)) {
    const unsigned last = days_in_month(date.year, date.month);
    date.day = last;
    span.note = std::string(month_name(date.month)) + " " + format_iso({.year = date.year}) + " has " +
                std::to_string(last) + " days; read as " + format_iso(date);
  }
  span.first = first_day(date);
  span.last = last_day(date);
  return span;
}

// A part that was typed: 0 is no month and no day.
std::optional<DaySpan> span_of_parts(int year, int month, std::optional<int> day = std::nullopt) {
  if (month < 1 || month > 12 || (day && (*day < 1 || *day > 31))) return std::nullopt;
  return span_of(
      {.year = year, .month = static_cast<unsigned>(month), .day = static_cast<unsigned>(day.value_or(0))});
}

std::optional<DaySpan> months_from(int year, int first_month, int count) {
  const auto start = span_of_parts(year, first_month);
  const auto end = span_of_parts(year, first_month + count - 1);
  if (!start || !end) return std::nullopt;
  return DaySpan{.first = start->first, .last = end->last};
}

// ISO 8601: week 1 is the one with 4 January in it; weeks begin on Monday.
std::optional<DaySpan> iso_week(int year, int week) {
  using namespace std::chrono;
  const sys_days fourth = std::chrono::year(year) / January / 4;
  const sys_days first_monday = fourth - (weekday(fourth) - Monday);
  const sys_days monday = first_monday + weeks(week - 1);
  const sys_days thursday = monday + days(3);  // the year a week belongs to is its Thursday's
  if (week < 1 || year_month_day(thursday).year() != std::chrono::year(year)) return std::nullopt;
  return DaySpan{.first = monday, .last = monday + days(6)};
}

std::optional<DaySpan> read_one_number(const Piece& piece) {
  if (piece.digits == 4) return span_of({.year = piece.value});
  if (piece.digits == 6) return span_of_parts(piece.value / 100, piece.value % 100);
  if (piece.digits == 8)
    return span_of_parts(piece.value / 10000, piece.value / 100 % 100, piece.value % 100);
  return std::nullopt;
}

// 03/04/2023 is read day first, unless only the other order gives a month.
std::optional<DaySpan> read_day_month_year(int first, int second, int year) {
  return second > 12 && first <= 12 ? span_of_parts(year, first, second) : span_of_parts(year, second, first);
}

// Numbers joined by - . or /; numbers with only a space between them are no date.
std::optional<DaySpan> read_numbers(Pieces pieces) {
  const auto is_loose = [](const Piece& piece) { return piece.is_apart; };
  if (pieces.size() == 1) return read_one_number(pieces[0]);
  if (pieces.size() > 3 || std::ranges::any_of(pieces.subspan(1), is_loose)) return std::nullopt;
  const auto is_short = [](const Piece& piece) { return piece.digits <= 2; };
  if (pieces.size() == 2) {
    if (pieces[0].digits == 4 && is_short(pieces[1])) return span_of_parts(pieces[0].value, pieces[1].value);
    if (is_short(pieces[0]) && pieces[1].digits == 4) return span_of_parts(pieces[1].value, pieces[0].value);
    return std::nullopt;
  }
  if (!is_short(pieces[1])) return std::nullopt;
  if (pieces[0].digits == 4 && is_short(pieces[2]))
    return span_of_parts(pieces[0].value, pieces[1].value, pieces[2].value);
  if (is_short(pieces[0]) && pieces[2].digits == 4)
    return read_day_month_year(pieces[0].value, pieces[1].value, pieces[2].value);
  return std::nullopt;
}

// Quarters, weeks and decades: a number, a letter and perhaps a number.
std::optional<DaySpan> read_period(Pieces pieces) {
  if (pieces.size() == 2 && pieces[0].digits == 4 && pieces[1].word == "s" && pieces[0].value % 10 == 0)
    return DaySpan{.first = first_day({.year = pieces[0].value}),
                   .last = last_day({.year = pieces[0].value + 9})};
  if (pieces.size() != 3) return std::nullopt;
  const bool year_first = pieces[0].digits == 4;
  const Piece& year = year_first ? pieces[0] : pieces[2];
  const Piece& letter = year_first ? pieces[1] : pieces[0];
  const Piece& number = year_first ? pieces[2] : pieces[1];
  if (year.digits != 4 || !number.is_number || number.digits > 2) return std::nullopt;
  if (letter.word == "q" && number.value >= 1 && number.value <= 4)
    return months_from(year.value, number.value * 3 - 2, 3);
  if (letter.word == "w") return iso_week(year.value, number.value);
  return std::nullopt;
}

// A month by its name, with a year and perhaps a day, in any order that leaves no doubt.
std::optional<DaySpan> read_named_month(Pieces pieces, bool is_before_christ) {
  unsigned month = 0;
  std::vector<const Piece*> numbers;
  for (const Piece& piece : pieces) {
    if (piece.is_number) {
      numbers.push_back(&piece);
    } else if (month == 0 && month_of(piece) != 0) {
      month = month_of(piece);
    } else {
      return std::nullopt;
    }
  }
  if (month == 0 || numbers.empty() || numbers.size() > 2) return std::nullopt;
  const auto is_year = [&](const Piece& piece) { return piece.digits == 4 || is_before_christ; };
  const bool year_first = numbers.front()->digits == 4;
  const Piece& year = year_first ? *numbers.front() : *numbers.back();
  if (!is_year(year) || year.digits > 4) return std::nullopt;
  const int value = is_before_christ ? 1 - year.value : year.value;
  if (numbers.size() == 1) return span_of_parts(value, static_cast<int>(month));
  const Piece& day = year_first ? *numbers.back() : *numbers.front();
  if (day.digits > 2) return std::nullopt;
  return span_of_parts(value, static_cast<int>(month), day.value);
}

enum class Unit { day, week, month, year };

std::optional<Unit> unit_of(std::string_view word) {
  if (word == "d" || word == "day" || word == "days") return Unit::day;
  if (word == "w" || word == "week" || word == "weeks") return Unit::week;
  if (word == "m" || word == "month" || word == "months") return Unit::month;
  if (word == "y" || word == "year" || word == "years") return Unit::year;
  return std::nullopt;
}

sys_days months_before(sys_days day, int count) {
  using namespace std::chrono;
  const year_month_day date(day);
  const auto month = date.year() / date.month() - months(count);
  const auto last = month / std::chrono::last;
  return date.day() <= last.day() ? sys_days(month / date.day()) : sys_days(last);
}

// From `count` units ago to today, both included.
std::optional<DaySpan> read_last_units(int count, Unit unit, sys_days today) {
  if (count < 1 || count > max_units_back) return std::nullopt;
  switch (unit) {
    case Unit::day:
      return DaySpan{.first = today - days(count), .last = today};
    case Unit::week:
      return DaySpan{.first = today - days(7 * count), .last = today};
    case Unit::month:
      return DaySpan{.first = months_before(today, count), .last = today};
    case Unit::year:
      if (count > 9999) return std::nullopt;
      return DaySpan{.first = months_before(today, 12 * count), .last = today};
  }
  return std::nullopt;
}

// The whole calendar week, month or year that `day` lies in.
DaySpan unit_around(sys_days day, Unit unit) {
  using namespace std::chrono;
  const PrintedDate date = to_printed_date(day);
  switch (unit) {
    case Unit::day:
      break;
    case Unit::week: {
      const sys_days monday = day - (weekday(day) - Monday);
      return {.first = monday, .last = monday + days(6)};
    }
    case Unit::month: {
      const PrintedDate month{.year = date.year, .month = date.month};
      return {.first = first_day(month), .last = last_day(month)};
    }
    case Unit::year:
      return {.first = first_day({.year = date.year}), .last = last_day({.year = date.year})};
  }
  return {.first = day, .last = day};
}

std::optional<DaySpan> read_relative(Pieces pieces, sys_days today) {
  const std::string& word = pieces[0].word;
  if (pieces.size() == 1) {
    if (word == "today") return DaySpan{.first = today, .last = today};
    if (word == "yesterday") return DaySpan{.first = today - days(1), .last = today - days(1)};
    return std::nullopt;
  }
  const auto unit = unit_of(pieces.back().word);
  if (!unit) return std::nullopt;
  const bool is_last = word == "last" || word == "past";
  if (pieces.size() == 3 && is_last && pieces[1].is_number)
    return read_last_units(pieces[1].value, *unit, today);
  if (pieces.size() != 2 || pieces[1].word.size() == 1) return std::nullopt;
  const DaySpan current = unit_around(today, *unit);
  if (word == "this") return current;
  if (is_last) return unit_around(current.first - days(1), *unit);
  return std::nullopt;
}

std::optional<DaySpan> read_before_christ(Pieces pieces) {
  if (pieces.size() == 1 && pieces[0].is_number && pieces[0].digits <= 4)
    return span_of({.year = 1 - pieces[0].value});
  return read_named_month(pieces, true);
}

}  // namespace

std::optional<DaySpan> read_days(std::string_view text, sys_days today) {
  text = trim(text);
  if (text.empty() || text.size() > max_expression_bytes) return std::nullopt;
  const bool has_sign = text.front() == '-' || text.front() == '+';
  if (has_sign) {  // a year before 0, as ISO 8601 writes it; nothing else has a sign
    const auto date = cut_into_pieces(text.substr(1));
    if (!date || date->empty() || date->size() > 3 || date->front().digits != 4) return std::nullopt;
    std::vector<Piece> pieces = *date;
    if (text.front() == '-') pieces.front().value = -pieces.front().value;
    return read_numbers(pieces);
  }
  const auto pieces = cut_into_pieces(text);
  if (!pieces || pieces->empty() || !(is_ascii_digit(text.front()) || is_letter(text.front())))
    return std::nullopt;
  if (std::ranges::all_of(*pieces, &Piece::is_number)) return read_numbers(*pieces);
  const Pieces all(*pieces);
  if (all.size() > 1 && (all.back().word == "bc" || all.back().word == "bce"))
    return read_before_christ(all.first(all.size() - 1));
  if (!all.front().is_number) {
    if (const auto relative = read_relative(all, today)) return relative;
  }
  if (const auto period = read_period(all)) return period;
  return read_named_month(all, false);
}

std::string_view month_name(unsigned month) {
  return month_names[month - 1];
}

}  // namespace dateline
