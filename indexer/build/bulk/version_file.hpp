// iamglass, the file that makes the tables beside it a database: written last.
//
//   file       = "\x0F\x0D" "Xapian Glass" "\x04\x6E" uuid[16] uint(revision) root*6 statistics
//   root       = uint(block) uint(level << 2 | sequential << 1 | fake) uint(entries) uint(block size >> 11)
//                uint(compress_min) string(free list)
//                order: postlist, docdata, termlist, position, spelling, synonym; a table that is absent has
//                no file, flags 3, nothing else but sizes
//   free list  = uint(revision) uint(blocks in the file) uint(0)*4        of a table without free blocks
//   statistics = uint(documents) uint(last docid - documents) uint(least document length that is not 0)
//                uint(largest wdf) uint(largest document length - largest wdf) uint(0) uint(sum of lengths)
//                uint(0)
#pragma once

#include "indexer/build/bulk/table_file.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dateline {

struct DatabaseStatistics {
  std::uint32_t documents = 0;
  std::uint32_t last_docid = 0;
  std::uint32_t least_length = 0;  // but 0
  std::uint32_t greatest_length = 0;
  std::uint32_t greatest_wdf = 0;
  std::uint64_t sum_of_lengths = 0;
};

/// Without a table where the database has nothing for it.
struct DatabaseTables {
  TableRoot postlist{};
  std::optional<TableRoot> docdata{};
  TableRoot termlist{};
  std::optional<TableRoot> position{};
};

using DatabaseUuid = std::array<unsigned char, 16>;

std::string version_file(const DatabaseUuid& uuid, const DatabaseTables& tables,
                         const DatabaseStatistics& statistics);

/// Whether the linked library writes the format that is written here: an empty database of its making, made
/// at `scratch` and removed, begins and is laid out as ours. Throws Error(io).
bool is_known_format(const std::filesystem::path& scratch);

}  // namespace dateline
