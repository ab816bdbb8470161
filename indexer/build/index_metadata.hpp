// The entries that a database holds about itself, beside the ledger's.
#pragma once

#include "common/index/added_days.hpp"
#include "indexer/scan/metadata_store.hpp"

#include <cstdint>
#include <string>

namespace dateline {

/// `last_run` is told by `status`.
void put_index_entries(const MetadataStore& metadata, std::uint64_t revision, const std::string& last_run);

/// Notes that `revision` was made today. Whether that had to be added.
bool note_revision_of_today(AddedDays& days, std::uint64_t revision);

}  // namespace dateline
