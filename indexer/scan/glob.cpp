// See glob.hpp. The grammar is that of gitignore(5) and of git's wildmatch.c, to the letter; `git
// check-ignore` is the model in the tests.
#include "indexer/scan/glob.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace dateline {

namespace {

using Segment = Glob::Segment;
using ByteSet = std::bitset<256>;

unsigned char byte_of(char c) {
  return static_cast<unsigned char>(c);
}

void add_range(ByteSet& set, unsigned char first, unsigned char last) {
  for (unsigned byte = first; byte <= last; ++byte) set.set(byte);
}

struct NamedClass {
  std::string_view name;
  std::string_view ranges;  // pairs of first and last
};
constexpr auto named_classes = std::to_array<NamedClass>({{"alnum", "09AZaz"},
                                                          {"alpha", "AZaz"},
                                                          {"blank", "  \t\t"},
                                                          {"cntrl", {"\0\x1F\x7F\x7F", 4}},
                                                          {"digit", "09"},
                                                          {"graph", "!~"},
                                                          {"lower", "az"},
                                                          {"print", " ~"},
                                                          {"punct", "!/:@[`{~"},
                                                          {"space", "\t\r  "},
                                                          {"upper", "AZ"},
                                                          {"xdigit", "09AFaf"}});

/// Reads a pattern without "!" and the slash at its end.
class GlobReader {
 public:
  GlobReader(std::string_view text, Glob& glob) : text_(text), glob_(glob) {}

  bool read() {
    if (!text_.empty() && text_.front() == '/') ++at_;
    for (;;) {
      Segment segment;
      const std::size_t begin = at_;
      if (!read_segment(segment)) return false;
      const std::string_view written = text_.substr(begin, at_ - begin);
      const bool is_stars = written.size() >= 2 && written.find_first_not_of('*') == std::string_view::npos;
      // What is empty between two slashes is nothing's name.
      if (segment.empty()) return false;
      glob_.segments.push_back(is_stars ? Segment{} : std::move(segment));
      if (at_ == text_.size()) return true;
      at_ += text_[at_] == '\\' ? 2 : 1;
    }
  }

 private:
  [[nodiscard]] bool is_at_slash() const {
    return text_[at_] == '/' || (text_[at_] == '\\' && text_.substr(at_ + 1).starts_with('/'));
  }

  bool read_segment(Segment& segment) {
    while (at_ < text_.size() && !is_at_slash()) {
      const char c = text_[at_];
      if (c == '[') {
        if (!read_set(segment)) return false;
        continue;
      }
      ++at_;
      if (c == '?') {
        segment.push_back({.kind = Glob::Kind::any});
      } else if (c == '*') {
        const bool follows_star = !segment.empty() && segment.back().kind == Glob::Kind::star;
        if (!follows_star) segment.push_back({.kind = Glob::Kind::star});
      } else if (c != '\\') {
        segment.push_back({.byte = c});
      } else if (at_ < text_.size()) {
        segment.push_back({.byte = text_[at_++]});
      } else {
        return false;
      }
    }
    return true;
  }

  // "[:name:]" at the place; false when its name is none.
  bool read_named_class(ByteSet& set, std::size_t end) {
    const std::string_view name = text_.substr(at_ + 2, end - at_ - 2);
    const auto* const found = std::ranges::find(named_classes, name, &NamedClass::name);
    if (found == named_classes.end()) return false;
    for (std::size_t i = 0; i < found->ranges.size(); i += 2)
      add_range(set, byte_of(found->ranges[i]), byte_of(found->ranges[i + 1]));
    at_ = end + 2;
    return true;
  }

  bool read_set(Segment& segment) {
    ByteSet set;
    ++at_;
    const bool is_negated = at_ < text_.size() && (text_[at_] == '!' || text_[at_] == '^');
    if (is_negated) ++at_;
    for (bool is_first = true;; is_first = false) {
      if (at_ >= text_.size()) return false;
      if (text_[at_] == ']' && !is_first) break;
      if (!read_set_member(set)) return false;
    }
    ++at_;
    if (is_negated) set.flip();
    set.reset('/');
    segment.push_back({.kind = Glob::Kind::set, .set = static_cast<std::uint32_t>(glob_.sets.size())});
    glob_.sets.push_back(set);
    return true;
  }

