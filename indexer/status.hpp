// What an index holds, for people and as JSON.
#pragma once

#include "common/text/date.hpp"
#include "indexer/formats/read_file.hpp"
#include "indexer/publish/sources.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dateline {

/// How many articles have a name, as one of them prints it.
struct NameCount {
  std::string name;
  std::uint64_t articles = 0;
};

struct IndexStatus {
  std::filesystem::path directory{};
  std::uint64_t generation = 0;
  std::size_t generations = 0;  // that lie there
  std::uint64_t revision = 0;
  std::uint64_t articles = 0;
  std::uint64_t undated = 0;
  std::uint64_t files = 0;
  std::uint64_t bytes_on_disk = 0;  // of the current generation
  std::uint64_t bytes_in_all = 0;   // of the directory
  std::optional<PrintedDate> first{};
  std::optional<PrintedDate> last{};
  std::map<std::string, std::uint64_t> languages{};
  std::vector<NameCount> sources{};     // outlets, the most frequent first
  std::uint64_t authors = 0;            // different names
  std::string last_run{};               // JSON: see metadata_last_run
  IndexSources made_from{};             // roots and settings
  std::vector<Rejection> rejections{};  // by path; `where` is part of the reason; none when only counted
  std::uint64_t rejected = 0;           // files and records
};

/// Whether the reasons of rejections are asked for, every one, or only their number.
enum class RejectionDetail { counted, named };

/// Of one revision, also while a writer runs. Throws Error as `open_index` does.
IndexStatus read_status(const std::filesystem::path& directory,
                        RejectionDetail detail = RejectionDetail::named);

std::string text_status(const IndexStatus& status, bool with_rejections);

/// Version 2:
/// {"version","articles","undated","files","rejected","generation","generations","revision","bytes",
/// "bytes_in_all","first","last","languages":{},"sources":[{"name","articles"}],"authors",
/// "last_run":{"at","files_read","files_removed","articles_read","rejected","revision"},"roots":[],
/// "include":[],"exclude":[],"links","removed","rejections":[{"path","reason"}]}.
/// History: 1 (2026-11) first; 2 (2026-11) sources, authors, last_run, generations, bytes_in_all, settings.
std::string json_status(const IndexStatus& status);

}  // namespace dateline
