// Reads back what the bulk builder made, through Xapian.
#pragma once

#include "indexer/build/bulk/bulk_builder.hpp"

#include <filesystem>
#include <string>

namespace dateline {

/// What is wrong with the database at `path`, "" when nothing is seen to be: counts and sums against
/// `statistics`, and of some 200 articles spread over `input` values, data and term lists against what
/// add_document would be given, and for some of their terms postings and positions (only the data of articles
/// of many pages). Threads and memory as `options` has them for inverting.
std::string check_database(const std::filesystem::path& path, const BulkInput& input,
                           const DatabaseStatistics& statistics, const BulkOptions& options = {});

}  // namespace dateline
