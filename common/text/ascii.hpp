// ASCII letters, digits and white space, whatever the locale: for markup, addresses and names of options.
// Text that people read is folded by fold.hpp.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace dateline {

inline constexpr std::string_view ascii_white_space = " \t\r\n\f\v";

constexpr bool is_ascii_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_ascii_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_ascii_letter(char c) {
  return is_ascii_upper(c) || is_ascii_lower(c);
}
constexpr bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Letters only; every other byte as it is.
constexpr char lower_ascii(char c) {
  return is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr char upper_ascii(char c) {
  return is_ascii_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}
inline std::string lower_ascii(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = lower_ascii(c);
  return lowered;
}

constexpr bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}
/// No byte beyond 127.
inline bool is_ascii(std::string_view text) {
  unsigned char bits = 0;  // without a way out, so that it is vectorised
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return bits < 0x80;
}

/// `text` without the `dropped` bytes at both ends.
constexpr std::string_view trim(std::string_view text, std::string_view dropped = ascii_white_space) {
  const auto begin = text.find_first_not_of(dropped);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(dropped) + 1 - begin);
}

}  // namespace dateline
