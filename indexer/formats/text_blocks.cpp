// See text_blocks.hpp.
#include "indexer/formats/text_blocks.hpp"

#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "indexer/enrich/smooth_text.hpp"
#include "indexer/formats/code_points.hpp"
#include "indexer/formats/plain_text.hpp"
#include "indexer/formats/text_labels.hpp"

#include <algorithm>

#include <unicode/uchar.h>

namespace dateline {

namespace {

constexpr std::size_t gap_spaces = 5;          // three or four stand for a lost dash or quotation mark
constexpr std::size_t min_gapped_chars = 200;  // in shorter lines gaps are the columns of a table
constexpr std::size_t max_wrap_chars = 100;    // lines are hardly wrapped wider
constexpr std::size_t min_wrapped_lines = 4;
constexpr std::string_view paragraph_end = "\n\n";
constexpr std::size_t most_at_once = std::size_t{4} << 20;

std::size_t indent_of(std::string_view line) {
  std::size_t width = 0;
  for (const char c : line) {
    if (c == ' ') {
      ++width;
    } else if (c == '\t') {
      width += 8;
    } else {
      break;
    }
  }
  return width;
}

int first_code_point(std::string_view text) {
  std::size_t at = 0;
  return text.empty() ? 0 : next_code_point(text, at);
}

int last_code_point(std::string_view text) {
  std::size_t at = text.size();
  return text.empty() ? 0 : code_point_before(text, at);
}

std::string_view without_indent(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

std::string_view without_end_spaces(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t");
  return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
}

bool is_rule(std::string_view line) {
  constexpr std::string_view signs = "-=_*~+. ";
  const std::string_view text = without_indent(line);
  if (!text.empty() && is_ascii(text.substr(0, 1)) && signs.find(text[0]) == std::string_view::npos &&
      !is_ascii_space(text[0]))
    return false;
  const std::string tidy = tidy_line(line);
  return tidy.size() >= 3 && tidy.find_first_not_of(signs) == std::string::npos && !is_end_mark(tidy);
}

bool begins_with_number(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_ascii_digit(text[digits])) ++digits;
  return digits > 0 && digits <= 2 && digits + 1 < text.size() &&
         (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ';
}

bool is_list_item(std::string_view line) {
  const std::string_view text = without_indent(line);
  if (text.empty()) return false;
  const bool is_letter = is_ascii_letter(text[0]) && text[0] != 'o';
  if (is_letter) return false;
  for (const std::string_view bullet : {"• ", "- ", "* ", "– ", "· ", "o ", "▪ ", "● ", "\xEF\x82\xB7"}) {
    if (text.starts_with(bullet)) return true;
  }
  return begins_with_number(text);
}

bool is_gap_sign(char c) {
  return c == ' ' || c == '\t';
}

bool begins_lower(std::string_view text) {
  if (text.empty()) return false;
  if (is_ascii(text.substr(0, 1))) return is_ascii_lower(text[0]);
  return u_islower(first_code_point(text)) != 0;
}

struct Gap {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The next two spaces or tabs at least, or one tab; at the end of the line when there are none.
Gap find_gap(std::string_view line, std::size_t from) {
  std::size_t at = smooth_end(line, from);
  while (at < line.size() && !is_gap_sign(line[at])) at = smooth_end(line, at + 1);
  Gap gap{.begin = at, .end = at};
  while (gap.begin > from && is_gap_sign(line[gap.begin - 1])) --gap.begin;
  while (gap.end < line.size() && is_gap_sign(line[gap.end])) ++gap.end;
  return gap;
}

void push_gapped_line(std::string_view line, std::size_t min_chars, std::vector<TextLine>& lines) {
  const auto push_last = [&](std::string_view text) {
    lines.push_back({.text = is_blank_line(text) ? std::string_view() : text});
  };
  if (line.size() < min_chars) return push_last(line);
  std::size_t begin = 0;
  for (Gap gap = find_gap(line, 0); gap.begin < line.size(); gap = find_gap(line, gap.end)) {
    const bool goes_on = begins_lower(line.substr(gap.end));
    if (gap.end - gap.begin < gap_spaces || gap.begin == begin || goes_on) continue;
    lines.push_back({.text = line.substr(begin, gap.begin - begin)});
    lines.push_back({});
    begin = gap.end;
  }
  if (begin < line.size()) push_last(line.substr(begin));
}

// The width at which lines are wrapped; 0 when they are not.
std::size_t wrap_width(const std::vector<TextLine>& lines) {
  constexpr std::size_t max_char_bytes = 4;
  std::vector<std::size_t> lengths;
  for (const TextLine& line : lines) {
    if (line.is_field || line.text.empty()) continue;
    const std::string_view text = without_end_spaces(line.text);
    const bool is_too_wide = text.size() > max_wrap_chars * max_char_bytes;
    lengths.push_back(is_too_wide ? max_wrap_chars + 1 : count_chars(text));
  }
  if (lengths.size() < min_wrapped_lines) return 0;
  const auto nearly_all = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 9 / 10);
  std::ranges::nth_element(lengths, nearly_all);
  return *nearly_all <= max_wrap_chars ? *nearly_all : 0;
}

class BlockMaker {
 public:
  explicit BlockMaker(std::size_t wrap_chars) : wrap_chars_(wrap_chars) {}

  void add(const TextLine& line) {
    if (line.is_field) {
      end_block();
      if (!blocks_.empty()) blocks_.back().is_before_field = true;
    } else if (line.text.empty() || is_rule(line.text)) {
      end_block();
    } else {
      add_text(line.text);
    }
  }

  std::vector<TextBlock> take() {
    end_block();
    return std::move(blocks_);
  }

 private:
  void add_text(std::string_view line) {
    const std::string_view text = without_end_spaces(without_indent(line));
    if (block_.empty()) {
      block_ = text;
    } else if (is_list_item(line)) {
      block_ += '\n';
      block_ += text;
    } else if (begins_paragraph(line)) {
      end_block();
      block_ = text;
    } else {
      join(text);
    }
    last_line_ = line;
  }

  [[nodiscard]] bool is_full(std::string_view line) const {
    return count_chars(without_end_spaces(line)) * 10 >= wrap_chars_ * 6;
  }

  [[nodiscard]] bool begins_paragraph(std::string_view line) const {
    if (wrap_chars_ == 0) return true;
    if (indent_of(line) >= indent_of(last_line_) + 2 && !is_list_item(last_line_)) return true;
    if (is_full(last_line_)) return false;
    return is_full(line) && !begins_lower(without_indent(line));  // a heading above its text
  }

  void join(std::string_view text) {
    const bool follows_full = is_full(last_line_) || begins_lower(text);
    constexpr int first_cjk = 0x2E80;
    if (!follows_full) {
      block_ += '\n';
    } else if (last_code_point(block_) < first_cjk || first_code_point(text) < first_cjk) {
      block_ += ' ';
    }
    block_ += text;
  }

  void end_block() {
    if (!block_.empty()) blocks_.push_back({.text = std::move(block_)});
    block_.clear();
  }

  std::size_t wrap_chars_;
  std::vector<TextBlock> blocks_;
  std::string block_;
  std::string_view last_line_;  // of the lines that came in
};

// A paragraph behind those that are there, its lines tidied, blank ones left out.
void append_tidy_lines(std::string& out, std::string_view paragraph) {
  std::string_view separator = out.empty() ? std::string_view() : paragraph_end;
  while (!paragraph.empty()) {
    const std::size_t end = std::min(paragraph.find('\n'), paragraph.size());
    const std::size_t before = out.size();
    out += separator;
    const std::size_t begin = out.size();
    append_tidy(out, paragraph.substr(0, end));
    if (out.size() == begin) {
      out.resize(before);
    } else {
      separator = "\n";
    }
    paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
  }
}

std::vector<TextBlock> blocks_of(const std::vector<TextLine>& lines, std::size_t wrap_chars) {
  BlockMaker maker(wrap_chars);
  for (const TextLine& line : lines) maker.add(line);
  return maker.take();
}

// Every line is a paragraph, list items excepted: no blocks are needed.
void append_unwrapped(std::string& out, const std::vector<TextLine>& lines) {
  bool is_inside = false;  // a paragraph, to which list items belong
  for (const TextLine& line : lines) {
    if (line.text.empty() || is_rule(line.text)) {
      is_inside = false;
      continue;
    }
    const std::size_t before = out.size();
    if (before > 0) out += is_inside && is_list_item(line.text) ? "\n" : paragraph_end;
    const std::size_t begin = out.size();
    append_tidy(out, line.text);
    if (out.size() == begin) out.resize(before);
    is_inside = true;
  }
}

}  // namespace

std::vector<TextLine> split_lines(std::string_view text) {
  std::vector<TextLine> lines;
  const std::string_view first_line = text.substr(0, text.find('\n'));
  const bool is_one_line = is_blank_line(text.substr(first_line.size()));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    push_gapped_line(text.substr(0, end), is_one_line ? 0 : min_gapped_chars, lines);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<TextBlock> make_blocks(const std::vector<TextLine>& lines) {
  return blocks_of(lines, wrap_width(lines));
}

std::string_view beginning_of_prose(std::string_view text) {
  if (text.size() <= most_at_once) return text;
  const std::string_view beginning = text.substr(0, most_at_once);
  for (const std::string_view end :
       {std::string_view("\n\n"), std::string_view("\n"), std::string_view(" ")}) {
    if (const std::size_t at = beginning.rfind(end); at != std::string_view::npos && at > 0)
      return text.substr(0, at + end.size());
  }
  return cut_bytes(text, most_at_once);
}

// In pieces: what is kept of a line is larger than a short line.
std::string make_prose(std::string_view text) {
  std::string prose;
  while (!text.empty()) {
    const std::string_view piece = beginning_of_prose(text);
    text.remove_prefix(piece.size());
    const std::vector<TextLine> lines = split_lines(piece);
    const std::size_t width = wrap_width(lines);
    if (width == 0) {
      prose.reserve(prose.size() + piece.size() + lines.size());
      append_unwrapped(prose, lines);
    } else {
      if (!prose.empty()) prose += paragraph_end;
      prose += join_blocks(blocks_of(lines, width));
    }
  }
  return prose;
}

std::string join_blocks(const std::vector<TextBlock>& blocks) {
  std::string text;
  std::size_t bytes = 0;
  for (const TextBlock& block : blocks) bytes += block.text.size() + paragraph_end.size();
  text.reserve(bytes);
  for (const TextBlock& block : blocks) append_tidy_lines(text, block.text);
  return text;
}

}  // namespace dateline
