// The numbers before the hits of the last search in this terminal, so that `show 1` works until the next
// search.
#pragma once

#include "searcher/search_types.hpp"

#include <optional>
#include <string>

namespace dateline {

/// Keeps the hits' numbers and ids under the XDG state directory, by terminal and index. Does nothing without
/// a terminal; a failure to write is no error.
void remember_hits(const std::string& index_directory, const SearchResponse& response);

/// The id behind a number; none when it is no number, or none was printed for this index in this terminal.
std::optional<std::string> recall_hit(const std::string& index_directory, const std::string& number);

}  // namespace dateline