  bool read_set_member(ByteSet& set) {
    if (text_.substr(at_).starts_with("[:")) {
      const std::size_t close = text_.find(']', at_ + 2);
      if (close == std::string_view::npos) return false;
      if (close > at_ + 2 && text_[close - 1] == ':') return read_named_class(set, close - 1);
    }
    const auto first = read_set_byte();
    if (!first) return false;
    const bool is_range = at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']';
    if (!is_range) {
      set.set(*first);
      return true;
    }
    ++at_;
    const auto last = read_set_byte();
    if (last && *first <= *last) add_range(set, *first, *last);
    return last.has_value();
  }

  std::optional<unsigned char> read_set_byte() {
    if (text_[at_] == '\\') ++at_;
    if (at_ >= text_.size()) return std::nullopt;
    return byte_of(text_[at_++]);
  }

  std::string_view text_;
  Glob& glob_;
  std::size_t at_ = 0;
};

std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool is_escape = line[i] == '\\';
    if (is_escape && ++i == line.size()) return line;
    if (is_escape || line[i] != ' ') end = i + 1;
  }
  return line.substr(0, end);
}

bool matches_byte(const Glob& glob, const Glob::Token& token, char c) {
  switch (token.kind) {
    case Glob::Kind::literal:
      return token.byte == c;
    case Glob::Kind::any:
      return true;
    case Glob::Kind::set:
      return glob.sets[token.set].test(byte_of(c));
    case Glob::Kind::star:
      return false;
  }
  return false;
}

// Only the last star is ever tried anew: what an earlier one took can never matter again. So `a*a*a*b` costs
// the product of the lengths.
bool matches_name(const Glob& glob, const Segment& segment, std::string_view name) {
  std::size_t token = 0;
  std::size_t at = 0;
  std::size_t after_star = std::string_view::npos;
  std::size_t star_at = 0;
  while (at < name.size()) {
    if (token < segment.size() && segment[token].kind == Glob::Kind::star) {
      after_star = ++token;
      star_at = at;
    } else if (token < segment.size() && matches_byte(glob, segment[token], name[at])) {
      ++token;
      ++at;
    } else if (after_star != std::string_view::npos) {
      token = after_star;
      at = ++star_at;
    } else {
      return false;
    }
  }
  while (token < segment.size() && segment[token].kind == Glob::Kind::star) ++token;
  return token == segment.size();
}

// The name at the front of `path`, taken off with its slash.
std::string_view next_name(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view name = path.substr(0, slash);
  path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  return name;
}

// The same over whole names: `**` is the star.
bool matches_path(const Glob& glob, std::string_view path) {
  const auto& segments = glob.segments;
  std::size_t segment = 0;
  std::size_t after_stars = std::string_view::npos;
  std::string_view stars_rest;
  while (!path.empty()) {
    if (segment < segments.size() && segments[segment].empty()) {
      if (segment + 1 == segments.size()) return true;
      after_stars = ++segment;
      stars_rest = path;
      continue;
    }
    const std::string_view name = next_name(path);
    if (segment < segments.size() && matches_name(glob, segments[segment], name)) {
      ++segment;
      continue;
    }
    if (after_stars == std::string_view::npos) return false;
    segment = after_stars;
    next_name(stars_rest);
    path = stars_rest;
  }
  return segment == segments.size();
}

}  // namespace

std::optional<Glob> parse_glob(std::string_view line) {
  if (line.starts_with('#')) return std::nullopt;
  line = without_trailing_spaces(line);
  Glob glob;
  glob.is_negated = line.starts_with('!');
  if (glob.is_negated) line.remove_prefix(1);
  glob.is_for_directories = line.ends_with('/');
  if (glob.is_for_directories) line.remove_suffix(1);
  if (line.empty()) return std::nullopt;
  glob.is_for_names = line.find('/') == std::string_view::npos;
  if (!GlobReader(line, glob).read()) return std::nullopt;
  return glob;
}

bool matches(const Glob& glob, std::string_view path, bool is_directory) {
  if (glob.is_for_directories && !is_directory) return false;
  if (!glob.is_for_names) return matches_path(glob, path);
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return glob.segments.front().empty() || matches_name(glob, glob.segments.front(), name);
}

}  // namespace dateline
