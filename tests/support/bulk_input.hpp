// Articles in memory as input of the bulk builder, and what it wrote.
#pragma once

#include "indexer/build/bulk/bulk_builder.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dateline::tests {

/// `articles` outlive it.
BulkInput input_of(const std::vector<BulkArticle>& articles, std::size_t segment_articles,
                   std::map<std::string, std::string> metadata);

/// What Xapian's own check tells of a database; "" when it finds no fault.
std::string check_of(const std::filesystem::path& path);

/// The names and contents of all files in a directory.
std::map<std::string, std::string> files_of(const std::filesystem::path& directory);

}  // namespace dateline::tests
