// Whether one path is below another.
#pragma once

#include <filesystem>

namespace dateline {

/// Whether `path` is `top` or below it, name by name; both absolute and without a slash at the end.
bool lies_in(const std::filesystem::path& path, const std::filesystem::path& top);

}  // namespace dateline
