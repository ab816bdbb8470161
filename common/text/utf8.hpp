// UTF-8, one code point at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

inline constexpr char32_t invalid_code_point = 0xFFFFFFFF;

struct CodePoint {
  char32_t value = invalid_code_point;
  std::size_t size = 1;  // bytes; 1 where invalid
};

/// As `decode_code_point`, without its short way for ASCII.
CodePoint decode_any_code_point(std::string_view text, std::size_t at);

/// The code point that begins at `at` (< text.size()); surrogates, overlong forms and cut sequences are
/// invalid.
inline CodePoint decode_code_point(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x80 ? CodePoint{byte, 1} : decode_any_code_point(text, at);
}

/// The start of the code point that ends before `at` (> 0).
std::size_t previous_code_point(std::string_view text, std::size_t at);

void append_utf8(std::string& text, char32_t code_point);

bool is_valid_utf8(std::string_view text);

/// `text` with every invalid byte replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

/// How many code points `text` holds; an invalid byte counts as one.
std::size_t count_code_points(std::string_view text);

/// `text` up to at most `max_bytes`, cut on a code-point limit.
std::string_view cut_bytes(std::string_view text, std::size_t max_bytes);

}  // namespace dateline
