// See text_dateline.hpp.
#include "indexer/formats/text_dateline.hpp"

#include "indexer/enrich/date_words.hpp"
#include "indexer/formats/code_points.hpp"
#include "indexer/formats/plain_text.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <unordered_set>

#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/uchar.h>

namespace dateline {

namespace {

constexpr std::size_t max_dateline_bytes = 90;
constexpr std::size_t max_place_words = 5;
constexpr std::size_t max_city_words =
    3;  // "OMAHA  NE"; more, and "NE" or "IN" may end a headline in capitals

// The regions that datelines abbreviate: of the United States by their post and as wire services do, of
// Canada, and a few countries. Without full stops.
constexpr auto initial_regions = std::to_array<std::string_view>(
    {"AB", "AK", "AL", "AR", "AS", "AZ", "BC", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU", "HI", "IA",
     "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MB", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NB", "NC",
     "ND", "NE", "NH", "NJ", "NL", "NM", "NS", "NT", "NV", "NY", "OH", "OK", "ON", "OR", "PA", "PE", "PR",
     "QC", "RI", "SC", "SD", "SK", "TN", "TX", "UK", "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY", "YT"});
constexpr auto short_regions = std::to_array<std::string_view>(
    {"Ala",  "Alas", "Alta", "Ariz", "Ark",  "Calif", "Cal",  "Colo", "Conn", "Dak",  "Del",  "Eng",
     "Fla",  "Ga",   "Ia",   "Ida",  "Ill",  "Ind",   "Kan",  "Kans", "Ken",  "Ky",   "La",   "Man",
     "Mass", "Md",   "Me",   "Mex",  "Mich", "Minn",  "Miss", "Mo",   "Mont", "Neb",  "Nebr", "Nev",
     "Okla", "Ont",  "Ore",  "Oreg", "Pa",   "PEI",   "Penn", "Que",  "Sask", "Tenn", "Tex",  "USA",
     "Va",   "Vt",   "WVa",  "Wash", "Wis",  "Wisc",  "Wyo",  "Ger",  "Fr",   "Switz"});

}  // namespace

std::size_t count_words(std::string_view text) {
  constexpr int first_cjk = 0x2E80;  // and all written without spaces behind it; Thai and Lao before
  std::size_t words = 0;
  std::size_t unspaced = 0;
  bool is_inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const int c = next_code_point(text, at);
    const bool is_gap = c == ' ' || c == '\n' || c == '\t';
    if (!is_gap && !is_inside) ++words;
    is_inside = !is_gap;
    if ((c >= first_cjk && c < 0xFF00) || (c >= 0x0E00 && c < 0x0F00)) ++unspaced;
  }
  return words + unspaced / 2;
}

bool begins_upper(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && u_isupper(next_code_point(text, at)) != 0;
}

namespace {

// Every word of a place, an agency or a date begins with a capital or a digit, but for months in many
// languages ("21 gen. 2016").
bool reads_as_dateline(std::string_view head) {
  if (count_words(head) > 9) return false;
  const std::string line = tidy_line(head) + " ";
  for (std::size_t begin = 0, end = 0; begin < line.size(); begin = end + 1) {
    end = line.find(' ', begin);
    std::string_view word = std::string_view(line).substr(begin, end - begin);
    const bool is_number = word[0] >= '0' && word[0] <= '9';
    std::string_view bare = word;
    while (bare.ends_with('.') || bare.ends_with(',')) bare.remove_suffix(1);
    const bool is_month = month_of_word(fold_date_word(bare)) != 0;
    // A full stop ends a sentence, unless it stands behind a number, a month or an abbreviation.
    if (word.ends_with('.') && end + 1 < line.size() && !is_number && !is_month && bare.size() > 4)
      return false;
    if (begins_upper(word) || is_number || is_month || word[0] == '(' || word[0] == '|') continue;
    if (word != "de" && word != "la" && word != "del" && word != "am" && word != "le") return false;
  }
  return true;
}

}  // namespace

std::size_t dateline_bytes(std::string_view text) {
  if (!begins_upper(text) && !text.starts_with('(')) return 0;
  const std::string_view head = text.substr(0, max_dateline_bytes);
  for (const std::string_view dash : {"--", "—", "–", " - "}) {
    const std::size_t at = head.find(dash);
    if (at == std::string_view::npos || at < 3 || !reads_as_dateline(head.substr(0, at))) continue;
    return at + dash.size();
  }
  return 0;
}

bool is_city(std::string_view name) {
  static const auto cities = [] {
    std::unordered_set<std::string> names;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> zones(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status));
    if (U_FAILURE(status)) return names;
    for (const char* zone = zones->next(nullptr, status); zone != nullptr;
         zone = zones->next(nullptr, status)) {
      std::string city = fold_date_word(zone);
      city.erase(0, city.rfind('/') == std::string::npos ? 0 : city.rfind('/') + 1);
      std::ranges::replace(city, '_', ' ');
      names.insert(std::move(city));
    }
    return names;
  }();
  return cities.contains(fold_date_word(name));
}

bool is_place(std::string_view text) {
  const std::string place = tidy_line(text);
  if (place == "Washington" || place == "WASHINGTON") return true;
  std::size_t space = place.rfind(' ');
  if (space == std::string::npos || count_words(place) > max_place_words) return false;
  if (place.size() - space == 2 && space >= 3 && place[space - 2] == ' ') space -= 2;  // "WASHINGTON D C"
  for (std::size_t begin = 0; begin <= space; begin = place.find(' ', begin) + 1) {
    if (!begins_upper(std::string_view(place).substr(begin))) return false;
  }
  std::string region;
  for (const char c : place.substr(space + 1)) {
    if (c != '.' && c != ' ') region += c;
  }
  const bool has_stop = place.ends_with('.');
  if (std::ranges::find(initial_regions, region) != initial_regions.end())
    return has_stop || place[space - 1] == ',' || region == "DC" || count_words(place) <= max_city_words + 1;
  return has_stop && std::ranges::find(short_regions, region) != short_regions.end();
}

bool is_title_case(std::string_view text) {
  std::size_t words = 0;
  std::size_t upper = 0;
  const std::string line = tidy_line(text) + " ";
  for (std::size_t begin = 0; begin < line.size(); begin = line.find(' ', begin) + 1) {
    ++words;
    if (begins_upper(std::string_view(line).substr(begin))) ++upper;
  }
  return upper * 10 >= words * 6;
}

bool dateline_follows(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with(',')) text.remove_prefix(1);
  if (text.starts_with("Washington") || text.starts_with("WASHINGTON")) return true;
  return dateline_bytes(text) > 0;
}

std::size_t last_place_in(std::string_view text) {
  constexpr auto first_words =
      std::to_array<std::string_view>({"South", "North", "East", "West", "New", "Fort", "Ft.", "San", "Santa",
                                       "Los", "Las", "St.", "Saint", "Des"});
  while (text.ends_with(' ') || text.ends_with(',')) text.remove_suffix(1);
  std::size_t place = text.rfind(' ');
  if (place == std::string_view::npos) return place;
  if (text.size() - place <= 5 && text.substr(0, place).ends_with(',')) place = text.rfind(' ', place - 1);
  if (place == std::string_view::npos) return place;
  const std::size_t earlier = text.rfind(' ', place - 1);
  if (earlier != std::string_view::npos) {
    const std::string_view word = text.substr(earlier + 1, place - earlier - 1);
    if (std::ranges::find(first_words, word) != first_words.end()) place = earlier;
  }
  return begins_upper(text.substr(place + 1)) ? place + 1 : std::string_view::npos;
}

}  // namespace dateline
