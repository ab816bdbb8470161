// Calendar arithmetic and ISO 8601 reading and writing; see date.hpp.
#include "common/text/date.hpp"

#include <array>
#include <charconv>
#include <cstdlib>

namespace dateline {

namespace {

constexpr std::array month_abbreviations = std::to_array<const char*>(
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"});

constexpr int seconds_per_day = 86400;
constexpr int max_zone_minutes = 18 * 60;  // no zone lies further from UTC (java.time's limit)

// Reads ISO 8601 from left to right; every `take` leaves the place unchanged when it fails.
class IsoScanner {
 public:
  explicit IsoScanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<int> take_digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  void skip_digits() {
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') rest_.remove_prefix(1);
  }

  [[nodiscard]] std::string_view rest() const { return rest_; }
  void restore(std::string_view rest) { rest_ = rest; }

 private:
  std::string_view rest_;
};

std::optional<PrintedDate> scan_date(IsoScanner& scanner) {
  const bool is_negative = scanner.take('-');
  if (!is_negative) scanner.take('+');
  const auto year = scanner.take_digits(4);
  if (!year) return std::nullopt;
  PrintedDate date{.year = is_negative ? -*year : *year};
  const auto after_year = scanner.rest();
  const bool has_dash = scanner.take('-');
  const auto month = scanner.take_digits(2);
  if (!month) {
    scanner.restore(after_year);
    return date;
  }
  date.month = static_cast<unsigned>(*month);
  if (date.month == 0) return std::nullopt;
  const auto after_month = scanner.rest();
  if (has_dash && !scanner.take('-')) return date;
  const auto day = scanner.take_digits(2);
  if (!day) {
    if (!has_dash) return std::nullopt;  // "202301" is more often a number than a month
    scanner.restore(after_month);
    return date;
  }
  date.day = static_cast<unsigned>(*day);
  return date.day == 0 ? std::nullopt : std::optional(date);
}

std::optional<int> scan_second_of_day(IsoScanner& scanner) {
  const auto hour = scanner.take_digits(2);
  if (!hour) return std::nullopt;
  const bool has_colon = scanner.take(':');
  const auto minute = scanner.take_digits(2);
  if (!minute) return std::nullopt;
  int second = 0;
  const auto after_minute = scanner.rest();
  if (!has_colon || scanner.take(':')) {
    if (const auto read = scanner.take_digits(2)) {
      second = *read;
      if (scanner.take('.') || scanner.take(',')) scanner.skip_digits();
    } else {
      scanner.restore(after_minute);
    }
  }
  if (*hour == 24 && *minute == 0 && second == 0) return seconds_per_day - 1;  // midnight at the day's end
  if (*hour > 23 || *minute > 59 || second > 60) return std::nullopt;
  const int of_day = *hour * 3600 + *minute * 60 + second;
  return of_day < seconds_per_day ? of_day : seconds_per_day - 1;  // a leap second counts as the one before
}

// False when what stands there is no zone; no zone at all is fine.
bool scan_zone(IsoScanner& scanner, std::optional<int>& zone_minutes) {
  while (scanner.take(' ')) {
  }
  if (scanner.is_at_end()) return true;
  if (scanner.rest() == "Z" || scanner.rest() == "z" || scanner.rest() == "UTC" || scanner.rest() == "GMT") {
    zone_minutes = 0;
    return true;
  }
  const bool is_west = scanner.take('-');
  if (!is_west && !scanner.take('+')) return false;
  const auto hours = scanner.take_digits(2);
  if (!hours) return false;
  scanner.take(':');
  const auto minutes = scanner.take_digits(2);
  const int offset = *hours * 60 + minutes.value_or(0);
  if (offset > max_zone_minutes || minutes.value_or(0) > 59) return false;
  zone_minutes = is_west ? -offset : offset;
  return scanner.is_at_end();
}

// `number`, not negative, in at least so many digits.
void append_padded(std::string& text, int number, std::size_t digits) {
  std::array<char, 12> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  const auto size = static_cast<std::size_t>(end - buffer.data());
  if (size < digits) text.append(digits - size, '0');
  text.append(buffer.data(), size);
}

}  // namespace

unsigned days_in_month(int year, unsigned month) {
  const auto last = std::chrono::year(year) / std::chrono::month(month) / std::chrono::last;
  return static_cast<unsigned>(last.day());
}

bool is_valid(const PrintedDate& date) {
  if (date.year < -9999 || date.year > 9999 || date.month > 12) return false;
  if (date.month == 0) return date.day == 0;
  return date.day <= days_in_month(date.year, date.month);
}

std::chrono::sys_days first_day(const PrintedDate& date) {
  const unsigned month = date.month == 0 ? 1 : date.month;
  const unsigned day = date.day == 0 ? 1 : date.day;
  return std::chrono::year(date.year) / std::chrono::month(month) / std::chrono::day(day);
}

std::chrono::sys_days last_day(const PrintedDate& date) {
  const unsigned month = date.month == 0 ? 12 : date.month;
  const unsigned day = date.day == 0 ? days_in_month(date.year, month) : date.day;
  return std::chrono::year(date.year) / std::chrono::month(month) / std::chrono::day(day);
}

PrintedDate to_printed_date(std::chrono::sys_days day) {
  const std::chrono::year_month_day parts(day);
  return {.year = static_cast<int>(parts.year()),
          .month = static_cast<unsigned>(parts.month()),
          .day = static_cast<unsigned>(parts.day())};
}

std::chrono::sys_seconds instant_of(const PrintedTime& time) {
  const std::chrono::sys_seconds day_start = first_day(time.date);
  return day_start + std::chrono::seconds(time.second_of_day.value_or(0)) -
         std::chrono::minutes(time.zone_minutes.value_or(0));
}

std::string format_iso(const PrintedDate& date) {
  std::string text;
  if (date.year < 0) text += '-';
  append_padded(text, std::abs(date.year), 4);
  if (date.month != 0) append_padded(text += '-', static_cast<int>(date.month), 2);
  if (date.day != 0) append_padded(text += '-', static_cast<int>(date.day), 2);
  return text;
}

std::string format_iso(const PrintedTime& time) {
  std::string text = format_iso(time.date);
  if (!time.second_of_day || time.date.precision() != DatePrecision::day) return text;
  const int second = *time.second_of_day;
  append_padded(text += 'T', second / 3600, 2);
  append_padded(text += ':', second / 60 % 60, 2);
  append_padded(text += ':', second % 60, 2);
  if (!time.zone_minutes) return text;
  if (*time.zone_minutes == 0) return text += 'Z';
  const int offset = std::abs(*time.zone_minutes);
  append_padded(text += *time.zone_minutes < 0 ? '-' : '+', offset / 60, 2);
  append_padded(text += ':', offset % 60, 2);
  return text;
}

std::optional<PrintedTime> parse_iso(std::string_view text) {
  IsoScanner scanner(text);
  const auto date = scan_date(scanner);
  if (!date || !is_valid(*date)) return std::nullopt;
  PrintedTime time{.date = *date};
  if (scanner.is_at_end()) return time;
  if (date->precision() != DatePrecision::day) return std::nullopt;
  if (!scanner.take('T') && !scanner.take('t') && !scanner.take(' ')) return std::nullopt;
  while (scanner.take(' ')) {
  }
  time.second_of_day = scan_second_of_day(scanner);
  if (!time.second_of_day || !scan_zone(scanner, time.zone_minutes)) return std::nullopt;
  return time;
}

std::string format_short(const PrintedDate& date) {
  std::string text;
  if (date.day != 0) text += std::to_string(date.day) + " ";
  if (date.month != 0) text += std::string(month_abbreviations[date.month - 1]) + " ";
  if (date.year > 0) return text + std::to_string(date.year);
  return text + std::to_string(1 - date.year) + " BC";
}

}  // namespace dateline
