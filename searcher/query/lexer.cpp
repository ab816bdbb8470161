// The query lexer: runs between white space, parentheses and quotation marks, and what each is; see
// lexer.hpp.
#include "searcher/query/lexer.hpp"

#include "common/schema/fields.hpp"
#include "common/text/ascii.hpp"
#include "common/text/utf8.hpp"
#include "searcher/query/parse.hpp"
#include "searcher/query/query_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace dateline {

namespace {

constexpr std::size_t max_field_name_chars = 24;
constexpr double default_near_distance = 10;
constexpr double max_distance = 1000;
constexpr double min_boost = 0.01;
constexpr double max_boost = 100;

bool is_name_char(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'_';
}

bool is_hebrew(char32_t c) {
  return c >= 0x0590 && c <= 0x05FF;
}

bool is_known_field(const std::string& name) {
  return name == "since" || name == "until" || find_field(name) != nullptr;
}

// The number that is the whole of `text`; none otherwise.
std::optional<double> read_number(const std::string& text) {
  double number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (error != std::errc() || stop != end || !(number >= 0)) return std::nullopt;
  return number;
}

// The known field that differs from `name` in one letter (two of a longer name), or that begins with it or
// it with the field; "" when there is none.
std::string nearest_field(const std::string& name) {
  const auto differs_little = [&name](std::string_view field) {
    if (name.size() >= 3 && (field.starts_with(name) || name.starts_with(field))) return true;
    if (field.size() != name.size()) return false;
    int differences = 0;
    for (std::size_t i = 0; i < field.size(); ++i) differences += field[i] == name[i] ? 0 : 1;
    return differences <= (name.size() > 3 ? 2 : 1);
  };
  for (const FieldRow& row : field_table) {
    if (differs_little(row.name)) return std::string(row.name);
    const auto alias =
        std::ranges::find_if(row.aliases, [&](auto a) { return !a.empty() && differs_little(a); });
    if (alias != row.aliases.end()) return std::string(*alias);
  }
  return {};
}

struct Operator {
  LexKind kind;
  double distance;
};

// AND, OR, NOT, NEAR, NEAR/10, ADJ, ADJ/3; upper case only.
std::optional<Operator> read_operator(const std::string& chunk) {
  if (chunk == "AND") return Operator{LexKind::op_and, 0};
  if (chunk == "OR") return Operator{LexKind::op_or, 0};
  if (chunk == "NOT") return Operator{LexKind::op_not, 0};
  if (chunk == "NEAR") return Operator{LexKind::near, default_near_distance};
  if (chunk == "ADJ") return Operator{LexKind::adjacent, 1};
  const bool is_near = chunk.starts_with("NEAR/");
  if (!is_near && !chunk.starts_with("ADJ/")) return std::nullopt;
  const auto number = read_number(chunk.substr(chunk.find('/') + 1));
  if (!number) return std::nullopt;
  return Operator{is_near ? LexKind::near : LexKind::adjacent, std::clamp(*number, 1.0, max_distance)};
}

class Lexer {
 public:
  Lexer(std::string_view text, QueryMode mode) : text_(decode_query(text)), mode_(mode) {}

  Lexed read() {
    while (at_ < text_.size() && words_ < max_query_words) read_next();
    if (at_ < text_.size() && text_.has_word(at_, text_.size()))
      misread(at_, "only the first " + std::to_string(max_query_words) + " words are read");
    return std::move(lexed_);
  }

 private:
  [[nodiscard]] char32_t plain(std::size_t at) const { return at < text_.size() ? text_.plain[at] : U'\0'; }

  void misread(std::size_t at, std::string what, std::string reading = {}) {
    lexed_.problems.push_back({.at = at, .what = std::move(what), .reading = std::move(reading)});
  }

  void push(LexKind kind, std::size_t begin, std::size_t end, std::string text = {}, double number = 0) {
    lexed_.lexemes.push_back(
        {.kind = kind, .text = std::move(text), .number = number, .begin = begin, .end = end});
  }

  // True at white space, a parenthesis, a quotation mark and the end.
  [[nodiscard]] bool is_limit(std::size_t at) const {
    if (at >= text_.size() || text_.is_space(at)) return true;
    const char32_t c = plain(at);
    if (c == U'(' || c == U')') return true;
    if (!is_quote(c)) return false;
    // צה"ל: the mark that Hebrew acronyms are typed with.
    const bool is_hebrew_acronym =
        at > 0 && at + 1 < text_.size() && is_hebrew(text_.typed[at - 1]) && is_hebrew(text_.typed[at + 1]);
    return !is_hebrew_acronym;
  }

  [[nodiscard]] std::size_t chunk_end(std::size_t at) const {
    while (!is_limit(at)) ++at;
    return at;
  }

