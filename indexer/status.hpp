// What an index holds, for people and as JSON.
#pragma once

#include "common/text/date.hpp"
#include "indexer/formats/read_file.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

struct IndexStatus {
  std::filesystem::path directory{};
  std::uint64_t generation = 0;
  std::uint64_t revision = 0;
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;
  std::uint64_t files = 0;
  std::uint64_t bytes_on_disk = 0;  // of the current generation
  std::optional<PrintedDate> first{};
  std::optional<PrintedDate> last{};
  std::map<std::string, std::uint64_t> languages{};
  std::vector<std::filesystem::path> roots{};
  std::vector<Rejection> rejections{};  // by path; `where` is part of the reason
};

/// Throws Error as `open_index` does.
IndexStatus read_status(const std::filesystem::path& directory);

std::string text_status(const IndexStatus& status, bool with_rejections);
/// Version 1:
/// {"version","articles","undated","files","rejected","generation","revision","bytes","first","last",
/// "languages":{},"roots":[],"rejections":[{"path","reason"}]}.
std::string json_status(const IndexStatus& status);

}  // namespace dateline
