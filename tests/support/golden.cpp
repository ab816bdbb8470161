// See golden.hpp.
#include "tests/support/golden.hpp"

#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

namespace dateline::tests {

namespace {

std::string line_at(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, std::min(at, text.size())).rfind('\n');
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  return std::string(text.substr(begin, text.find('\n', begin) - begin));
}

}  // namespace

void check_golden(std::string_view name, std::string_view output) {
  const auto file = std::filesystem::path(DATELINE_SOURCE_DIR) / "tests" / "golden" / name;
  if (std::getenv("DATELINE_UPDATE") != nullptr) {
    std::ofstream(file, std::ios::binary) << output;
    SUCCEED("rewritten");
    return;
  }
  INFO("golden file " << name << "; DATELINE_UPDATE=1 rewrites it");
  const auto expected = read_file(file);
  if (expected == output) {
    SUCCEED("equal");
    return;
  }
  const auto differs = std::ranges::mismatch(expected, output);
  const auto at = static_cast<std::size_t>(differs.in1 - expected.begin());
  INFO("line " << std::count(expected.begin(), differs.in1, '\n') + 1);
  CHECK(line_at(output, at) == line_at(expected, at));
  FAIL("the output differs");
}

}  // namespace dateline::tests
