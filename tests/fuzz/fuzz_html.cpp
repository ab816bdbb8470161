// Any bytes as a html file: an article or an Error, nothing else.
#include "common/error.hpp"
#include "indexer/formats/html.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dateline::ByteStream bytes(std::string(reinterpret_cast<const char*>(data), size));
  dateline::SourceFile file{.path = "fuzz.html", .bytes = bytes};
  try {
    dateline::read_html(file, {.article = [](dateline::Article&&, std::size_t) {},
                               .reject = [](const std::string&, const std::string&) {}});
  } catch (const dateline::Error&) {
    return 0;
  }
  return 0;
}
