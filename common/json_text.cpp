// See json_text.hpp.
#include "common/json_text.hpp"

#include <string_view>

#include <nlohmann/json.hpp>

namespace dateline {

namespace {

// Bytes of the character at `at` that JSON allows raw but no output of ours may hold; 0 for any other.
std::size_t unsafe_bytes(std::string_view json, std::size_t at) {
  const auto rest = json.substr(at, 3);
  if (rest.front() == '\x7F') return 1;
  if (rest.front() == '\xC2' && rest[1] <= '\x9F')
    return 2;  // C1; `rest` is well-formed: it has a second byte
  if (rest.starts_with("\xE2\x80") && rest[2] >= '\xA8' && rest[2] <= '\xAE') return 3;  // U+2028 … U+202E
  if (rest.starts_with("\xE2\x81") && rest[2] >= '\xA6' && rest[2] <= '\xA9') return 3;  // U+2066 … U+2069
  return 0;
}

std::string escape(std::string_view character) {
  unsigned point = static_cast<unsigned char>(character.front());
  if (character.size() > 1) point &= 0x7FU >> character.size();
  for (const char c : character.substr(1)) point = (point << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\\u";
  for (unsigned shift = 16; shift > 0;) {
    shift -= 4;
    out += digits[(point >> shift) & 0xFU];
  }
  return out;
}

}  // namespace

std::string dump_json(const nlohmann::ordered_json& value, int indent) {
  // All that `unsafe_bytes` finds can only stand inside strings: there an escape means the same character.
  const auto json = value.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const auto length = unsafe_bytes(json, at);
    if (length == 0) {
      out += json[at++];
    } else {
      out += escape(std::string_view(json).substr(at, length));
      at += length;
    }
  }
  return out;
}

}  // namespace dateline
