// See golden_rows.hpp.
#include "tests/support/golden_rows.hpp"

#include "tests/support/temp_dir.hpp"

#include <filesystem>
#include <sstream>

namespace dateline::tests {

std::string answer_rows(std::string_view name, const std::function<std::string(const std::string&)>& give) {
  std::istringstream lines(read_file(std::filesystem::path(DATELINE_SOURCE_DIR) / "tests" / "golden" / name));
  std::string answered;
  bool is_heading = true;
  for (std::string line; std::getline(lines, line);) {
    const bool is_input =
        !line.empty() && (line.front() == '>' || line.front() == '!' || line.front() == '=');
    if (is_input) {
      is_heading = false;
      answered += line + "\n" + give(line) + "\n";
    } else if (is_heading) {
      answered += line + "\n";
    }
  }
  return answered;
}

}  // namespace dateline::tests
