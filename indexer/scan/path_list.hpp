// The paths that another program lists: --files0-from.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

/// The paths in a file, or on standard input for "-", a NUL behind each (the last may lack it). Throws
/// Error(io) when it cannot be read and Error(usage) when it is a list of lines.
std::vector<std::filesystem::path> read_path_list(const std::string& file);

}  // namespace dateline
