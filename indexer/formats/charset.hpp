// Bytes of any charset to UTF-8: BOM, then a declared and valid charset, then a guess.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

struct DecodedText {
  std::string text;               // valid UTF-8 without BOM; invalid bytes became U+FFFD
  std::string charset;            // lower case: "utf-8", "windows-1251" …
  std::size_t invalid_bytes = 0;  // how many U+FFFD were put in
};

/// `declared` is what the file says of itself, or "". iso-8859-1 is read as windows-1252 and gb2312 as
/// gb18030, as browsers do; a declaration that does not fit the bytes gives way to strict UTF-8, then to a
/// guess over the whole.
DecodedText decode_text(std::string_view bytes, std::string_view declared = {});

/// Whether `head` is binary: NUL bytes without being UTF-16 or UTF-32, or mostly control characters.
bool looks_binary(std::string_view head);

}  // namespace dateline