  void read_next() {
    if (text_.is_space(at_)) {
      ++at_;
      return;
    }
    const char32_t c = plain(at_);
    if (c == U'(' || c == U')') {
      push(c == U'(' ? LexKind::open : LexKind::close, at_, at_ + 1);
      ++at_;
    } else if (is_quote(c)) {
      read_phrase();
    } else {
      read_chunk();
    }
  }

  void read_phrase() {
    const std::size_t begin = at_;
    const auto end = text_.plain.find(plain(begin), begin + 1);
    if (end == std::u32string::npos) {
      misread(begin, "the quotation mark has no partner", "it was ignored");
      at_ = begin + 1;
      return;
    }
    at_ = end + 1;
    if (!text_.has_word(begin + 1, end)) {
      misread(begin, "nothing stands between the quotation marks", "they were ignored");
      return;
    }
    for (std::size_t i = begin + 1; i < end; ++i) words_ += text_.is_word(i) && !text_.is_word(i - 1) ? 1 : 0;
    push(LexKind::phrase, begin, end + 1, text_.slice(begin + 1, end));
  }

  // Signs, a field name, then a word or an operator.
  void read_chunk() {
    const std::size_t begin = at_;
    const std::size_t end = chunk_end(at_);
    if (is_suffix_of_last(begin) && read_suffix_of_last(end)) return;
    const bool has_sign = read_signs(end);
    const bool has_field = read_field(end);
    if (at_ >= end && (has_sign || has_field))
      return;  // what it belongs to stands behind a quote, or nowhere
    if (!has_sign && !has_field) {
      if (const auto op = read_operator(text_.ascii(at_, end))) {
        push(op->kind, at_, end, {}, op->distance);
        at_ = end;
        return;
      }
    }
    read_word(at_, end);
    at_ = end;
  }

  // ^2 or ~5 directly behind a phrase or a group.
  [[nodiscard]] bool is_suffix_of_last(std::size_t begin) const {
    if (lexed_.lexemes.empty() || lexed_.lexemes.back().end != begin) return false;
    const LexKind last = lexed_.lexemes.back().kind;
    return (last == LexKind::phrase || last == LexKind::close) &&
           (plain(begin) == U'^' || plain(begin) == U'~');
  }

  bool read_suffix_of_last(std::size_t end) {
    const std::size_t begin = at_;
    at_ = end;
    std::size_t from = begin;
    if (plain(begin) == U'~') {
      std::size_t caret = begin;
      while (caret < end && plain(caret) != U'^') ++caret;
      const auto distance = read_number(text_.ascii(begin + 1, caret));
      if (!distance || lexed_.lexemes.back().kind != LexKind::phrase) {
        misread(begin, "~ with a number stands behind a phrase", "it was ignored");
      } else {
        push(LexKind::proximity, begin, caret, {}, std::clamp(*distance, 1.0, max_distance));
      }
      from = caret;
    }
    if (from < end) push_boost(from, end);
    return true;
  }

  void push_boost(std::size_t begin, std::size_t end) {
    const auto boost = read_number(text_.ascii(begin + 1, end));
    if (!boost || *boost < min_boost || *boost > max_boost) {
      misread(begin, "^ takes a number from 0.01 to 100", "it was ignored");
    } else {
      push(LexKind::boost, begin, end, {}, *boost);
    }
  }

  // A sign counts where it touches what follows; "--" and "- " are dashes.
  bool read_signs(std::size_t end) {
    const std::size_t begin = at_;
    while (at_ < end && (plain(at_) == U'+' || plain(at_) == U'-')) ++at_;
    const bool is_followed = at_ < text_.size() && !text_.is_space(at_) && plain(at_) != U')';
    if (at_ == begin) return false;
    if (at_ - begin == 1 && is_followed) {
      push(plain(begin) == U'+' ? LexKind::plus : LexKind::minus, begin, at_);
      return true;
    }
    if (mode_ == QueryMode::strict) misread(begin, "a sign must touch one word, phrase, field or group");
    return false;
  }

  // NAME: before a value. An unknown name stays part of its word.
  bool read_field(std::size_t end) {
    const std::size_t begin = at_;
    std::size_t colon = begin;
    while (colon < end && is_name_char(plain(colon)) && colon - begin <= max_field_name_chars) ++colon;
    if (colon == begin || colon >= end || plain(colon) != U':') return false;
    const std::string name = lower_ascii(text_.ascii(begin, colon));
    if (is_known_field(name)) {
      push(LexKind::field, begin, colon + 1, name);
      at_ = colon + 1;
      return true;
    }
    if (plain(colon + 1) == U'/' && plain(colon + 2) == U'/') {
      if (mode_ == QueryMode::strict) misread_field(begin, name);
      at_ = colon + 3;  // an address: its scheme says nothing
      return false;
    }
    const bool has_value = colon + 1 < text_.size() && !text_.is_space(colon + 1);
    const bool looks_meant = name.size() > 1 && text_.ascii(begin, colon) == name && has_value &&
                             (colon + 1 == end || text_.is_word(colon + 1));
    if (looks_meant || (mode_ == QueryMode::strict && has_value)) misread_field(begin, name);
    return false;
  }

