// See clean.hpp.
#include "indexer/enrich/clean.hpp"

#include "common/text/utf8.hpp"
#include "indexer/enrich/smooth_text.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

namespace {

constexpr std::size_t max_title_bytes = 2000;
constexpr std::size_t max_name_bytes = 500;
constexpr std::size_t max_url_bytes = 2000;
constexpr std::size_t max_names = 200;

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF;
}
bool is_space(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x2028 || c == 0x2029 || (c >= '\t' && c <= '\r') || c == 0x85;
}

// Of the characters that are not smooth: those that stay as they are, white space that is folded neither.
bool is_kept(char32_t c) {
  return c != invalid_code_point && !is_space(c) && !is_control(c);
}

// Whether one line of valid text is as `one_line` would leave it, but for its length.
bool is_one_line(std::string_view text) {
  if (text.starts_with(' ') || text.ends_with(' ')) return false;
  for (std::size_t at = smooth_end(text, 0); at < text.size(); at = smooth_end(text, at)) {
    const CodePoint point = decode_code_point(text, at);
    if (!is_kept(point.value)) return false;
    at += point.size;
  }
  return true;
}

// Whether valid text is as `clean_text` would leave it. Most is: its reader has tidied it.
bool is_clean_text(std::string_view text) {
  const auto line_end_is_clean = [text](std::size_t at) {
    if (at == 0 || at + 1 == text.size()) return false;
    if (text[at - 1] == ' ' || text[at + 1] == ' ') return false;
    return text[at - 1] != '\n' || text[at + 1] != '\n';
  };
  if (text.starts_with(' ') || text.ends_with(' ')) return false;
  for (std::size_t at = smooth_end(text, 0); at < text.size(); at = smooth_end(text, at)) {
    const CodePoint point = decode_code_point(text, at);
    const bool is_clean = point.value == '\n' ? line_end_is_clean(at) : is_kept(point.value);
    if (!is_clean) return false;
    at += point.size;
  }
  return true;
}

std::string one_line(std::string_view text, std::size_t max_bytes) {
  std::string line;
  bool wants_space = false;
  for (std::size_t at = 0; at < text.size() && line.size() < max_bytes;) {
    const CodePoint point = decode_code_point(text, at);
    at += point.size;
    if (is_space(point.value)) {
      wants_space = !line.empty();
      continue;
    }
    if (point.value != invalid_code_point && is_control(point.value)) continue;
    if (wants_space) line += ' ';
    wants_space = false;
    append_utf8(line, point.value == invalid_code_point ? 0xFFFD : point.value);
  }
  return std::string(cut_bytes(line, max_bytes));
}

// Line by line: spaces folded, no more than one blank line, none at the ends.
std::string clean_text(std::string_view text) {
  std::string cleaned;
  cleaned.reserve(text.size());
  int blank_lines = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string line = one_line(text.substr(0, end), text.size());
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) {
      ++blank_lines;
      continue;
    }
    if (!cleaned.empty()) cleaned += blank_lines > 0 ? "\n\n" : "\n";
    blank_lines = 0;
    cleaned += line;
  }
  return cleaned;
}

void make_one_line(std::string& text, std::size_t max_bytes) {
  if (text.size() > max_bytes || !is_valid_text(text) || !is_one_line(text)) text = one_line(text, max_bytes);
}

void make_clean_text(std::string& text) {
  if (!is_valid_text(text) || !is_clean_text(text)) text = clean_text(text);
}

void clean_names(std::vector<std::string>& names) {
  std::vector<std::string> kept;
  std::set<std::string> seen;
  for (std::string& name : names) {
    make_one_line(name, max_name_bytes);
    if (!name.empty() && kept.size() < max_names && seen.insert(name).second) kept.push_back(std::move(name));
  }
  names = std::move(kept);
}

enum class LineEnds { none, some };

bool is_clean(std::string_view text, std::size_t max_bytes, LineEnds line_ends) {
  if (text.size() > max_bytes) return false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_code_point(text, at);
    const bool is_line_end = point.value == '\n' && line_ends == LineEnds::some;
    if (point.value == invalid_code_point || (is_control(point.value) && !is_line_end)) return false;
    at += point.size;
  }
  return true;
}

bool is_clean_line(std::string_view line, std::size_t max_bytes) {
  return is_clean(line, max_bytes, LineEnds::none);
}

bool are_clean_names(const std::vector<std::string>& names) {
  const auto is_clean_name = [](const std::string& name) {
    return !name.empty() && is_clean_line(name, max_name_bytes);
  };
  return names.size() <= max_names && std::ranges::all_of(names, is_clean_name);
}

}  // namespace

void clean_article(Article& article) {
  make_one_line(article.id, max_url_bytes);
  make_one_line(article.title, max_title_bytes);
  make_one_line(article.source, max_name_bytes);
  make_one_line(article.url, max_url_bytes);
  clean_names(article.authors);
  clean_names(article.tags);
  make_clean_text(article.summary);
  make_clean_text(article.text);
  make_clean_text(article.captions);
  if (!article.published) article.published_from = DateEvidence::none;
}

std::string_view unclean_member(const Article& article) {
  if (!is_clean_line(article.id, max_url_bytes)) return "id";
  if (!is_clean_line(article.title, max_title_bytes)) return "title";
  if (!is_clean_line(article.source, max_name_bytes)) return "source";
  if (!is_clean_line(article.url, max_url_bytes)) return "url";
  if (!is_clean_line(article.lang, max_name_bytes)) return "lang";
  if (!is_clean_line(article.format, max_name_bytes)) return "format";
  if (!are_clean_names(article.authors)) return "authors";
  if (!are_clean_names(article.tags)) return "tags";
  if (!is_clean(article.summary, article.summary.size(), LineEnds::some)) return "summary";
  if (!is_clean(article.text, article.text.size(), LineEnds::some)) return "text";
  if (!is_clean(article.captions, article.captions.size(), LineEnds::some)) return "captions";
  return {};
}

}  // namespace dateline
