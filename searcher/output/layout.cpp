// Wrapped, styled and linked text for a terminal; see layout.hpp.
#include "searcher/output/layout.hpp"

#include "common/error.hpp"
#include "common/text/ascii.hpp"
#include "searcher/output/plain.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

namespace dateline {

namespace {

constexpr std::string_view reset = "\x1b[0m";
constexpr std::string_view match_on = "\x1b[1;33m";  // bold yellow: seen on dark and on light grounds

std::string_view style_on(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::bold:
      return "\x1b[1m";
    case Style::dim:
      return "\x1b[2m";
  }
  throw Error(ErrorKind::internal, "a style without a look");
}

std::string link_on(std::string_view link) {
  // The id makes the lines of one wrapped link light up together; a hash of the target is one.
  return fmt::format("\x1b]8;id={:x};{}\x1b\\", std::hash<std::string_view>{}(link)&0xFFFFFFU, link);
}
constexpr std::string_view link_off = "\x1b]8;;\x1b\\";

void check(UErrorCode status, const char* doing) {
  if (U_FAILURE(status)) throw Error(ErrorKind::internal, std::string(doing) + ": " + u_errorName(status));
}

std::string percent_encode(std::string_view text, std::string_view kept) {
  std::string out;
  for (const char c : text) {
    const bool is_alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_alphanumeric || kept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace

// Where lines may break: ICU's iterator, reused over texts.
struct Layout::Breaker {
  std::unique_ptr<icu::BreakIterator> lines;
  UText text = UTEXT_INITIALIZER;

  Breaker() {
    UErrorCode status = U_ZERO_ERROR;
    lines.reset(icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
    check(status, "ICU has no line iterator");
  }
  ~Breaker() { utext_close(&text); }
  Breaker(const Breaker&) = delete;
  Breaker& operator=(const Breaker&) = delete;

  // Ends of the pieces that stay together, as byte offsets, the last being the text's end.
  std::vector<std::size_t> pieces(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text, utf8.data(), static_cast<int64_t>(utf8.size()), &status);
    lines->setText(&text, status);
    check(status, "ICU cannot read a text");
    std::vector<std::size_t> ends;
    lines->first();
    for (auto end = lines->next(); end != icu::BreakIterator::DONE; end = lines->next()) {
      ends.push_back(static_cast<std::size_t>(end));
    }
    return ends;
  }
};

Layout::Layout(std::ostream& out, const Terminal& terminal) : out_(out), terminal_(terminal) {}
Layout::~Layout() = default;

std::vector<LineRange> Layout::break_lines(std::string_view text, std::size_t columns) {
  columns = std::max<std::size_t>(columns, 2);
  if (is_ascii(text) && text.size() <= columns) return {{0, text.size()}};
  if (!breaker_) breaker_ = std::make_unique<Breaker>();
  const auto without_blanks = [text](std::size_t begin, std::size_t end) {
    while (end > begin && text[end - 1] == ' ') --end;
    return end;
  };
  std::vector<LineRange> lines;
  std::size_t begin = 0;
  std::size_t end = 0;  // of what is on the line so far
  // Never measures further than a line: an article may hold a megabyte without a blank.
  const auto fits = [&](std::size_t piece_end) {
    const auto visible = text.substr(begin, without_blanks(begin, piece_end) - begin);
    return bytes_within(visible, columns) == visible.size();
  };
  for (const auto piece_end : breaker_->pieces(text)) {
    if (end > begin && !fits(piece_end)) {
      lines.push_back({begin, without_blanks(begin, end)});
      begin = end;
    }
    while (!fits(piece_end)) {
      const auto fitting = std::max<std::size_t>(bytes_within(text.substr(begin), columns), 1);
      lines.push_back({begin, begin + fitting});
      begin += fitting;
    }
    end = piece_end;
  }
  if (without_blanks(begin, end) > begin || lines.empty())
    lines.push_back({begin, without_blanks(begin, end)});
  return lines;
}

void Layout::print_line(const Snippet& text, LineRange line, const Block& block) {
  const std::string_view whole = text.text;
  const auto style = terminal_.has_colour ? style_on(block.style) : std::string_view();
  const bool is_linked = terminal_.has_links && !block.link.empty();
  if (is_linked) out_ << link_on(block.link);
  const auto put = [&](std::size_t begin, std::size_t end, std::string_view look) {
    if (begin >= end) return;
    out_ << look << whole.substr(begin, end - begin) << (look.empty() ? std::string_view() : reset);
  };
  std::size_t done = line.begin;
  for (const auto& span : text.matches) {
    if (!terminal_.has_colour || span.end <= line.begin || span.begin >= line.end) continue;
    const auto begin = std::max(span.begin, line.begin);
    const auto end = std::min(span.end, line.end);
    put(done, begin, style);
    put(begin, end, match_on);
    done = end;
  }
  put(done, line.end, style);
  if (is_linked) out_ << link_off;
}

void Layout::print(const Block& block, std::size_t width) {
  const auto text = printable_passage(block.text);
  if (text.text.empty()) return;
  const auto room = std::min(width, terminal_.width);
  const auto indent = std::max(block.indent, display_width(block.first_indent));
  const auto lines = break_lines(text.text, room > indent ? room - indent : 0);
  for (const auto& line : lines) {
    if (&line == &lines.front()) {
      out_ << styled(block.first_indent, block.first_indent_style, terminal_)
           << std::string(indent - display_width(block.first_indent), ' ');
    } else {
      out_ << std::string(indent, ' ');
    }
    print_line(text, line, block);
    out_ << '\n';
  }
}

std::string styled(std::string_view text, Style style, const Terminal& terminal) {
  if (!terminal.has_colour || style == Style::plain) return std::string(text);
  return std::string(style_on(style)).append(text).append(reset);
}

std::string web_link(std::string_view url) {
  const auto begins_with = [url](std::string_view scheme) {
    return url.size() > scheme.size() && std::ranges::equal(url.substr(0, scheme.size()), scheme, {},
                                                            [](char c) { return lower_ascii(c); });
  };
  if (!begins_with("http://") && !begins_with("https://")) return {};
  return percent_encode(url, "-._~:/?#[]@!$&'()*+,;=%");
}

std::string file_link(std::string_view path, std::string_view host) {
  if (!path.starts_with('/')) return {};
  return "file://" + percent_encode(host, "-.") + percent_encode(path, "-._~/!$&'()+,;=@:");
}

}  // namespace dateline
