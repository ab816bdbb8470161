// Reads back what the bulk builder made, through Xapian.
#pragma once

#include "indexer/build/bulk/bulk_builder.hpp"

#include <filesystem>
#include <string>

namespace dateline {

/// What is wrong with the database at `path`, "" when nothing is seen to be: counts and sums against
/// `statistics`, and of some 200 articles spread over `input` terms, positions, values and data against what
/// add_document would be given.
std::string check_database(const std::filesystem::path& path, const BulkInput& input,
                           const DatabaseStatistics& statistics, unsigned threads = 1);

}  // namespace dateline
