// See json_mend.hpp. One pass that knows strings from what stands outside them.
#include "indexer/formats/json_mend.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>

namespace dateline {

namespace {

constexpr std::size_t escape_bytes = 6;  // "\ud83d"

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_token_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' || c == '.';
}

/// Takes the digits off; false when there is none.
bool take_digits(std::string_view& text) {
  const std::size_t size = std::min(text.size(), text.find_first_not_of("0123456789"));
  text.remove_prefix(size);
  return size > 0;
}

/// Whether `token` is a number by JSON's grammar, however large.
bool is_number(std::string_view token) {
  if (token.starts_with('-')) token.remove_prefix(1);
  if (token.size() > 1 && token[0] == '0' && is_digit(token[1])) return false;
  if (!take_digits(token)) return false;
  if (token.starts_with('.')) {
    token.remove_prefix(1);
    if (!take_digits(token)) return false;
  }
  if (token.starts_with('e') || token.starts_with('E')) {
    token.remove_prefix(1);
    if (token.starts_with('-') || token.starts_with('+')) token.remove_prefix(1);
    if (!take_digits(token)) return false;
  }
  return token.empty();
}

template <typename Number>
bool fits(std::string_view token) {
  Number value{};
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  return error == std::errc() && end == token.data() + token.size();
}

bool is_held(std::string_view number) {
  if (number.find_first_of(".eE") != std::string_view::npos) return fits<double>(number);
  return fits<std::int64_t>(number) || fits<std::uint64_t>(number);
}

/// The code unit of the escape "\uXXXX" at the begin of `text`; none when no such one stands there.
std::optional<unsigned> escaped_unit(std::string_view text) {
  if (text.size() < escape_bytes || !text.starts_with("\\u")) return std::nullopt;
  unsigned unit = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + escape_bytes, unit, 16);
  if (error != std::errc() || end != text.data() + escape_bytes) return std::nullopt;
  return unit;
}

bool is_high(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

bool is_low(unsigned unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

class Mender {
 public:
  explicit Mender(std::string_view record) : in_(record) {}

  std::string mend() {
    while (at_ < in_.size()) {
      if (in_[at_] == '"') {
        copy_string();
      } else if (is_token_char(in_[at_])) {
        copy_token();
      } else {
        out_ += in_[at_++];
      }
    }
    return std::move(out_);
  }

 private:
  void copy(std::size_t size) {
    out_ += in_.substr(at_, size);
    at_ += size;
  }

  void copy_token() {
    std::size_t size = 1;
    while (at_ + size < in_.size() && is_token_char(in_[at_ + size])) ++size;
    const std::string_view token = in_.substr(at_, size);
    if (token == "NaN" || token == "Infinity" || token == "-Infinity") {
      out_ += "null";
      at_ += size;
    } else if (is_number(token) && !is_held(token)) {
      out_ += '"';
      copy(size);
      out_ += '"';
    } else {
      copy(size);
    }
  }

  void copy_string() {
    copy(1);
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == '"') return copy(1);
      if (c == '\\') {
        copy_escape();
      } else if (static_cast<unsigned char>(c) < 0x20) {
        out_ += c == '\n' ? "\\n" : c == '\t' ? "\\t" : " ";
        ++at_;
      } else {
        copy(1);
      }
    }
  }

  void copy_escape() {
    const auto unit = escaped_unit(in_.substr(at_));
    if (!unit) return copy(2);
    if (is_high(*unit)) {
      const auto next = escaped_unit(in_.substr(at_ + escape_bytes));
      if (next && is_low(*next)) return copy(2 * escape_bytes);
    }
    if (!is_high(*unit) && !is_low(*unit)) return copy(escape_bytes);
    out_ += "\\ufffd";
    at_ += escape_bytes;
  }

  std::string_view in_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string mend_json(std::string_view record) {
  return Mender(record).mend();
}

}  // namespace dateline
