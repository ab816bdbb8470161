// Reads one source file: opens it, finds its format, has it read, and gives every article its id, date and
// language.
#pragma once

#include "indexer/formats/prepared_article.hpp"
#include "indexer/parallel/spare_threads.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace dateline {

struct ReadOptions {
  std::uint64_t max_file_bytes = std::uint64_t{64}
                                 << 20;  // of one article; files of many articles may be larger
  std::chrono::sys_days today{};         // nothing later than the day after is a date
};

/// A file or record refused, with its reason.
struct Rejection {
  std::string path;   // as UTF-8
  std::string where;  // "line 17", "record 3"; empty for the file as a whole
  std::string reason;
};

struct FileReading {
  std::uint64_t articles = 0;
  std::uint64_t content_hash = 0;  // XXH3 of all bytes; 0 when it could not be read to its end
  bool was_limited = false;        // something was refused as larger than `max_file_bytes`
  bool was_read = false;           // false: the system refused to open it, or failed before its end
  std::vector<Rejection> rejections{};
};

/// Where the articles of a file go.
struct ArticleTarget {
  /// By several threads at once. May be empty: then `PreparedArticle::stored` is, too.
  std::function<StoredParts(const Article& article)> store{};
  /// By one thread at a time, in the order of the file.
  std::function<void(PreparedArticle&& prepared)> take{};
};

/// Reads `path`, whose articles get ids from `relative_path` (UTF-8): itself, with "#" and the record's
/// number in files that hold several, or a record's own id. Never throws for what the file holds: that is a
/// rejection. What `sink` throws passes unchanged.
FileReading read_source_file(const std::filesystem::path& path, const std::string& relative_path,
                             const ReadOptions& options, const std::function<void(Article&&)>& sink);

/// As above, a large file of JSON lines with the help of threads that are spare: the same comes of it,
/// however many.
FileReading read_source_file(const std::filesystem::path& path, const std::string& relative_path,
                             const ReadOptions& options, const ArticleTarget& target, SpareThreads& spare);

/// As `read_source_file`, of JSON lines that came from standard input and were spooled to `spool`. An article
/// without an id of its own gets one from its contents, so that the same line again is the same article.
FileReading read_standard_input(const std::filesystem::path& spool, const ReadOptions& options,
                                const ArticleTarget& target, SpareThreads& spare);

/// XXH3 of all bytes of a file; 0 when it cannot be read.
std::uint64_t hash_file(const std::filesystem::path& path);

}  // namespace dateline
