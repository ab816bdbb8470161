// See names.hpp.
#include "indexer/formats/names.hpp"

#include "indexer/enrich/date_words.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/text_labels.hpp"

#include <algorithm>
#include <array>

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace dateline {

namespace {

constexpr std::size_t max_list_bytes = 2000;
constexpr std::size_t max_name_bytes = 120;
constexpr std::size_t max_tags = 200;  // clean_article keeps no more

constexpr auto joining_words = std::to_array<std::string_view>(
    {"and", "und", "et", "y", "e", "en", "i", "и", "та", "och", "og", "ja", "ve", "con", "with"});

// What follows a name and is none.
constexpr auto roles = std::to_array<std::string_view>({"staff",
                                                        "staff writer",
                                                        "staff writers",
                                                        "writer",
                                                        "correspondent",
                                                        "reporter",
                                                        "editor",
                                                        "contributor",
                                                        "reuters",
                                                        "associated press",
                                                        "ap",
                                                        "afp",
                                                        "dpa",
                                                        "press secretary",
                                                        "columnist",
                                                        "special to",
                                                        "redakteur",
                                                        "korrespondent",
                                                        "journaliste",
                                                        "periodista",
                                                        "redacción",
                                                        "журналист",
                                                        "корреспондент",
                                                        "jr",
                                                        "jr.",
                                                        "sr",
                                                        "ii",
                                                        "iii",
                                                        "phd",
                                                        "ph.d",
                                                        "md",
                                                        "m.d",
                                                        "dr"});

bool is_separator(std::string_view text, std::size_t at, std::size_t& length) {
  for (const std::string_view separator :
       {",", ";", "|", "&", "/", "·", "•", "、", "，", "؛", "،", "\n", "；"}) {
    if (!text.substr(at).starts_with(separator)) continue;
    length = separator.size();
    return true;
  }
  if (text[at] != ' ') return false;
  const std::size_t end = text.find(' ', at + 1);
  if (end == std::string_view::npos) return false;
  const std::string word = fold_date_word(text.substr(at + 1, end - at - 1));
  if (std::ranges::find(joining_words, std::string_view(word)) == joining_words.end()) return false;
  // "Ortega y Gasset": a lone "y" or "e" between two names is a part of one when no first name follows.
  length = end - at;
  return word.size() > 1 || text.find(' ', end + 1) != std::string_view::npos;
}

std::vector<std::string> split_at_separators(std::string_view text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t length = 1;
    if (at < text.size() && !is_separator(text, at, length)) {
      ++at;
      continue;
    }
    std::string part = tidy_line(text.substr(begin, at - begin));
    if (!part.empty()) parts.push_back(std::move(part));
    at += length;
    begin = at;
  }
  return parts;
}

bool is_role(std::string_view part) {
  const std::string folded = fold_date_word(part);
  return std::ranges::any_of(roles, [&](std::string_view role) {
    return folded == role || (role.size() > 4 && folded.ends_with(role)) ||
           (role.size() > 5 && folded.starts_with(std::string(role) + " "));
  });
}

// "GRZEGORZ KUCZYŃSKI" to "Grzegorz Kuczyński"; short words stay (they are initials or agencies).
std::string with_title_case(const std::string& name) {
  auto text = icu::UnicodeString::fromUTF8(name);
  bool has_lower = false;
  int32_t letters = 0;
  for (int32_t i = 0; i < text.length(); ++i) {
    has_lower = has_lower || u_islower(text[i]) != 0;
    letters += u_isalpha(text[i]) != 0 ? 1 : 0;
  }
  if (has_lower || letters < 6 || text.indexOf(u' ') < 0) return name;
  text.toTitle(nullptr, icu::Locale::getRoot());
  std::string title;
  text.toUTF8String(title);
  return title;
}

}  // namespace

std::vector<std::string> split_names(std::string_view text) {
  text = text.substr(0, max_list_bytes);
  const std::string line = tidy_line(text);
  text = line;
  text.remove_prefix(byline_word_bytes(text));
  std::vector<std::string> parts = split_at_separators(text);
  const bool is_surname_first = parts.size() == 2 && text.find(',') != std::string_view::npos &&
                                parts[0].find(' ') == std::string::npos &&
                                parts[1].find(' ') == std::string::npos && !is_role(parts[1]);
  if (is_surname_first) parts = {parts[1] + " " + parts[0]};
  std::vector<std::string> names;
  for (std::string& part : parts) {
    while (!part.empty() && (part.back() == '.' || part.back() == ':' || part.back() == '-')) {
      if (part.ends_with("Jr.") || part.ends_with("Sr.")) break;
      part.pop_back();
    }
    if (part.empty() || part.size() > max_name_bytes || (!names.empty() && is_role(part))) continue;
    std::string name = with_title_case(part);
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> split_tags(std::string_view text) {
  std::vector<std::string> tags;
  const bool has_comma = text.find(',') != std::string_view::npos;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size() && tags.size() < max_tags;) {
    std::size_t length = 0;
    for (const std::string_view separator : {",", ";", "|", "、", "，", "،", "؛", "；", "\n", "•"}) {
      if (text.substr(std::min(at, text.size())).starts_with(separator)) length = separator.size();
    }
    if (length == 0 && !has_comma && text.substr(std::min(at, text.size())).starts_with(" #")) length = 1;
    if (length == 0 && at < text.size()) {
      ++at;
      continue;
    }
    std::string tag = tidy_line(text.substr(begin, at - begin));
    while (tag.starts_with('#')) tag.erase(0, 1);
    if (!tag.empty() && std::ranges::find(tags, tag) == tags.end()) tags.push_back(std::move(tag));
    if (at >= text.size()) break;
    at += length;
    begin = at;
  }
  return tags;
}

}  // namespace dateline
