// See text_blocks.hpp.
#include "indexer/formats/text_blocks.hpp"

#include "common/text/utf8.hpp"
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

bool is_blank(std::string_view text) {
  return tidy_line(text).empty();
}

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
  const std::string tidy = tidy_line(line);
  return tidy.size() >= 3 && tidy.find_first_not_of("-=_*~+. ") == std::string::npos && !is_end_mark(tidy);
}

bool is_list_item(std::string_view line) {
  const std::string_view text = without_indent(line);
  for (const std::string_view bullet : {"• ", "- ", "* ", "– ", "· ", "o ", "▪ ", "● ", "\xEF\x82\xB7"}) {
    if (text.starts_with(bullet)) return true;
  }
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  return digits > 0 && digits <= 2 && digits + 1 < text.size() &&
         (text[digits] == '.' || text[digits] == ')') && text[digits + 1] == ' ';
}

void push_gapped_line(std::string_view line, std::size_t min_chars, std::vector<TextLine>& lines) {
  if (line.size() < min_chars) {
    lines.push_back({.text = is_blank(line) ? std::string_view() : line});
    return;
  }
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at < line.size()) {
    if (line[at] != ' ' && line[at] != '\t') {
      ++at;
      continue;
    }
    const std::size_t gap = at;
    while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
    const bool goes_on = at < line.size() && u_islower(first_code_point(line.substr(at))) != 0;
    if (at - gap < gap_spaces || gap == begin || goes_on) continue;
    lines.push_back({.text = line.substr(begin, gap - begin)});
    lines.push_back({});
    begin = at;
  }
  if (begin < line.size())
    lines.push_back({.text = is_blank(line.substr(begin)) ? std::string_view() : line.substr(begin)});
}

// The width at which lines are wrapped; 0 when they are not.
std::size_t wrap_width(const std::vector<TextLine>& lines) {
  std::vector<std::size_t> lengths;
  for (const TextLine& line : lines) {
    if (!line.is_field && !line.text.empty())
      lengths.push_back(count_code_points(without_end_spaces(line.text)));
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
    return count_code_points(without_end_spaces(line)) * 10 >= wrap_chars_ * 6;
  }

  [[nodiscard]] bool begins_paragraph(std::string_view line) const {
    if (wrap_chars_ == 0) return true;
    if (indent_of(line) >= indent_of(last_line_) + 2 && !is_list_item(last_line_)) return true;
    if (is_full(last_line_)) return false;
    return is_full(line) &&
           u_islower(first_code_point(without_indent(line))) == 0;  // a heading above its text
  }

  void join(std::string_view text) {
    const bool follows_full = is_full(last_line_) || u_islower(first_code_point(text)) != 0;
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

}  // namespace

std::vector<TextLine> split_lines(std::string_view text) {
  std::vector<TextLine> lines;
  const std::string_view first_line = text.substr(0, text.find('\n'));
  const bool is_one_line = is_blank(text.substr(first_line.size()));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    push_gapped_line(text.substr(0, end), is_one_line ? 0 : min_gapped_chars, lines);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<TextBlock> make_blocks(const std::vector<TextLine>& lines) {
  BlockMaker maker(wrap_width(lines));
  for (const TextLine& line : lines) maker.add(line);
  return maker.take();
}

std::string join_blocks(const std::vector<TextBlock>& blocks) {
  std::string text;
  for (const TextBlock& block : blocks) {
    std::string paragraph;
    std::string_view rest = block.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string line = tidy_line(rest.substr(0, end));
      if (!line.empty()) paragraph += (paragraph.empty() ? "" : "\n") + line;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (paragraph.empty()) continue;
    if (!text.empty()) text += "\n\n";
    text += paragraph;
  }
  return text;
}

}  // namespace dateline
