// What a terminal can show: colour, links, width; and text made safe to print.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

enum class ColourChoice { automatic, always, never };

/// What standard output or error can show.
struct Terminal {
  bool is_terminal = false;
  bool has_colour = false;  // NO_COLOR, TERM=dumb and --color are respected
  bool has_links = false;   // OSC 8
  std::size_t width = 80;   // columns
  std::string host{};       // of this machine, for file:// links; "" = unknown
};

/// What `decide_terminal` judges by: a file descriptor's kind and the environment, "" where unset.
struct TerminalFacts {
  bool is_terminal = false;
  std::size_t columns = 0;  // as the terminal says; 0 = unknown
  std::string term{};
  std::string no_color{};
  std::string clicolor_force{};
  std::string columns_setting{};  // $COLUMNS, which wins: a person or a test sets it on purpose
  std::string host{};
};

/// Looks at file descriptor `fd` (1 or 2) and the environment.
Terminal look_at_terminal(int fd, ColourChoice choice);

/// An explicit choice beats NO_COLOR, that beats CLICOLOR_FORCE, that beats what the terminal is. Links need
/// a terminal that is neither dumb nor the Linux console (which would print them).
Terminal decide_terminal(const TerminalFacts& facts, ColourChoice choice);

/// `text` as one line that no terminal can be steered by: C0, C1 and DEL become spaces (line ends too, also
/// U+2028 and U+2029); bidirectional overrides and invalid UTF-8 become U+FFFD. Bidirectional embeddings and
/// isolates, which honest right-to-left pages are full of, are left out: unbalanced, they would turn what
/// follows. Everything that came from a file or an article passes through here.
std::string printable(std::string_view text);

/// As `printable`, but line ends (\n) stay, and \r\n is one: for an article's whole text.
std::string printable_lines(std::string_view text);

/// Columns that `text` takes: East Asian wide characters and emoji two, combining marks none, and one for
/// a control character or an invalid byte (`printable` puts one character in its place).
std::size_t display_width(std::string_view text);

/// The longest beginning of `text`, in bytes, that takes at most `columns`; never between a character and
/// its combining marks. 0 when not even the first character fits.
std::size_t bytes_within(std::string_view text, std::size_t columns);

/// `text` cut to at most `columns`, an ellipsis at the end when cut; between words when one is near.
std::string cut_to_width(std::string_view text, std::size_t columns);

}  // namespace dateline
