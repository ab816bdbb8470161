// A glass table written from its first key to its last: leaf blocks as their writers filled them, the branch
// blocks above them in between, all in one pass.
//
//   branch block  = header directory gap items       as in table_part.hpp, level 1 and up
//   branch item   = child u32 | K u8 | key | X u16    the first of every branch block has no key and X = 0
//
// A child's key is its separator; when a branch block is full, that of the first child of the next goes one
// level up, unshortened. Leaf blocks lie in key order: the table is "sequential".
#pragma once

#include "indexer/build/bulk/table_part.hpp"
#include "indexer/publish/open_file.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline {

/// Where a table's tree begins; what iamglass says of it.
struct TableRoot {
  std::uint32_t block = 0;
  std::uint32_t level = 0;
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;  // in the file
};

class TableFile {
 public:
  /// Makes the file, which must not exist. Throws Error(io).
  explicit TableFile(const std::filesystem::path& path);

  /// Parts come in key order; those of one writer behind each other. Throws Error(io), Error(internal) when
  /// the table is full (2^32 blocks). Returns the emptied memory of its blocks.
  ByteBuffer append(TablePart&& part);
  /// Writes what is left and syncs. Not to be used afterwards. Throws Error(io).
  TableRoot finish();

 private:
  struct Branch {
    std::string items{};
    std::vector<std::uint16_t> offsets{};
    Separator start{};  // of its first child
  };
  void add_child(std::size_t level, std::uint32_t child, Separator separator);
  std::uint32_t write_branch(std::size_t level);
  std::uint32_t take_number();
  void write_branches();

  OpenFile file_;
  ByteBuffer branch_blocks_;      // numbered, not written yet
  std::vector<Branch> branches_;  // the open block of each level, from the leaves' parents up
  std::uint64_t next_block_ = 0;
  std::uint64_t leaves_ = 0;
  std::uint64_t entries_ = 0;
  std::string last_key_;
};

}  // namespace dateline
