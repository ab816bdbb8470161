// What --version prints.
#pragma once

#include <string>

namespace dateline {

/// "dateline-index 0.1.0\nXapian 1.4.22, ICU 72.1, Unicode 15.0, index schema 1, …": releases that the index
/// depends on, as they run, not as they were compiled against.
std::string version_text(const std::string& program);

}  // namespace dateline
