// Any bytes as a plain-text article.
#include "indexer/formats/text.hpp"
#include "tests/fuzz/fuzz_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::fuzz::read_bytes(dateline::read_text, data, size, "17May2004fuzz.txt");
  return 0;
}
