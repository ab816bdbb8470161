// Whether TOML nests too deep for its parser: part of read_front_matter.
#pragma once

#include <string_view>

namespace dateline::markdown {

/// Whether keys have more parts ("a.a.a…") or brackets more levels than front matter needs. toml++ 3.3.0
/// recurses on both without a limit and overflows the stack. Right up to the first syntax error, where the
/// parser stops.
bool is_toml_nested_deeply(std::string_view text);

}  // namespace dateline::markdown
