// The roots that an index was made from, kept beside the database so that they survive its loss.
#pragma once

#include "common/index/location.hpp"

#include <filesystem>
#include <vector>

namespace dateline {

/// In the order they were first named; empty without an index. Throws Error(io) when they cannot be read,
/// Error(wrong_version) when they are not as we write them: roots are never forgotten in silence.
std::vector<std::filesystem::path> read_roots(const IndexLocation& location);

/// Adds what is not there yet and takes out what is forgotten. Throws Error(io).
void update_roots(const IndexLocation& location, const std::vector<std::filesystem::path>& named,
                  const std::vector<std::filesystem::path>& forgotten = {});

}  // namespace dateline
