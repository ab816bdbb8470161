// See table_part.hpp.
#include "indexer/build/bulk/table_part.hpp"

#include "common/error.hpp"
#include "indexer/build/bulk/pack.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace dateline {

namespace {

constexpr unsigned first_piece = 0x2000;
constexpr unsigned last_piece = 0x4000;
constexpr std::size_t item_header_bytes = 3;
constexpr std::size_t piece_number_bytes = 2;
constexpr std::size_t max_key_bytes = 255;
constexpr std::size_t max_pieces = 65'535;
// A first piece may be short, to fill its block; less than this is not worth a piece.
constexpr std::size_t least_piece_bytes = 256;

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t common = 0;
  while (common < most && a[common] == b[common]) ++common;
  return common;
}

}  // namespace

void put_block_number(char* to, std::uint32_t value, std::size_t bytes) {
  for (std::size_t i = bytes; i-- > 0; value >>= 8) to[i] = static_cast<char>(value & 0xFF);
}

void append_block(ByteBuffer& to, unsigned level, std::string_view items,
                  const std::vector<std::uint16_t>& offsets) {
  char* const block = to.extend(block_bytes);
  const std::size_t directory_end = block_header_bytes + directory_entry_bytes * offsets.size();
  const std::size_t first_item = block_bytes - items.size();
  const auto gap = static_cast<std::uint32_t>(first_item - directory_end);
  put_block_number(block, block_revision, 4);
  put_block_number(block + 4, level, 1);
  put_block_number(block + 5, gap, 2);
  put_block_number(block + 7, gap, 2);
  put_block_number(block + 9, static_cast<std::uint32_t>(directory_end), 2);
  char* entry = block + block_header_bytes;
  for (const std::uint16_t offset : offsets) {
    put_block_number(entry, static_cast<std::uint32_t>(first_item + offset), 2);
    entry += directory_entry_bytes;
  }
  std::memset(block + directory_end, 0, gap);
  std::memcpy(block + first_item, items.data(), items.size());
}

TablePartWriter::TablePartWriter(PartPlace place) : items_(block_bytes + max_item_bytes + slack_bytes) {
  if (place == PartPlace::begins_table) add_item({.key = {}, .bytes = {}, .flags = first_piece | last_piece});
}

TablePartWriter::TablePartWriter(PartPlace place, std::size_t limit_bytes,
                                 std::function<void(TablePart&&)> take_blocks)
    : TablePartWriter(place) {
  limit_bytes_ = limit_bytes;
  take_blocks_ = std::move(take_blocks);
}

std::size_t TablePartWriter::item_room() const {
  const std::size_t used = block_header_bytes + items_end_ + directory_entry_bytes * (offsets_.size() + 1);
  return used < block_bytes ? block_bytes - used : 0;
}

void TablePartWriter::begin_leaf(std::string_view key, unsigned piece) {
  const bool is_whole = part_.is_first && part_.starts.empty();
  const std::size_t bytes = is_whole ? key.size() : std::min(key.size(), common_prefix(last_key_, key) + 1);
  part_.starts.push_back(
      Separator{.key = std::string(key.substr(0, bytes)), .piece = static_cast<std::uint16_t>(piece)});
}

std::string_view TablePartWriter::last_key() const {
  if (offsets_.empty()) return last_key_;
  const char* const item = items_.data() + offsets_.back();
  return {item + item_header_bytes, static_cast<unsigned char>(item[2])};
}

void TablePartWriter::close_leaf() {
  last_key_.assign(last_key());
  append_block(part_.blocks, 0, {items_.data(), items_end_}, offsets_);
  items_end_ = 0;
  offsets_.clear();
  if (limit_bytes_ == 0 || part_.blocks.size() < limit_bytes_) return;
  take_blocks_(std::exchange(part_, TablePart{.is_first = false}));
}