  void misread_field(std::size_t begin, const std::string& name) {
    const std::string nearest = nearest_field(name);
    misread(begin, "no field is called " + name + (nearest.empty() ? "" : " (did you mean " + nearest + "?)"),
            "read as words");
  }

  // A word with what may stand behind it: *, ~2, ^3, punctuation.
  void read_word(std::size_t begin, std::size_t end) {
    std::size_t stop = end;
    while (stop > begin &&
           std::u32string_view(U",.;:!?…،。、").find(plain(stop - 1)) != std::u32string_view::npos)
      --stop;
    std::size_t caret = stop;
    while (caret > begin && plain(caret - 1) != U'^') --caret;
    const bool has_boost = caret > begin + 1 && read_number(text_.ascii(caret, stop)).has_value();
    const std::size_t word_stop = has_boost ? caret - 1 : stop;
    const std::size_t words_before = lexed_.lexemes.size();
    if (!read_wildcard(begin, word_stop) && !read_fuzzy(begin, word_stop))
      push_word(begin, has_boost ? word_stop : end);
    if (has_boost && lexed_.lexemes.size() > words_before) push_boost(caret - 1, stop);
  }

  void push_word(std::size_t begin, std::size_t end) {
    if (!text_.has_word(begin, end)) return;
    for (std::size_t at = begin + 1; at < end; ++at) {
      const bool is_inner = plain(at) == U'*' || (plain(at) == U'?' && text_.is_word(at - 1));
      if (!is_inner || (plain(at) == U'?' && (at + 1 >= end || !text_.is_word(at + 1)))) continue;
      misread(at, "only a * at the end of a word stands for other letters", "read as words");
      break;
    }
    push(LexKind::word, begin, end, text_.slice(begin, end));
    ++words_;
  }

  bool read_wildcard(std::size_t begin, std::size_t stop) {
    if (stop == begin || plain(stop - 1) != U'*') return false;
    std::size_t word_end = stop - 1;
    while (word_end > begin && plain(word_end - 1) == U'*') --word_end;
    const bool is_alone = word_end == begin;
    if (!is_alone && (!text_.is_word(word_end - 1) || plain(begin) == U'*')) return false;
    push(LexKind::prefix, begin, stop, text_.slice(begin, word_end));
    ++words_;
    return true;
  }

  bool read_fuzzy(std::size_t begin, std::size_t stop) {
    std::size_t tilde = stop;
    while (tilde > begin && plain(tilde) != U'~') --tilde;
    if (tilde == begin || tilde >= stop || !text_.is_word(tilde - 1)) return false;
    double distance = 0;
    if (tilde + 1 < stop) {
      const auto number = read_number(text_.ascii(tilde + 1, stop));
      if (!number) return false;
      distance = *number;
    }
    push(LexKind::fuzzy, begin, stop, text_.slice(begin, tilde), distance);
    ++words_;
    return true;
  }

  QueryText text_;
  QueryMode mode_;
  Lexed lexed_{};
  std::size_t at_ = 0;
  std::size_t words_ = 0;
};

// The part of a query that is read, and a problem when that is not all.
std::string_view limit_bytes(std::string_view text, std::vector<QueryProblem>& problems) {
  if (text.size() <= max_query_bytes) return text;
  const std::string_view cut = cut_bytes(text, max_query_bytes);
  problems.push_back({.at = count_code_points(cut),
                      .what = "only the first " + std::to_string(max_query_bytes / 1024) + " KiB are read"});
  return cut;
}

}  // namespace

Lexed lex_query(std::string_view text, QueryMode mode) {
  std::vector<QueryProblem> problems;
  const std::string_view readable = limit_bytes(text, problems);
  Lexed lexed = Lexer(readable, mode).read();
  lexed.problems.insert(lexed.problems.end(), problems.begin(), problems.end());
  return lexed;
}

Lexed lex_plain(std::string_view text) {
  Lexed lexed;
  const QueryText decoded = decode_query(limit_bytes(text, lexed.problems));
  for (std::size_t at = 0; at < decoded.size();) {
    std::size_t end = at;
    while (end < decoded.size() && !decoded.is_space(end)) ++end;
    if (end > at && decoded.has_word(at, end)) {
      if (lexed.lexemes.size() == max_query_words) {
        lexed.problems.push_back(
            {.at = at, .what = "only the first " + std::to_string(max_query_words) + " words are read"});
        break;
      }
      lexed.lexemes.push_back(
          {.kind = LexKind::word, .text = decoded.slice(at, end), .begin = at, .end = end});
    }
    at = std::max(end, at + 1);
  }
  return lexed;
}

}  // namespace dateline
