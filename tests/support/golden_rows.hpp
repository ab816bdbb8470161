// Golden files made of rows: an input line and what it gives.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace dateline::tests {

/// The file `name` of tests/golden holds input lines that begin with '>', '!' or '=', each followed by what
/// it gives and a blank line; what stands before the first is its heading. Returns the whole file with what
/// `give` gives for each input line: to be held against the file by `check_golden`.
std::string answer_rows(std::string_view name, const std::function<std::string(const std::string&)>& give);

}  // namespace dateline::tests
