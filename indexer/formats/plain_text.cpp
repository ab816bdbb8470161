// See plain_text.hpp.
#include "indexer/formats/plain_text.hpp"

#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "indexer/enrich/smooth_text.hpp"
#include "indexer/formats/code_points.hpp"

#include <algorithm>

namespace dateline {

namespace {

constexpr std::size_t max_headline_chars =
    110;  // what fits a line of hits; news headlines are mostly under 90

bool is_white_space(int c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

// Whether a full stop at `at` ends a sentence: not after an initial or a title, and with space or a quote
// behind.
bool ends_sentence(std::string_view text, std::size_t at) {
  const char mark = text[at];
  if (mark != '.' && mark != '!' && mark != '?') return false;
  std::size_t next = at + 1;
  while (next < text.size() && (text[next] == '"' || text[next] == ')' || text[next] == '\'')) ++next;
  if (next >= text.size()) return true;
  if (text[next] != ' ') return false;
  if (mark != '.') return true;
  const std::size_t space = text.find_last_of(" (", at);
  const std::size_t begin = space == std::string_view::npos ? 0 : space + 1;
  const std::string_view word = text.substr(begin, at - begin);
  const bool begins_upper = !word.empty() && word[0] >= 'A' && word[0] <= 'Z';
  const bool is_abbreviation = word.size() <= 1 || word.find('.') != std::string_view::npos ||
                               (begins_upper && word.size() <= 4);  // "U.S.", "Sens.", "Mr.", "No."
  return !is_abbreviation;
}

// What becomes of the character at `at` in a clean text; where the next begins.
std::size_t append_clean_character(std::string& clean, std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  const int c = next_code_point(text, at);
  if (c == '\r') {
    clean += '\n';
    if (at < text.size() && text[at] == '\n') ++at;
  } else if (c == '\f' || c == '\v' || c == 0x85 || c == 0x2028 || c == 0x2029) {
    clean += c == 0x2029 || c == '\f' ? "\n\n" : "\n";
  } else if (c == '\n' || c == '\t' || (c >= ' ' && c < 0x7F)) {
    clean += static_cast<char>(c);
  } else if (c >= 0xA0 && c != 0xFEFF) {
    clean.append(text, begin, at - begin);
  }
  return at;
}

}  // namespace

std::string clean_text(std::string_view text) {
  const bool is_valid = is_valid_text(text);
  std::string clean;
  clean.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (is_valid) at = smooth_end(text, at);
    clean.append(text, begin, at - begin);
    if (at < text.size()) at = append_clean_character(clean, text, at);
  }
  return clean;
}

std::string tidy_line(std::string_view text) {
  std::string tidy;
  append_tidy(tidy, text);
  return tidy;
}

void append_tidy(std::string& out, std::string_view text) {
  const std::size_t line_begin = out.size();
  bool has_gap = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = smooth_end(text, at);
    if (const std::string_view run = trim(text.substr(at, end - at), " "); !run.empty()) {
      if ((has_gap || text[at] == ' ') && out.size() > line_begin) out += ' ';
      out += run;
      has_gap = text[end - 1] == ' ';
    } else if (end > at) {
      has_gap = true;
    }
    at = end;
    if (at >= text.size()) break;
    if (is_white_space(next_code_point(text, at))) {
      has_gap = true;
      continue;
    }
    if (has_gap && out.size() > line_begin) out += ' ';
    has_gap = false;
    out.append(text, end, at - end);
  }
}

std::string_view tidy_view(std::string_view text, std::string& tidied) {
  const bool is_tidy = !text.starts_with(' ') && !text.ends_with(' ') && smooth_end(text, 0) == text.size();
  if (is_tidy) return text;
  tidied = tidy_line(text);
  return tidied;
}

bool is_blank_line(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_white_space(next_code_point(text, at))) return false;
  }
  return true;
}

std::string cut_at_word(std::string_view text, std::size_t max_chars) {
  if (count_code_points(text) <= max_chars) return std::string(text);
  std::size_t at = 0;
  std::size_t last_space = 0;
  for (std::size_t chars = 0; chars + 1 < max_chars && at < text.size(); ++chars) {
    if (text[at] == ' ') last_space = at;
    next_code_point(text, at);
  }
  if (at < text.size() && text[at] == ' ') last_space = at;
  const std::size_t cut =
      last_space * 2 > at ? last_space : at;  // text without spaces is cut where it is full
  std::string_view kept = text.substr(0, cut);
  while (!kept.empty() && (kept.back() == ' ' || kept.back() == ',' || kept.back() == ';' ||
                           kept.back() == ':' || kept.back() == '-'))
    kept.remove_suffix(1);
  return std::string(kept) + "…";
}

std::string headline_of(std::string_view text) {
  const std::string line = tidy_line(text.substr(0, text.find("\n\n")).substr(0, 4000));
  for (const std::string_view mark : {"。", "！", "？", "।", "؟"}) {
    const std::size_t at = line.find(mark);
    if (at != std::string::npos &&
        count_code_points(std::string_view(line).substr(0, at)) <= max_headline_chars)
      return line.substr(0, at);
  }
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!ends_sentence(line, at)) continue;
    const std::size_t end = line[at] == '.' ? at : at + 1;
    return cut_at_word(std::string_view(line).substr(0, end), max_headline_chars);
  }
  return cut_at_word(line, max_headline_chars);
}

std::string headline_of_path(std::string_view path) {
  std::string_view name =
      path.substr(path.find_last_of('/') == std::string_view::npos ? 0 : path.find_last_of('/') + 1);
  if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos && dot > 0)
    name = name.substr(0, dot);
  std::string words = clean_text(name);
  std::ranges::replace(words, '_', ' ');
  std::ranges::replace(words, '-', ' ');
  return tidy_line(words);
}

}  // namespace dateline
