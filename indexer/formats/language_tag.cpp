// See language_tag.hpp.
#include "indexer/formats/language_tag.hpp"

#include "common/text/ascii.hpp"

#include <cstddef>

namespace dateline {

namespace {

constexpr std::size_t max_tag_bytes = 20;

/// The subtag in the letter case that is usual for its kind: region "DE", script "Hans".
std::string usual_case(std::string_view subtag) {
  std::string out;
  for (std::size_t i = 0; i < subtag.size(); ++i) {
    const bool is_capital = subtag.size() == 2 || (subtag.size() == 4 && i == 0);
    out += is_capital ? upper_ascii(subtag[i]) : lower_ascii(subtag[i]);
  }
  return out;
}

}  // namespace

std::string language_tag(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin);
  std::size_t end = 0;
  while (end < text.size() && end < max_tag_bytes &&
         (is_ascii_letter(text[end]) || is_ascii_digit(text[end]) || text[end] == '-' || text[end] == '_')) {
    ++end;
  }
  text = text.substr(0, end);
  std::string tag;
  while (!text.empty()) {
    const auto subtag = text.substr(0, text.find_first_of("-_"));
    text.remove_prefix(subtag.size() < text.size() ? subtag.size() + 1 : text.size());
    if (subtag.empty()) break;
    if (tag.empty()) {
      if (subtag.size() < 2 || subtag.size() > 3 || is_ascii_digit(subtag.front())) return {};
      tag = lower_ascii(subtag);
    } else {
      tag += '-' + usual_case(subtag);
    }
  }
  return tag;
}

}  // namespace dateline
