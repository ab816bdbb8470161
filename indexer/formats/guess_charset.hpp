// Guesses the charset of bytes that do not say: part of decode_text (charset.hpp).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

struct Utf8Count {
  std::size_t good = 0;  // well-formed sequences of two bytes or more
  std::size_t bad = 0;   // bytes that belong to none
};

Utf8Count count_utf8_sequences(std::string_view bytes);

/// "utf-16le" or "utf-16be" when `bytes` without a mark can be nothing else; else "".
std::string guess_utf16(std::string_view bytes);

/// The likeliest charset, lower case: "utf-8" also when a few bytes are not, "windows-1252" when nothing
/// speaks for another.
std::string guess_charset(std::string_view bytes);

}  // namespace dateline
