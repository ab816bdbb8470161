// See careful_text.hpp.
#include "tests/support/careful_text.hpp"

#include "common/text/utf8.hpp"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>

namespace dateline::tests {

namespace {

constexpr auto valid_pieces =
    std::to_array<std::string_view>({"word",
                                     "A",
                                     "aaaaaaaaaaaaaaa",
                                     "aaaaaaaaaaaaaaaa",
                                     "A sentence that is longer than one block of bytes.",
                                     "it’s",
                                     "é",
                                     "слово",
                                     "كلمة",
                                     "中文",
                                     "カナ",
                                     "한국",
                                     "👍🏽",
                                     "-",
                                     "----",
                                     "- item",
                                     "• item",
                                     "o item",
                                     "12. item",
                                     "==",
                                     "~~~ ~~~",
                                     ".",
                                     "###",
                                     " ",
                                     " ",
                                     " ",
                                     " ",
                                     "  ",
                                     "     ",
                                     "       ",
                                     "\t",
                                     " \t",
                                     "\n",
                                     "\n",
                                     "\n",
                                     "\n\n",
                                     "\n\n\n",
                                     "\r\n",
                                     "\r",
                                     "\f",
                                     "\v",
                                     "\x07",
                                     "\x7F",
                                     "\x1B",
                                     "\xC2\x80",
                                     "\xC2\x85",
                                     "\xC2\xA0",
                                     "\xC2\xA1",
                                     "\xE1\x9A\x80",
                                     "\xE1\x9A\x81",
                                     "\xE2\x80\x80",
                                     "\xE2\x80\x8B",
                                     "\xE2\x80\x8C",
                                     "\xE2\x80\xA8",
                                     "\xE2\x80\xA9",
                                     "\xE2\x80\xAF",
                                     "\xE2\x81\x9F",
                                     "\xE3\x80\x80",
                                     "\xE3\x80\x81",
                                     "\xEF\xBB\xBF",
                                     "\xEF\xBC\x81"});
constexpr auto invalid_pieces =
    std::to_array<std::string_view>({"\xFF", "\xC2", "\xC3", "\xE2\x80", "\xE2", "\xE3\x80", "\xEF",
                                     "\xED\xA0\x80", "\xC0\x80", "\x80", "\xA0"});

bool is_white_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF;
}

bool is_folded_space(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x2028 || c == 0x2029 || (c >= '\t' && c <= '\r') || c == 0x85;
}

bool is_gap_sign(char c) {
  return c == ' ' || c == '\t';
}

bool is_blank(std::string_view text) {
  return careful_tidy_line(text).empty();
}

void push_pieces(std::string_view line, std::vector<std::string>& lines) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t gap = at;
    while (at < line.size() && is_gap_sign(line[at])) ++at;
    if (at == gap) {
      ++at;
      continue;
    }
    const bool goes_on =
        at < line.size() && u_islower(static_cast<UChar32>(decode_code_point(line, at).value)) != 0;
    if (at - gap < 5 || gap == begin || goes_on) continue;
    lines.emplace_back(line.substr(begin, gap - begin));
    lines.emplace_back();
    begin = at;
  }
  if (begin == line.size()) return;
  lines.emplace_back(is_blank(line.substr(begin)) ? std::string_view() : line.substr(begin));
}

}  // namespace

std::string careful_clean_text(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, size] = decode_code_point(text, at);
    const bool begins_line_end = c == '\r' && text.substr(at + 1, 1) == "\n";
    if (c == '\r' || c == '\v' || c == 0x85 || c == 0x2028) {
      clean += '\n';
    } else if (c == '\f' || c == 0x2029) {
      clean += "\n\n";
    } else if (c != invalid_code_point && (!is_control(c) || c == '\n' || c == '\t')) {
      clean += text.substr(at, size);
    }
    at += begins_line_end ? 2 : size;
  }
  return clean;
}

std::string careful_tidy_line(std::string_view text) {
  std::string tidy;
  bool has_gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, size] = decode_code_point(text, at);
    if (is_white_space(c)) {
      has_gap = !tidy.empty();
    } else {
      if (has_gap) tidy += ' ';
      has_gap = false;
      tidy += text.substr(at, size);
    }
    at += size;
  }
  return tidy;
}

std::vector<std::string> careful_split_lines(std::string_view text) {
  std::vector<std::string> lines;
  const bool is_one_line = is_blank(text.substr(std::min(text.find('\n'), text.size())));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (is_one_line || line.size() >= 200) {
      push_pieces(line, lines);
    } else {
      lines.emplace_back(is_blank(line) ? std::string_view() : line);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string careful_one_line(std::string_view text, std::size_t max_bytes) {
  std::string line;
  bool wants_space = false;
  for (std::size_t at = 0; at < text.size() && line.size() < max_bytes;) {
    const auto [c, size] = decode_code_point(text, at);
    at += size;
    if (is_folded_space(c)) {
      wants_space = !line.empty();
    } else if (c == invalid_code_point || !is_control(c)) {
      if (wants_space) line += ' ';
      wants_space = false;
      append_utf8(line, c == invalid_code_point ? 0xFFFD : c);
    }
  }
  return std::string(cut_bytes(line, max_bytes));
}

std::string careful_article_text(std::string_view text) {
  std::string clean;
  bool has_blank = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = careful_one_line(text.substr(0, end), text.size());
    if (!line.empty()) {
      if (!clean.empty()) clean += has_blank ? "\n\n" : "\n";
      clean += line;
    }
    has_blank = line.empty();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return clean;
}

std::string random_spaced_text(std::mt19937_64& random, std::size_t max_pieces, Bytes bytes) {
  const std::size_t kinds = valid_pieces.size() + (bytes == Bytes::any ? invalid_pieces.size() : 0);
  std::string text;
  for (std::size_t left = random() % (max_pieces + 1); left > 0; --left) {
    const std::size_t kind = random() % kinds;
    text += kind < valid_pieces.size() ? valid_pieces[kind] : invalid_pieces[kind - valid_pieces.size()];
  }
  return text;
}

}  // namespace dateline::tests
