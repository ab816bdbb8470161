// See text_run.hpp.
#include "indexer/formats/html/text_run.hpp"

#include "common/text/ascii.hpp"

#include <algorithm>

namespace dateline::html {

namespace {

std::size_t sequence_length(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

std::uint32_t code_point(std::string_view bytes) {
  const auto at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i]));
  };
  switch (bytes.size()) {
    case 2:
      return (at(0) & 0x1FU) << 6U | (at(1) & 0x3FU);
    case 3:
      return (at(0) & 0x0FU) << 12U | (at(1) & 0x3FU) << 6U | (at(2) & 0x3FU);
    case 4:
      return (at(0) & 0x07U) << 18U | (at(1) & 0x3FU) << 12U | (at(2) & 0x3FU) << 6U | (at(3) & 0x3FU);
    default:
      return at(0);
  }
}

/// Han, kana, hangul and Thai write about a word in the room of two or three letters.
bool is_wide(std::uint32_t c) {
  return (c >= 0x0E00 && c <= 0x0E7F) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// Han and kana: where a line of these ends in the source, no space is meant.
bool is_unspaced(std::uint32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_dropped(std::uint32_t c) {
  return c == 0xAD || c == 0x200B || c == 0xFEFF || c == 0x2060 || (c >= 0x80 && c < 0xA0);
}

bool is_space(std::uint32_t c) {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x3000;
}

bool parts_words(char before, char after) {
  return (is_ascii_lower(before) && (is_ascii_upper(after) || is_ascii_digit(after))) ||
         (is_ascii_digit(before) && (is_ascii_upper(after) || is_ascii_lower(after)));
}

}  // namespace

std::size_t TextRun::next_size() const {
  if (text_.empty()) return 0;
  if (is_kept_) return text_.size() + indent_.size();
  return text_.size() + (gap_ == Gap::none ? 0 : gap_ == Gap::paragraph ? 2 : 1);
}

void TextRun::add_character(std::string_view bytes, std::uint32_t point) {
  if (!text_.empty()) {
    if (is_seam_ && gap_ == Gap::none && parts_words(text_.back(), bytes.front())) gap_ = Gap::space;
    if (gap_ == Gap::space && is_line_end_ && is_after_unspaced_ && is_unspaced(point)) gap_ = Gap::none;
    if (gap_ != Gap::none) {
      text_ += gap_ == Gap::space ? " " : gap_ == Gap::line ? "\n" : "\n\n";
      ++chars_;
    }
    if (!indent_.empty()) {
      text_ += indent_;
      chars_ += static_cast<std::uint32_t>(indent_.size());
    }
  }
  indent_.clear();
  gap_ = Gap::none;
  is_seam_ = false;
  is_line_end_ = false;
  is_after_unspaced_ = is_unspaced(point);
  text_ += bytes;
  ++chars_;
  if (is_wide(point)) ++wide_chars_;
  if (is_link_) ++link_chars_;
}

void TextRun::add_white_space(char c) {
  if (is_kept_) {
    if (c != '\r') indent_ += c;
  } else {
    gap_ = std::max(gap_, Gap::space);
    if (c == '\n') is_line_end_ = true;
  }
}

void TextRun::add(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c <= ' ') {
      if (c == ' ' || (c >= '\t' && c <= '\r')) add_white_space(text[i]);
      ++i;
      continue;
    }
    if (c < 0x7F) {
      add_character(text.substr(i, 1), c);
      // The common case by runs: letters up to the next white space or byte beyond ASCII.
      const auto begin = ++i;
      while (i < text.size() && text[i] > ' ' && text[i] < 0x7F) ++i;
      text_.append(text, begin, i - begin);
      chars_ += static_cast<std::uint32_t>(i - begin);
      if (is_link_) link_chars_ += static_cast<std::uint32_t>(i - begin);
      continue;
    }
    const auto bytes = text.substr(i, sequence_length(c));
    const auto point = code_point(bytes);
    if (is_space(point)) {
      add_white_space(' ');
    } else if (!is_dropped(point) && c != 0x7F) {
      add_character(bytes, point);
    }
    i += bytes.size();
  }
}

void TextRun::clear() {
  text_.clear();
  indent_.clear();
  chars_ = wide_chars_ = link_chars_ = 0;
  gap_ = Gap::none;
  is_seam_ = false;
  is_line_end_ = false;
  is_after_unspaced_ = false;
}

}  // namespace dateline::html
