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
static_assert((first_piece | last_piece) == whole_piece);
constexpr std::size_t piece_number_bytes = 2;
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
                  std::span<const std::uint16_t> offsets) {
  char* const block = to.extend(block_bytes);
  const std::size_t directory_end = block_header_bytes + directory_entry_bytes * offsets.size();
  const std::size_t first_item = block_bytes - items.size();
  const auto gap = static_cast<std::uint32_t>(first_item - directory_end);
  put_block_number(block, block_revision, 4);
  put_block_number(block + 4, level, 1);
  put_block_number(block + 5, gap, 2);
  put_block_number(block + 7, gap, 2);
  put_block_number(block + 9, static_cast<std::uint32_t>(directory_end), 2);
  auto* const entries = reinterpret_cast<unsigned char*>(block + block_header_bytes);
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    const std::size_t at = first_item + offsets[i];
    entries[2 * i] = static_cast<unsigned char>(at >> 8);
    entries[2 * i + 1] = static_cast<unsigned char>(at);
  }
  std::memset(block + directory_end, 0, gap);
  std::memcpy(block + first_item, items.data(), items.size());
}

TablePartWriter::TablePartWriter(PartPlace place, ByteBuffer&& memory)
    : items_(block_bytes + max_item_bytes + slack_bytes) {
  part_.blocks = std::move(memory);
  if (place == PartPlace::begins_table) add_item({.key = {}, .bytes = {}, .flags = first_piece | last_piece});
}

TablePartWriter::TablePartWriter(PartPlace place, ByteBuffer&& memory, std::size_t limit_bytes,
                                 std::function<ByteBuffer(TablePart&&)> take_blocks)
    : TablePartWriter(place, std::move(memory)) {
  limit_bytes_ = limit_bytes;
  take_blocks_ = std::move(take_blocks);
}

void TablePartWriter::begin_leaf(std::string_view key, unsigned piece) {
  const bool is_whole = part_.is_first && part_.starts.empty();
  const std::size_t bytes = is_whole ? key.size() : std::min(key.size(), common_prefix(last_key_, key) + 1);
  part_.starts.push_back(
      Separator{.key = std::string(key.substr(0, bytes)), .piece = static_cast<std::uint16_t>(piece)});
}

std::string_view TablePartWriter::last_key() const {
  if (item_count_ == 0) return last_key_;
  const char* const item = items_.data() + offsets_[item_count_ - 1];
  return {item + item_header_bytes, static_cast<unsigned char>(item[2])};
}

void TablePartWriter::close_leaf() {
  last_key_.assign(last_key());
  append_block(part_.blocks, 0, {items_.data(), items_end_}, {offsets_.data(), item_count_});
  items_end_ = 0;
  item_count_ = 0;
  if (limit_bytes_ == 0 || part_.blocks.size() < limit_bytes_) return;
  TablePart full = std::exchange(part_, TablePart{.is_first = false});
  part_.blocks = take_blocks_(std::move(full));
}

void TablePartWriter::add_item(const Piece& piece) {
  const bool has_number = piece.number > 1;
  const std::size_t size =
      item_header_bytes + piece.key.size() + (has_number ? piece_number_bytes : 0) + piece.bytes.size();
  if (item_count_ > 0 && size > item_room()) close_leaf();
  if (item_count_ == 0) begin_leaf(piece.key, piece.number);
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
  offsets_[item_count_++] = static_cast<std::uint16_t>(items_end_);
  items_end_ += size;
}

void TablePartWriter::begin_prefix(std::string_view prefix) {
  if (prefix.size() > max_key_bytes)
    throw Error(ErrorKind::internal,
                "a key of more than " + std::to_string(prefix.size()) + " bytes for a table");
  std::memcpy(prefix_.data(), prefix.data(), prefix.size());
  prefix_bytes_ = prefix.size();
}

// Where a leaf begins, or may have to.
void TablePartWriter::add_at_edge(std::uint32_t docid, std::string_view value) {
  key_.assign(prefix_.data(), prefix_bytes_);
  append_sortable(key_, docid);
  ++part_.entries;
  add_item({.key = key_, .bytes = value, .flags = whole_piece});
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
  if (item_count_ > 0) close_leaf();
  part_.last_key = last_key_;
  return std::move(part_);
}

}  // namespace dateline
