// See toml_nesting.hpp. Strings and comments are skipped as TOML has them, since prose may hold any number of
// dots.
#include "indexer/formats/markdown/toml_nesting.hpp"

#include <algorithm>
#include <cstddef>

namespace dateline::markdown {

namespace {

constexpr std::size_t max_dots = 50;  // of a line, outside strings
constexpr std::size_t max_levels = 50;
constexpr std::size_t max_extra_quotes = 2;  // of the text itself, before the three that end it

/// Behind the string that begins at `at`; the end of the text when it is not closed.
std::size_t string_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool is_long = text.size() - at > 2 && text[at + 1] == quote && text[at + 2] == quote;
  for (at += is_long ? 3 : 1; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == '\n' && !is_long) {
      return at;
    } else if (text[at] == quote) {
      if (!is_long) return at + 1;
      std::size_t quotes = 1;
      while (quotes < 3 + max_extra_quotes && at + quotes < text.size() && text[at + quotes] == quote)
        ++quotes;
      at += quotes - 1;
      if (quotes >= 3) return at + 1;
    }
  }
  return text.size();
}

}  // namespace

bool is_toml_nested_deeply(std::string_view text) {
  std::size_t dots = 0;
  std::size_t levels = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '"':
      case '\'':
        at = string_end(text, at) - 1;
        break;
      case '#':
        at = std::min(text.find('\n', at), text.size()) - 1;
        break;
      case '\n':
        dots = 0;
        break;
      case '.':
        if (++dots > max_dots) return true;
        break;
      case '[':
      case '{':
        if (++levels > max_levels) return true;
        break;
      case ']':
      case '}':
        levels -= levels > 0 ? 1 : 0;
        break;
      default:
        break;
    }
  }
  return false;
}

}  // namespace dateline::markdown
