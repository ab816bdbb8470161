// Builds a whole Xapian database without Xapian: segments -> runs -> merge -> tables -> iamglass.
//
//   segment   articles of neighbouring docids, inverted by one thread (segment_builder.hpp, inverter.hpp)
//   run       what a segment gives to the tables ordered by term, kept in memory or in a file (term_run.hpp)
//   merge     all runs, cut into parts of the key space (merge.hpp)
//   table     the blocks of segments and parts behind each other (table_part.hpp, table_file.hpp)
//   iamglass  written when all tables are synced (version_file.hpp)
//
// Segments and parts are cut by the input and the memory plan alone and their blocks are numbered in order,
// so the files are the same whatever the number of threads. Another plan cuts elsewhere: then blocks begin
// with other items, and nothing else differs.
#pragma once

#include "common/article.hpp"
#include "indexer/build/bulk/version_file.hpp"
#include "indexer/build/memory_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace dateline {

struct BulkArticle {
  std::uint32_t docid = 0;
  Article article{};
  std::string file_term{};
  std::uint64_t revision = 0;
  std::string data{};  // what is stored of it
};

struct BulkInput {
  std::size_t segments = 0;
  /// Calls `take` for the articles of a segment, docids ascending; those of a later segment are greater.
  /// Called by several threads at once.
  std::function<void(std::size_t segment, const std::function<void(const BulkArticle&)>& take)> read{};
  /// About the bytes of a segment's largest article; without it all are taken to be small.
  std::function<std::uint64_t(std::size_t segment)> largest_article{};
  /// User metadata by name; no empty values.
  std::map<std::string, std::string> metadata{};
};

struct BulkOptions {
  unsigned threads = 1;
  /// Runs for which it leaves no memory are kept in a file in the database's directory until they are merged.
  MemoryPlan memory = plan_memory(std::uint64_t{1} << 30);
  DatabaseUuid uuid{};
  /// About what one merge part has of the runs; tests make many small ones.
  std::uint64_t part_bytes = std::uint64_t{8} << 20;
};

/// Makes `directory`, which must not exist, into a database, synced. Throws Error(io), and what `read`
/// throws; then the directory is no database and is for the caller to remove.
DatabaseStatistics build_database(const std::filesystem::path& directory, const BulkInput& input,
                                  const BulkOptions& options);

}  // namespace dateline
