// Text as it gathers between two block-level tags: white space folded, characters counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::html {

class TextRun {
 public:
  /// Adds text of the page (valid UTF-8). Soft hyphens and zero-width spaces are dropped.
  void add(std::string_view text);
  /// A `<br>`: one parts lines, two or more part paragraphs; true when it parts paragraphs.
  bool add_line_end() {
    gap_ = gap_ >= Gap::line ? Gap::paragraph : Gap::line;
    return gap_ == Gap::paragraph;
  }
  /// One inline element ended and another begins, with nothing between: style sheets set such texts apart. A
  /// space goes between where a word would hardly go on: "JohnsonReporter", "Berlin3.11.2023".
  void add_seam() { is_seam_ = true; }
  /// In `<pre>`, white space stays as written.
  void keep_white_space(bool is_kept) { is_kept_ = is_kept; }
  void set_link(bool is_link) { is_link_ = is_link; }

  [[nodiscard]] bool is_empty() const { return text_.empty(); }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Where the next character will stand.
  [[nodiscard]] std::size_t next_size() const;
  [[nodiscard]] std::uint32_t chars() const { return chars_; }
  [[nodiscard]] std::uint32_t wide_chars() const { return wide_chars_; }
  [[nodiscard]] std::uint32_t link_chars() const { return link_chars_; }

  /// Forgets the text, not whether it is in a link or a `<pre>`.
  void clear();

 private:
  enum class Gap : std::uint8_t { none, space, line, paragraph };

  void add_character(std::string_view bytes, std::uint32_t point);
  void add_white_space(char c);

  std::string text_;
  std::string indent_;  // white space of a <pre> that may yet turn out to be its end
  std::uint32_t chars_ = 0;
  std::uint32_t wide_chars_ = 0;
  std::uint32_t link_chars_ = 0;
  Gap gap_ = Gap::none;
  bool is_kept_ = false;
  bool is_link_ = false;
  bool is_seam_ = false;
  bool is_line_end_ = false;        // the white space of `gap_` holds a line end
  bool is_after_unspaced_ = false;  // the last character is of a script that puts no space between words
};

}  // namespace dateline::html
