// See table_file.hpp.
#include "indexer/build/bulk/table_file.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fcntl.h>

namespace dateline {

namespace {

constexpr std::size_t branch_item_bytes = 7;  // without its key

// The shortest beginning of `key` that tells it from the key before it.
void cut_separator(std::string& key, std::string_view before) {
  const std::size_t most = std::min(key.size(), before.size());
  std::size_t common = 0;
  while (common < most && key[common] == before[common]) ++common;
  key.resize(std::min(key.size(), common + 1));
}

}  // namespace

TableFile::TableFile(const std::filesystem::path& path) : file_(path, O_WRONLY | O_CREAT | O_EXCL) {}

std::uint32_t TableFile::take_number() {
  if (next_block_ > std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorKind::internal, "a table of Xapian's is full (2^32 blocks)");
  return static_cast<std::uint32_t>(next_block_++);
}

std::uint32_t TableFile::write_branch(std::size_t level) {
  Branch& branch = branches_[level];
  append_block(branch_blocks_, static_cast<unsigned>(level + 1), branch.items, branch.offsets);
  branch.items.clear();
  branch.offsets.clear();
  return take_number();
}

void TableFile::add_child(std::size_t level, std::uint32_t child, Separator separator) {
  if (level == branches_.size()) branches_.emplace_back();
  const auto used = [this, level] {
    const Branch& branch = branches_[level];
    return block_header_bytes + branch.items.size() + directory_entry_bytes * (branch.offsets.size() + 1);
  };
  if (used() + branch_item_bytes + separator.key.size() > block_bytes) {
    Separator start = std::move(branches_[level].start);
    const std::uint32_t number = write_branch(level);
    add_child(level + 1, number, std::move(start));
  }
  Branch& branch = branches_[level];
  if (branch.offsets.empty()) branch.start = std::exchange(separator, {.key = "", .piece = 0});
  branch.offsets.push_back(static_cast<std::uint16_t>(branch.items.size()));
  char number[4];
  put_block_number(number, child, sizeof number);
  branch.items.append(number, sizeof number);
  branch.items += static_cast<char>(separator.key.size());
  branch.items += separator.key;
  branch.items += static_cast<char>(separator.piece >> 8);
  branch.items += static_cast<char>(separator.piece & 0xFF);
}

void TableFile::write_branches() {
  file_.write_all(branch_blocks_.view());
  branch_blocks_.clear();
}

ByteBuffer TableFile::append(TablePart&& part) {
  if (part.is_first && !part.starts.empty() && leaves_ > 0) cut_separator(part.starts.front().key, last_key_);
  entries_ += part.entries;
  std::string_view unwritten = part.blocks.view();
  std::size_t numbered_bytes = 0;
  for (auto& start : part.starts) {
    numbered_bytes += block_bytes;
    ++leaves_;
    add_child(0, take_number(), std::move(start));
    if (branch_blocks_.size() == 0) continue;
    file_.write_past_cache(unwritten.substr(0, numbered_bytes));
    unwritten.remove_prefix(std::exchange(numbered_bytes, 0));
    write_branches();
  }
  file_.write_past_cache(unwritten);
  if (!part.last_key.empty()) last_key_ = std::move(part.last_key);
  part.blocks.clear();
  return std::move(part.blocks);
}

TableRoot TableFile::finish() {
  TableRoot root{.entries = entries_};
  if (leaves_ > 1) {
    for (std::size_t level = 0; level + 1 < branches_.size(); ++level) {
      Separator start = std::move(branches_[level].start);
      const std::uint32_t number = write_branch(level);
      add_child(level + 1, number, std::move(start));
    }
    root.level = static_cast<std::uint32_t>(branches_.size());
    root.block = write_branch(branches_.size() - 1);
  }
  root.blocks = static_cast<std::uint32_t>(next_block_);
  write_branches();
  file_.sync();
  return root;
}

}  // namespace dateline
