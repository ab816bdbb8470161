// See calendars.hpp.
#include "indexer/enrich/calendars.hpp"

#include <array>

namespace dateline {

namespace {

constexpr std::size_t numeral_bytes = 3;  // of one Han character in UTF-8

struct Numeral {
  std::string_view text;
  int value;
};

constexpr auto numerals = std::to_array<Numeral>({{"〇", 0},
                                                  {"零", 0},
                                                  {"一", 1},
                                                  {"二", 2},
                                                  {"三", 3},
                                                  {"四", 4},
                                                  {"五", 5},
                                                  {"六", 6},
                                                  {"七", 7},
                                                  {"八", 8},
                                                  {"九", 9}});

struct Era {
  std::string_view name;
  int year_zero;
};

constexpr auto eras = std::to_array<Era>({{"令和", 2018},
                                          {"平成", 1988},
                                          {"昭和", 1925},
                                          {"大正", 1911},
                                          {"明治", 1867},
                                          {"民國", 1911},
                                          {"民国", 1911}});

std::optional<int> numeral_at(std::string_view text, std::size_t at) {
  for (const Numeral& numeral : numerals) {
    if (text.substr(at).starts_with(numeral.text)) return numeral.value;
  }
  return std::nullopt;
}

std::optional<int> take_numeral(DateCursor& cursor) {
  for (const Numeral& numeral : numerals) {
    if (cursor.take(numeral.text)) return numeral.value;
  }
  return std::nullopt;
}

// Eight years in 33 are leap years; right from 1799 to 2256.
bool is_iranian_leap(int year) {
  switch (year % 33) {
    case 1:
    case 5:
    case 9:
    case 13:
    case 17:
    case 22:
    case 26:
    case 30:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::optional<PrintedDate> from_iranian(int year, unsigned month, unsigned day) {
  if (year < first_iranian_year || year > last_iranian_year || month < 1 || month > 12 || day < 1)
    return std::nullopt;
  const unsigned length = month <= 6 ? 31U : month <= 11 || is_iranian_leap(year) ? 30U : 29U;
  if (day > length) return std::nullopt;
  constexpr int known_year = 1400;
  std::chrono::sys_days new_year = std::chrono::year(2021) / std::chrono::March / 21;
  for (int y = known_year; y < year; ++y) new_year += std::chrono::days(is_iranian_leap(y) ? 366 : 365);
  for (int y = known_year; y > year; --y) new_year -= std::chrono::days(is_iranian_leap(y - 1) ? 366 : 365);
  const unsigned before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return to_printed_date(new_year + std::chrono::days(before + day - 1));
}

bool is_us_summer_time(const PrintedDate& date) {
  using namespace std::chrono;
  const year y(date.year);
  const bool is_newer = date.year >= 2007;
  const sys_days begin = is_newer ? sys_days(y / March / Sunday[2]) : sys_days(y / April / Sunday[1]);
  const sys_days end = is_newer ? sys_days(y / November / Sunday[1]) : sys_days(y / October / Sunday[last]);
  const sys_days day = first_day(date);
  return day >= begin && day < end;
}

std::optional<int> take_chinese_number(DateCursor& cursor) {
  if (const auto number = cursor.take_number())
    return number->digits <= 2 ? std::optional(number->value) : std::nullopt;
  const auto tens = take_numeral(cursor);
  if (!cursor.take("十")) return tens;
  return tens.value_or(1) * 10 + take_numeral(cursor).value_or(0);
}

bool begins_chinese_year(std::string_view text, std::size_t at) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (!numeral_at(text, at + i * numeral_bytes)) return false;
  }
  return text.substr(at + 4 * numeral_bytes).starts_with("年");
}

std::optional<int> take_chinese_year(std::string_view text, std::size_t begin, DateCursor& cursor) {
  if (begins_chinese_year(text, begin)) {
    int year = 0;
    for (std::size_t i = 0; i < 4; ++i) year = year * 10 + *numeral_at(text, begin + i * numeral_bytes);
    cursor = DateCursor(text, begin + 4 * numeral_bytes);
    return year;
  }
  for (const Era& era : eras) {
    if (!text.substr(0, begin).ends_with(era.name)) continue;
    const auto number = cursor.take_number();
    if (number && number->digits <= 3 && cursor.sees("年")) return era.year_zero + number->value;
    cursor = DateCursor(text, begin);
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace dateline
