// Lines of plain text to paragraphs: part of read_text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct TextLine {
  std::string_view text;  // of the cleaned file; empty for a blank line
  bool is_field = false;  // a labelled line that was taken out: ends a paragraph, adds nothing
};

struct TextBlock {
  std::string text;  // one paragraph; runs of spaces as they were, "\n" before list items and verse
  bool is_before_field = false;  // a labelled line stood right behind it
};

/// The lines of a cleaned text. A run of five spaces or more inside a very long line is a lost line end
/// (pages saved as text), unless the sentence goes on behind it.
std::vector<TextLine> split_lines(std::string_view text);

/// Wrapped lines become paragraphs; where nothing is wrapped, every line is one. Rules of signs ("-----")
/// are left out.
std::vector<TextBlock> make_blocks(const std::vector<TextLine>& lines);

/// The paragraphs with a blank line between them, white space tidied.
std::string join_blocks(const std::vector<TextBlock>& blocks);

/// The first 4 MB of a cleaned text, up to the end of a paragraph where there is one; all of a smaller text.
std::string_view beginning_of_prose(std::string_view text);

/// A cleaned text of nothing but prose: the paragraphs of its lines, joined.
std::string make_prose(std::string_view text);

}  // namespace dateline
