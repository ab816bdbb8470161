// What a terminal can show, and text made safe to print on one; see terminal.hpp.
#include "common/terminal.hpp"

#include "common/text/utf8.hpp"

#include <charconv>
#include <cstdint>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view ellipsis = "…";
constexpr UChar32 zero_width_joiner = 0x200D;
constexpr UChar32 emoji_selector = 0xFE0F;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::size_t columns_of(int fd) {
  winsize size{};
  return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::string host_name() {
  char name[256] = {};  // POSIX: a host name has at most 255 bytes
  return gethostname(name, sizeof name - 1) == 0 ? std::string(name) : std::string();
}

// A whole decimal number within what a screen can be; 0 otherwise.
std::size_t read_columns(std::string_view text) {
  std::size_t columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole && columns >= 10 && columns <= 10'000 ? columns : 0;
}

bool is_control_or_line_end(UChar32 point) {
  return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x2028 || point == 0x2029;
}

bool is_override(UChar32 point) {
  return point == 0x202D || point == 0x202E;
}

bool is_embedding_or_isolate(UChar32 point) {
  return (point >= 0x202A && point <= 0x202C) || (point >= 0x2066 && point <= 0x2069);
}

void append_printable(std::string& out, const CodePoint& decoded, std::string_view bytes) {
  const auto point = static_cast<UChar32>(decoded.value);
  if (decoded.value == invalid_code_point || is_override(point)) {
    out += replacement;
  } else if (is_control_or_line_end(point)) {
    out += ' ';
  } else if (!is_embedding_or_isolate(point)) {
    out += bytes;
  }
}

bool is_wide(UChar32 point) {
  const auto width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool takes_no_column(UChar32 point) {
  if (point >= 0x1160 && point <= 0x11FF) return true;  // Hangul vowels and finals join the syllable before
  if (point == 0x00AD) return false;                    // soft hyphen: terminals draw it
  constexpr std::uint32_t joined = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK;
  return (U_MASK(u_charType(point)) & joined) != 0;
}

// Columns of a text, character by character: an emoji joined to another, or its skin tone, adds nothing; the
// emoji selector makes a narrow sign wide.
class WidthCounter {
 public:
  std::size_t columns_of(const CodePoint& decoded) {
    if (decoded.value == invalid_code_point) return 1;
    const auto point = static_cast<UChar32>(decoded.value);
    const std::size_t columns = measure(point);
    before_previous_ = previous_;
    previous_ = point;
    return columns;
  }

 private:
  [[nodiscard]] std::size_t measure(UChar32 point) const {
    if (point >= 0x20 && point < 0x7F) return 1;
    if (point < 0x20 || (point >= 0x7F && point <= 0x9F)) return 1;
    if (point == emoji_selector) return makes_wide(previous_) ? 1 : 0;
    if (takes_no_column(point)) return 0;
    const bool is_joined = previous_ == zero_width_joiner && is_pictograph(before_previous_selector());
    if (is_joined && is_pictograph(point)) return 0;
    if (u_hasBinaryProperty(point, UCHAR_EMOJI_MODIFIER) &&
        u_hasBinaryProperty(previous_, UCHAR_EMOJI_MODIFIER_BASE)) {
      return 0;
    }
    return is_wide(point) ? 2 : 1;
  }
  // A selector or a skin tone may stand between a pictograph and the joiner: both count as one.
  [[nodiscard]] UChar32 before_previous_selector() const {
    return before_previous_ == emoji_selector ? 0x2764 : before_previous_;
  }
  static bool is_pictograph(UChar32 point) {
    return u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC) ||
           u_hasBinaryProperty(point, UCHAR_EMOJI_MODIFIER);
  }
  static bool makes_wide(UChar32 point) {
    return point > 0x7F && u_hasBinaryProperty(point, UCHAR_EMOJI) && !is_wide(point);
  }

  UChar32 previous_ = 0;
  UChar32 before_previous_ = 0;
};

// Where the words before `limit` end, if that is within the last quarter; else `limit`.
std::size_t end_of_words(std::string_view text, std::size_t limit) {
  if (limit < text.size() && text[limit] == ' ') return limit;
  const auto space = text.substr(0, limit).rfind(' ');
  return space != std::string_view::npos && space >= limit - limit / 4 ? space : limit;
}

}  // namespace

Terminal look_at_terminal(int fd, ColourChoice choice) {
  return decide_terminal({.is_terminal = isatty(fd) == 1,
                          .columns = columns_of(fd),
                          .term = environment("TERM"),
                          .no_color = environment("NO_COLOR"),
                          .clicolor_force = environment("CLICOLOR_FORCE"),
                          .columns_setting = environment("COLUMNS"),
                          .host = host_name()},
                         choice);
}

Terminal decide_terminal(const TerminalFacts& facts, ColourChoice choice) {
  Terminal terminal;
  terminal.is_terminal = facts.is_terminal;
  const bool is_able = facts.is_terminal && !facts.term.empty() && facts.term != "dumb";
  const bool is_forced = !facts.clicolor_force.empty() && facts.clicolor_force != "0";
  terminal.has_colour = choice == ColourChoice::always || (choice == ColourChoice::automatic &&
                                                           facts.no_color.empty() && (is_forced || is_able));
  terminal.has_links = is_able && facts.term != "linux";
  terminal.host = facts.host;
  if (const auto set = read_columns(facts.columns_setting); set != 0) {
    terminal.width = set;
  } else if (facts.columns != 0) {
    terminal.width = facts.columns;
  }
  return terminal;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode_code_point(text, at);
    append_printable(out, point, text.substr(at, point.size));
    at += point.size;
  }
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode_code_point(text, at);
    if (point.value == '\n') {
      out += '\n';
    } else if (text.substr(at, 2) != "\r\n") {
      append_printable(out, point, text.substr(at, point.size));
    }
    at += point.size;
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  WidthCounter counter;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode_code_point(text, at);
    columns += counter.columns_of(point);
    at += point.size;
  }
  return columns;
}

std::size_t bytes_within(std::string_view text, std::size_t columns) {
  std::size_t used = 0;
  WidthCounter counter;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode_code_point(text, at);
    used += counter.columns_of(point);
    if (used > columns) return at;
    at += point.size;
  }
  return text.size();
}

std::string cut_to_width(std::string_view text, std::size_t columns) {
  if (bytes_within(text, columns) == text.size()) return std::string(text);
  if (columns == 0) return {};
  auto kept = text.substr(0, end_of_words(text, bytes_within(text, columns - 1)));
  while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
  return std::string(kept).append(ellipsis);
}

}  // namespace dateline
