// JSON as every output of the programs writes it: safe to print.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace dateline {

/// `value` as text that is valid UTF-8 and holds no control character raw: C0, DEL, C1, line separators and
/// bidirectional controls are \u escapes, invalid bytes U+FFFD. On one line unless `indent` is 0 or more.
std::string dump_json(const nlohmann::ordered_json& value, int indent = -1);

}  // namespace dateline
