// What somebody with the files of an index and patience could read in them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dateline::tests {

/// All bytes of all files below a directory, their names, and whatever any place in them inflates to: raw
/// deflate, as Xapian compresses values, and zstd, as stored articles are, also one in the other.
std::string all_text_in(const std::filesystem::path& directory);

/// The words that occur in `text`, whatever the case of their letters.
std::vector<std::string> words_in(const std::string& text, const std::vector<std::string>& words);

}  // namespace dateline::tests
