// Text laid out for a terminal: wrapped under an indent, styled, linked. Here alone escape sequences are
// made.
#pragma once

#include "common/terminal.hpp"
#include "searcher/search_types.hpp"

#include <cstddef>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

enum class Style { plain, bold, dim };

/// A paragraph to print. What matched in `text` is shown in the colour of matches.
struct Block {
  std::string first_indent{};  // before the first line: blanks, a number, a label; printable already
  Style first_indent_style = Style::plain;
  std::size_t indent = 0;  // columns before every line, at least those of `first_indent`
  Snippet text{};          // made printable here
  Style style = Style::plain;
  std::string link{};  // where a click leads; "" = nowhere
};

/// A line of a text: bytes [begin, end), without the blanks at its ends.
struct LineRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Prints blocks for one terminal. `out` and `terminal` must outlive it. Not for two threads at once (it owns
/// an ICU iterator).
class Layout {
 public:
  Layout(std::ostream& out, const Terminal& terminal);
  ~Layout();
  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;

  /// No line is wider than the terminal (or `width` columns, if that is less) unless the indent leaves less
  /// than a wide character's room. Nothing is printed for an empty text.
  void print(const Block& block, std::size_t width = std::string::npos);

  /// Lines of at most `columns` (at least 2), broken where Unicode lets lines break, else within the word.
  std::vector<LineRange> break_lines(std::string_view text, std::size_t columns);

 private:
  struct Breaker;
  void print_line(const Snippet& text, LineRange line, const Block& block);

  std::ostream& out_;
  const Terminal& terminal_;
  std::unique_ptr<Breaker> breaker_;
};

/// `text` in a style, closed again; as it is where there is no colour. For what we say ourselves: articles'
/// words go through Layout.
std::string styled(std::string_view text, Style style, const Terminal& terminal);

/// An http or https address with all but URI characters percent-encoded; "" for any other (javascript:,
/// data:).
std::string web_link(std::string_view url);

/// "file://host/path"; "" for a path that is not absolute.
std::string file_link(std::string_view path, std::string_view host);

}  // namespace dateline
