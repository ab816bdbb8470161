// Any bytes in a charset that is guessed, or declared by the input's first line.
#include "common/text/utf8.hpp"
#include "indexer/formats/charset.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t line_end = std::min(bytes.find('\n'), bytes.size());
  const std::string_view declared = line_end < 40 ? bytes.substr(0, line_end) : std::string_view();
  for (const std::string_view label : {std::string_view(), declared}) {
    const dateline::DecodedText decoded = dateline::decode_text(bytes, label);
    if (!dateline::is_valid_utf8(decoded.text) || decoded.charset.empty()) std::abort();
  }
  dateline::looks_binary(bytes);
  return 0;
}
