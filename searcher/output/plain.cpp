// Numbers, times, passages and ids as writers print them; see plain.hpp.
#include "searcher/output/plain.hpp"

#include "common/terminal.hpp"
#include "common/text/thousands.hpp"
#include "common/text/utf8.hpp"

#include <fmt/format.h>

namespace dateline {

namespace {

// Blank, no-break space, ogham space, the spaces U+2000 to U+200A, U+202F, U+205F, ideographic space.
bool is_space(std::string_view character) {
  if (character == " " || character == "\xC2\xA0" || character == "\xE1\x9A\x80") return true;
  if (character == "\xE3\x80\x80" || character == "\xE2\x80\xAF" || character == "\xE2\x81\x9F") return true;
  return character.size() == 3 && character.substr(0, 2) == "\xE2\x80" && character[2] <= '\x8A';
}

}  // namespace

std::string describe_articles(std::uint64_t number) {
  return with_thousands(number) + (number == 1 ? " article" : " articles");
}

std::string describe_duration(std::chrono::microseconds duration) {
  const auto milliseconds = static_cast<double>(duration.count()) / 1000;
  if (milliseconds < 9.95) {
    auto text = fmt::format("{:.1f}", milliseconds);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text + " ms";
  }
  if (milliseconds < 999.5) return fmt::format("{:.0f} ms", milliseconds);
  auto text = fmt::format("{:.1f}", milliseconds / 1000);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text + " s";
}

std::uint64_t round_estimate(std::uint64_t number) {
  std::uint64_t unit = 1;
  while (number / unit >= 1000) unit *= 10;
  const auto below = number / unit * unit;
  const bool is_nearer_above = number - below >= unit - (number - below) && unit > 1;
  return is_nearer_above ? below + unit : below;
}

Snippet printable_passage(const Snippet& passage) {
  Snippet clean;
  const std::string_view text = passage.text;
  std::size_t done = 0;
  for (const auto& span : passage.matches) {
    if (span.begin < done || span.end <= span.begin || span.end > text.size()) continue;
    clean.text += printable(text.substr(done, span.begin - done));
    const auto begin = clean.text.size();
    clean.text += printable(text.substr(span.begin, span.end - span.begin));
    clean.matches.push_back({begin, clean.text.size()});
    done = span.end;
  }
  clean.text += printable(text.substr(done));
  return clean;
}

std::string line_safe_id(std::string_view id, SpaceInId space) {
  std::string out;
  for (std::size_t at = 0; at < id.size();) {
    const auto character = id.substr(at, decode_code_point(id, at).size);
    at += character.size();
    if (printable(character) == character && (space == SpaceInId::kept || !is_space(character))) {
      out += character;
      continue;
    }
    for (const char c : character) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string join(const std::vector<std::string>& items, std::string_view between) {
  std::string out;
  for (const auto& item : items) {
    if (&item != &items.front()) out += between;
    out += item;
  }
  return out;
}

}  // namespace dateline
