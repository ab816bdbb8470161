// Steps through UTF-8 for readers that look at characters, as the numbers that ICU's functions take.
#pragma once

#include "common/text/utf8.hpp"

namespace dateline {

/// The code point at `at`, which moves behind it; -1 for an invalid byte. `at` must lie inside the text.
inline int next_code_point(std::string_view text, std::size_t& at) {
  const CodePoint found = decode_code_point(text, at);
  at += found.size;
  return static_cast<int>(found.value);
}

/// The code point before `at`, which moves to its begin; -1 as above. `at` must not be 0.
inline int code_point_before(std::string_view text, std::size_t& at) {
  at = previous_code_point(text, at);
  return static_cast<int>(decode_code_point(text, at).value);
}

}  // namespace dateline
