// What was removed on purpose and stays away although its source is there: hashes only, for a purge must
// leave no text behind, not even in a file name.
#pragma once

#include "common/article.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

namespace dateline {

/// 128 bits of XXH3.
struct RemovedKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend bool operator==(const RemovedKey&, const RemovedKey&) = default;
  friend bool operator<(const RemovedKey& one, const RemovedKey& other) {
    return std::tie(one.high, one.low) < std::tie(other.high, other.low);
  }
};

/// Of an absolute path without a slash at its end: the file, or the directory with all below it.
RemovedKey removed_path_key(const std::filesystem::path& path);

/// Of an article, whichever file holds it.
RemovedKey removed_id_key(std::string_view id);

/// Of what an article says, whatever it is named.
RemovedKey removed_contents_key(const Article& article);

/// 32 hexadecimal digits, and the inverse; none for anything else.
std::string key_digits(const RemovedKey& key);
std::optional<RemovedKey> parse_key(std::string_view digits);

/// An article whose id is made from its path: a record's number or the file's name may change, and then it is
/// known by what it says.
struct RemovedContents {
  RemovedKey contents{};
  RemovedKey name{};  // that it was removed by, a path's or an id's: what takes it back

  friend bool operator==(const RemovedContents&, const RemovedContents&) = default;
  friend bool operator<(const RemovedContents& one, const RemovedContents& other) {
    return std::tie(one.contents, one.name) < std::tie(other.contents, other.name);
  }
};

/// 64 hexadecimal digits with a space between, and the inverse.
std::string contents_digits(const RemovedContents& contents);
std::optional<RemovedContents> parse_contents(std::string_view digits);

bool holds_contents(const std::set<RemovedContents>& removed, const RemovedKey& contents);

/// Whether an id is that of a file, or of one of its records by number. `id_path`: see LedgerEntry.
bool is_made_from_path(std::string_view id, std::string_view id_path);

}  // namespace dateline
