// Any bytes as JSON lines and as a JSON file.
#include "indexer/formats/json.hpp"
#include "tests/fuzz/fuzz_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::fuzz::read_bytes(dateline::read_jsonl, data, size, "fuzz.jsonl");
  dateline::fuzz::read_bytes(dateline::read_json, data, size, "fuzz.json");
  return 0;
}
