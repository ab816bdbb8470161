// Any bytes as Reuters-21578 SGML.
#include "indexer/formats/reuters.hpp"
#include "tests/fuzz/fuzz_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::fuzz::read_bytes(dateline::read_reuters, data, size, "fuzz.sgm");
  return 0;
}
