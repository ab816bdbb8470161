// Dates in the names of files and folders and in addresses; see read_date.hpp.
#include "indexer/enrich/date_words.hpp"
#include "indexer/enrich/match_date.hpp"
#include "indexer/enrich/read_date.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace dateline {

namespace {

constexpr std::size_t max_elements = 8;      // of a path, from its end
constexpr std::size_t max_name_bytes = 400;  // of one element
constexpr int earliest_named_year = 1600;    // an older "year" in a name is a number

bool is_number(std::string_view text, std::size_t digits) {
  return text.size() == digits && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::vector<std::string_view> last_elements(std::string_view path) {
  std::vector<std::string_view> elements;
  while (!path.empty() && elements.size() < max_elements) {
    const std::size_t slash = path.find_last_of('/');
    const std::string_view element = slash == std::string_view::npos ? path : path.substr(slash + 1);
    if (!element.empty() && element != ".") elements.push_back(element.substr(0, max_name_bytes));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  }
  std::ranges::reverse(elements);
  return elements;
}

std::optional<PrintedDate> accepted(const PrintedDate& date, const DateReading& reading) {
  if (date.year < earliest_named_year || !is_acceptable(date, reading)) return std::nullopt;
  return date;
}

// "20040517" inside a name, alone or before a time ("20040517120000"); longer numbers are something else.
std::optional<PrintedDate> compact_date(std::string_view name, const DateReading& reading) {
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at;
    while (end < name.size() && name[end] >= '0' && name[end] <= '9') ++end;
    const std::size_t digits = end - at;
    if (digits == 8 || digits == 12 || digits == 14) {
      const PrintedDate date{.year = value_of(name.substr(at, 4)),
                             .month = static_cast<unsigned>(value_of(name.substr(at + 4, 2))),
                             .day = static_cast<unsigned>(value_of(name.substr(at + 6, 2)))};
      if (date.month != 0 && date.day != 0) {
        if (const auto good = accepted(date, reading)) return good;
      }
    }
    at = end + 1;
  }
  return std::nullopt;
}

std::optional<PrintedDate> date_of_element(std::string_view name, const DateReading& reading) {
  std::string plain(name);
  std::ranges::replace(plain, '_', '-');
  if (const auto found = match_next_date(plain, 0, DateSetting::name, reading)) {
    if (found->time.date.year >= earliest_named_year) return found->time.date;
  }
  return compact_date(name, reading);
}

// The leading number of "26", "26-title.html", "01_26".
std::optional<unsigned> leading_number(std::string_view element) {
  std::size_t end = 0;
  while (end < element.size() && element[end] >= '0' && element[end] <= '9') ++end;
  const bool ends_well =
      end == element.size() || element[end] == '-' || element[end] == '_' || element[end] == '.';
  if (end == 0 || end > 2 || !ends_well) return std::nullopt;
  return static_cast<unsigned>(value_of(element.substr(0, end)));
}

std::optional<unsigned> month_of_element(std::string_view element) {
  if (is_number(element, 1) || is_number(element, 2)) return static_cast<unsigned>(value_of(element));
  const unsigned month = month_of_word(fold_date_word(element));
  return month != 0 ? std::optional(month) : std::nullopt;
}

// What the folder names from `elements[0]` on begin with: "2004/05/17/…", "2004/may/17-title", "2004/0517/…",
// "2004-05/17/…"; a month when no day follows.
std::optional<PrintedDate> date_of_first_folders(std::span<const std::string_view> elements,
                                                 const DateReading& reading) {
  const std::string_view first = elements[0];
  const std::string_view second = elements.size() > 1 ? elements[1] : std::string_view();
  std::optional<unsigned> month;
  std::string_view day_element = second;
  if (is_number(first, 4) && is_number(second, 4)) {
    const auto both = static_cast<unsigned>(value_of(second));
    const PrintedDate date{.year = value_of(first), .month = both / 100, .day = both % 100};
    return date.month != 0 && date.day != 0 ? accepted(date, reading) : std::nullopt;
  }
  if (is_number(first, 4)) {
    month = month_of_element(second);
    day_element = elements.size() > 2 ? elements[2] : std::string_view();
  } else if (first.size() == 7 && is_number(first.substr(0, 4), 4) && first[4] == '-') {
    month = month_of_element(first.substr(5));
  } else if (is_number(first, 6)) {
    month = month_of_element(first.substr(4));
  }
  if (!month || *month == 0) return std::nullopt;
  const PrintedDate date{.year = value_of(first.substr(0, 4)), .month = *month};
  const PrintedDate day{.year = date.year, .month = *month, .day = leading_number(day_element).value_or(0)};
  if (day.day != 0 && accepted(day, reading)) return day;
  return accepted(date, reading);
}

std::optional<PrintedDate> date_of_folders(const std::vector<std::string_view>& elements,
                                           const DateReading& reading) {
  std::optional<PrintedDate> best;
  for (std::size_t i = 0; i + 1 < elements.size(); ++i) {
    const auto date = date_of_first_folders(std::span(elements).subspan(i), reading);
    if (date && (!best || date->precision() >= best->precision())) best = date;
  }
  return best;
}

std::optional<PrintedTime> date_of_elements(const std::vector<std::string_view>& elements,
                                            const DateReading& reading) {
  std::optional<PrintedDate> best;
  const auto keep_if_better = [&](const std::optional<PrintedDate>& date) {
    if (date && (!best || date->precision() > best->precision())) best = date;
  };
  if (!elements.empty()) keep_if_better(date_of_element(elements.back(), reading));
  keep_if_better(date_of_folders(elements, reading));
  for (std::size_t i = elements.size(); i-- > 0 && !(best && best->precision() == DatePrecision::day);)
    keep_if_better(date_of_element(elements[i], reading));
  if (!best) return std::nullopt;
  return PrintedTime{.date = *best};
}

}  // namespace

std::optional<PrintedTime> date_of_path(std::string_view path, const DateReading& reading) {
  return date_of_elements(last_elements(path), reading);
}

std::optional<PrintedTime> date_of_address(std::string_view url, const DateReading& reading) {
  const std::size_t scheme = url.find("://");
  std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  rest = rest.substr(0, rest.find_first_of("?#"));
  const std::size_t host_end = rest.find('/');
  if (scheme != std::string_view::npos) {
    if (host_end == std::string_view::npos) return std::nullopt;
    rest = rest.substr(host_end);
  }
  return date_of_elements(last_elements(rest), reading);
}

}  // namespace dateline
