// Instants as the index's own entries and notes print them.
#pragma once

#include <chrono>
#include <string>

namespace dateline {

/// Now, or what SOURCE_DATE_EPOCH says, so that a build can be repeated byte for byte.
std::chrono::sys_seconds current_time();

/// "2024-05-01T10:00:00Z".
std::string utc_time(std::chrono::sys_seconds time);

}  // namespace dateline
