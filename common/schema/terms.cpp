// Spelling of terms; see terms.hpp.
#include "common/schema/terms.hpp"

#include "common/text/ascii.hpp"
#include "common/text/hash_digits.hpp"
#include "common/text/utf8.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

#include <xxhash.h>

namespace dateline {

namespace {

constexpr std::size_t digits_in_hash = 16;

}  // namespace

std::string make_term(std::string_view prefix, std::string_view value) {
  std::string term(prefix);
  if (prefix.size() + value.size() <= max_term_bytes) {
    term += value;
  } else {
    const std::size_t room = max_term_bytes - prefix.size() - digits_in_hash;
    term += cut_bytes(value, room);
    term += hash_digits(XXH3_64bits(value.data(), value.size()));
  }
  for (char& c : term) {
    if (c == '\0') c = ' ';
  }
  return term;
}

std::string stem_prefix(std::string_view prefix) {
  return std::string("Z").append(prefix);
}

std::string year_term(int year) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "Y%s%04d", year < 0 ? "-" : "", std::abs(year));
  return buffer.data();
}

std::string month_term(int year, unsigned month) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "M%04d%02u", year, month);
  return buffer.data();
}

std::string day_term(const PrintedDate& date) {
  std::array<char, 24> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "D%04d%02u%02u", date.year, date.month, date.day);
  return buffer.data();
}

std::vector<std::string> date_terms(const PrintedDate& date) {
  std::vector<std::string> terms{year_term(date.year)};
  if (date.year < 0) return terms;
  if (date.month != 0) terms.push_back(month_term(date.year, date.month));
  if (date.day != 0) terms.push_back(day_term(date));
  return terms;
}

std::string host_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string scheme = lower_ascii(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return {};
  std::string_view rest = url.substr(scheme_end + 3);
  rest = rest.substr(0, rest.find_first_of("/?#\\ \t\r\n"));
  if (const auto at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
  if (const auto colon = rest.rfind(':'); colon != std::string_view::npos && rest.back() != ']')
    rest = rest.substr(0, colon);
  std::string host = lower_ascii(rest);
  while (!host.empty() && host.back() == '.') host.pop_back();
  if (host.starts_with("www.")) host.erase(0, 4);
  return host;
}

}  // namespace dateline
