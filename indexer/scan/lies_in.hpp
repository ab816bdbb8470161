// Whether one path is below another.
#pragma once

#include <string_view>

namespace dateline {

/// Whether `path` is `top` or below it, name by name; both absolute, and without a slash at the end but for
/// "/" itself.
bool lies_in(std::string_view path, std::string_view top);

}  // namespace dateline
