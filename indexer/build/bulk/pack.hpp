// How Xapian's glass tables spell numbers and strings (common/pack.h of Xapian 1.4), written straight into
// memory.
//
//   uint           7 bits a byte, least first, high bit = more
//   uint_last      little-endian bytes without a length; 0 = no byte; only at the end of a key
//   string         uint(length) bytes
//   sortable       v < 0x8000: two bytes, big-endian; else n = (bits + 5) / 7 bytes, big-endian, the first
//                  OR'ed with the low byte of 0xFF << (10 - n)
//   sorted_string  every 00 followed by FF, then 00 as terminator (left out at the end of a key)
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace dateline {

inline constexpr std::size_t max_uint_bytes = 10;
/// May be read and written behind what `copy_with_slack` copies.
inline constexpr std::size_t slack_bytes = 16;

/// In steps of 16 bytes: without a call, and most texts and tags are one step.
inline void copy_with_slack(char* to, const char* from, std::size_t bytes) {
  std::memcpy(to, from, slack_bytes);
  for (std::size_t done = slack_bytes; done < bytes; done += slack_bytes)
    std::memcpy(to + done, from + done, slack_bytes);
}

/// Asks for the memory `bytes` behind `begin`, wherever that is: an address that is not ours does no harm,
/// and as a number it is no pointer out of range.
inline void prefetch(const void* begin, std::size_t bytes) {
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(begin) + bytes));
}

inline constexpr std::size_t max_sortable_bytes = 6;

/// Returns the end of what was written: up to `max_uint_bytes`.
inline char* put_uint(char* to, std::uint64_t value) {
  while (value >= 0x80) {
    *to++ = static_cast<char>(static_cast<unsigned char>(value | 0x80));
    value >>= 7;
  }
  *to++ = static_cast<char>(value);
  return to;
}

/// The same for what is mostly short: without a branch for up to two bytes, but over-long: a byte behind the
/// end may be written.
inline char* put_short_uint(char* to, std::uint32_t value) {
  if (value >= 0x4000) return put_uint(to, value);
  const std::uint32_t more = value >= 0x80 ? 1 : 0;
  // The bits of a second byte move up by one, which makes room for the first one's mark.
  const std::uint32_t bytes = (value + (value & 0x3F80)) | more << 7;
  to[0] = static_cast<char>(static_cast<unsigned char>(bytes));
  to[1] = static_cast<char>(static_cast<unsigned char>(bytes >> 8));
  return to + 1 + more;
}

/// As many bytes as `put_uint` writes.
inline std::size_t uint_bytes(std::uint64_t value) {
  return (static_cast<std::size_t>(std::bit_width(value | 1)) + 6) / 7;
}

/// What `put_uint` wrote at `from`, which moves behind it. Only for bytes that we wrote ourselves.
inline std::uint64_t take_uint(const char*& from) {
  auto byte = static_cast<unsigned char>(*from++);
  if (byte < 0x80) return byte;
  std::uint64_t value = byte & 0x7FU;
  for (int shift = 7;; shift += 7) {
    byte = static_cast<unsigned char>(*from++);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return value;
  }
}

/// Returns the end of what was written: up to `max_sortable_bytes`.
inline char* put_sortable(char* to, std::uint32_t value) {
  if (value < 0x8000) {
    *to++ = static_cast<char>(value >> 8);
    *to++ = static_cast<char>(value & 0xFF);
    return to;
  }
  if (value < 0x40'0000) {
    *to++ = static_cast<char>(static_cast<unsigned char>(0x80 | value >> 16));
    *to++ = static_cast<char>(static_cast<unsigned char>(value >> 8));
    *to++ = static_cast<char>(static_cast<unsigned char>(value));
    return to;
  }
  const int bytes = (std::bit_width(value) + 5) / 7;
  const auto mark = static_cast<unsigned char>(0xFFU << (10 - bytes));
  for (int i = bytes - 1; i >= 0; --i) {
    const auto byte = static_cast<unsigned char>(i < 4 ? value >> (8 * i) : 0);
    *to++ = static_cast<char>(i == bytes - 1 ? byte | mark : byte);
  }
  return to;
}

void append_uint(std::string& to, std::uint64_t value);
void append_uint_last(std::string& to, std::uint64_t value);
void append_counted(std::string& to, std::string_view value);
void append_sortable(std::string& to, std::uint32_t value);

enum class Terminator { written, left_out };
void append_sorted_string(std::string& to, std::string_view value, Terminator terminator);

}  // namespace dateline
