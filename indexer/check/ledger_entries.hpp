// The ledger held against the articles, both ways: part of find_damage.
#pragma once

#include "indexer/check/children.hpp"

#include <filesystem>

namespace dateline {

/// Counts "files" (that were read) and "roots" (entries that name one).
ChildTask ledger_task(const std::filesystem::path& path);

}  // namespace dateline
