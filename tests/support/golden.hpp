// Whole output held against a file below tests/golden/. DATELINE_UPDATE=1 rewrites the files: read the
// difference before committing it.
#pragma once

#include <string_view>

namespace dateline::tests {

/// Fails the case, naming the first line that differs, unless `output` is what the file `name` holds.
void check_golden(std::string_view name, std::string_view output);

}  // namespace dateline::tests
