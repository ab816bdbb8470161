// See pack.hpp.
#include "indexer/build/bulk/pack.hpp"

#include <array>

namespace dateline {

void append_uint(std::string& to, std::uint64_t value) {
  std::array<char, max_uint_bytes> bytes{};
  to.append(bytes.data(), put_uint(bytes.data(), value));
}

void append_uint_last(std::string& to, std::uint64_t value) {
  for (; value != 0; value >>= 8) to += static_cast<char>(static_cast<unsigned char>(value));
}

void append_counted(std::string& to, std::string_view value) {
  append_uint(to, value.size());
  to += value;
}

void append_sortable(std::string& to, std::uint32_t value) {
  std::array<char, max_sortable_bytes> bytes{};
  to.append(bytes.data(), put_sortable(bytes.data(), value));
}

void append_sorted_string(std::string& to, std::string_view value, Terminator terminator) {
  for (auto nul = value.find('\0'); nul != std::string_view::npos; nul = value.find('\0')) {
    to.append(value.substr(0, nul + 1)) += '\xFF';
    value.remove_prefix(nul + 1);
  }
  to += value;
  if (terminator == Terminator::written) to += '\0';
}

}  // namespace dateline