void TablePartWriter::add_item(const Piece& piece) {
  const bool has_number = piece.number > 1;
  const std::size_t size =
      item_header_bytes + piece.key.size() + (has_number ? piece_number_bytes : 0) + piece.bytes.size();
  if (!offsets_.empty() && size > item_room()) close_leaf();
  if (offsets_.empty()) begin_leaf(piece.key, piece.number);
  char* to = items_.data() + items_end_;
  put_block_number(to, static_cast<std::uint32_t>(piece.flags + size - item_header_bytes), 2);
  to[2] = static_cast<char>(piece.key.size());
  to += item_header_bytes;
  if (!piece.key.empty()) std::memcpy(to, piece.key.data(), piece.key.size());
  to += piece.key.size();
  if (has_number) {
    put_block_number(to, piece.number, piece_number_bytes);
    to += piece_number_bytes;
  }
  if (!piece.bytes.empty()) std::memcpy(to, piece.bytes.data(), piece.bytes.size());
  offsets_.push_back(static_cast<std::uint16_t>(items_end_));
  items_end_ += size;
}

void TablePartWriter::add_short(std::string_view prefix, std::uint32_t docid, std::string_view value) {
  ++part_.entries;
  const std::size_t most =
      item_header_bytes + prefix.size() + max_sortable_bytes + value.size() + directory_entry_bytes;
  if (block_header_bytes + items_end_ + directory_entry_bytes * offsets_.size() + most > block_bytes) {
    key_.assign(prefix);
    append_sortable(key_, docid);
    add_item({.key = key_, .bytes = value, .flags = first_piece | last_piece});
    return;
  }
  if (offsets_.empty()) {
    key_.assign(prefix);
    append_sortable(key_, docid);
    begin_leaf(key_, 1);
  }
  char* const item = items_.data() + items_end_;
  copy_with_slack(item + item_header_bytes, prefix.data(), prefix.size());
  char* const key_end = put_sortable(item + item_header_bytes + prefix.size(), docid);
  item[2] = static_cast<char>(key_end - item - static_cast<std::ptrdiff_t>(item_header_bytes));
  copy_with_slack(key_end, value.data(), value.size());
  const auto size = static_cast<std::size_t>(key_end - item) + value.size();
  put_block_number(item, static_cast<std::uint32_t>(first_piece + last_piece + size - item_header_bytes), 2);
  offsets_.push_back(static_cast<std::uint16_t>(items_end_));
  items_end_ += size;
}

void TablePartWriter::add_long(std::string_view key, std::string_view value) {
  unsigned number = 1;
  for (bool is_last = false; !is_last; ++number) {
    const std::size_t overhead = item_header_bytes + key.size() + (number > 1 ? piece_number_bytes : 0);
    std::size_t bytes = max_item_bytes - overhead;
    const std::size_t room = item_room();
    if (number == 1 && room >= overhead + least_piece_bytes) bytes = std::min(bytes, room - overhead);
    is_last = value.size() <= bytes;
    if (number > max_pieces) throw Error(ErrorKind::internal, "a value is too long for Xapian's tables");
    add_item({.key = key,
              .bytes = value.substr(0, bytes),
              .number = number,
              .flags = (number == 1 ? first_piece : 0U) | (is_last ? last_piece : 0U)});
    value.remove_prefix(std::min(bytes, value.size()));
  }
}

void TablePartWriter::add(std::string_view key, std::string_view value) {
  if (key.empty() || key.size() > max_key_bytes)
    throw Error(ErrorKind::internal, "a key of " + std::to_string(key.size()) + " bytes for a table");
  if (key <= last_key()) throw Error(ErrorKind::internal, "keys of a table that do not ascend");
  ++part_.entries;
  if (item_header_bytes + key.size() + value.size() <= max_item_bytes) {
    add_item({.key = key, .bytes = value, .flags = first_piece | last_piece});
  } else {
    add_long(key, value);
  }
}

TablePart TablePartWriter::finish() {
  if (!offsets_.empty()) close_leaf();
  part_.last_key = last_key_;
  return std::move(part_);
}

}  // namespace dateline
