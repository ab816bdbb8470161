// Asks the program dateline-search which articles a query means: the indexer has no query language of its
// own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

/// The ids of all articles that match `words`, read strictly: what is misread is an error, which the program
/// prints. Under the writer lock all is one state of the index. Throws Error(usage) for a
/// query that cannot be read, Error(not_found) when there is no dateline-search, beside this program, where
/// a build puts it, or in $PATH.
std::vector<std::string> search_ids(const std::filesystem::path& index_directory,
                                    const std::vector<std::string>& words);

}  // namespace dateline
