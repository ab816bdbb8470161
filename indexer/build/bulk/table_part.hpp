// Leaf blocks of a glass table, filled in key order. Several workers each fill a part of a table; a TableFile
// puts the parts behind each other.
//
//   block      = header directory gap items                8192 bytes; integers big-endian
//   header     = revision u32 | level u8 (0 leaf) | gap u16 | total free u16 | end of the directory u16
//   directory  = { offset u16 }*                           in key order
//   gap        = first item - end of the directory = total free, in a block that was just filled
//   leaf item  = I u16 | K u8 | key | [X u16] | piece      I = flags + size - 3; X = number of the piece,
//   from 2 flags      = 0x8000 compressed (never here) | 0x4000 last piece | 0x2000 first piece
//
// Items lie at the end of their block, the first lowest. A value that makes an item longer than
// `max_item_bytes` is cut into pieces under the same key. The first item of a table is the null item: no key,
// no value.
#pragma once

#include "indexer/build/bulk/byte_buffer.hpp"
#include "indexer/build/bulk/pack.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

inline constexpr std::size_t block_bytes = 8192;
inline constexpr std::size_t block_header_bytes = 11;
inline constexpr std::size_t directory_entry_bytes = 2;
/// So that four fit into a block: later updates by Xapian rely on it.
inline constexpr std::size_t max_item_bytes =
    (block_bytes - block_header_bytes - 4 * directory_entry_bytes) / 4;
inline constexpr std::size_t item_header_bytes = 3;
/// The flags of an item that is its entry's only piece.
inline constexpr unsigned whole_piece = 0x6000;
inline constexpr std::size_t max_key_bytes = 255;
/// Of every block that we write.
inline constexpr std::uint32_t block_revision = 1;

/// What tells a leaf from the one before it.
struct Separator {
  std::string key{};
  std::uint16_t piece = 1;
};

/// A stretch of a table, or the beginning of one that is still being filled.
struct TablePart {
  ByteBuffer blocks{};              // whole leaf blocks, without numbers
  std::vector<Separator> starts{};  // of each block
  bool is_first = true;             // of its writer: the first start is a whole key
  std::uint64_t entries = 0;
  std::string last_key{};  // once it is finished
};

enum class PartPlace { begins_table, follows };

class TablePartWriter {
 public:
  /// `memory` is what blocks were in before: fresh memory costs the kernel as much as filling it costs us.
  explicit TablePartWriter(PartPlace place, ByteBuffer&& memory = {});
  /// Gives the full blocks away whenever there are `limit_bytes` of them, and gets their memory back.
  TablePartWriter(PartPlace place, ByteBuffer&& memory, std::size_t limit_bytes,
                  std::function<ByteBuffer(TablePart&&)> take_blocks);

  /// Keys ascend: bytes, then length; 1 to 255 bytes. `value` is cut as needed, up to 65,535 pieces of 2 KB.
  /// Throws Error(internal) when a key is too long or does not ascend, or a value is too long.
  void add(std::string_view key, std::string_view value);

  /// What the keys of the entries to come begin with: see `add_short`. Up to `max_key_bytes`.
  void begin_prefix(std::string_view prefix);
  /// The same as `add` for a value known to be short (an item of at most `max_item_bytes`), under the key
  /// prefix sortable(docid), known to ascend; `slack_bytes` are readable behind the value.
  void add_short(std::uint32_t docid, std::string_view value) {
    const std::size_t most = item_header_bytes + prefix_bytes_ + max_sortable_bytes + value.size();
    if (item_count_ == 0 || most > item_room()) {
      add_at_edge(docid, value);
      return;
    }
    char* const item = items_.data() + items_end_;
    copy_with_slack(item + item_header_bytes, prefix_.data(), prefix_bytes_);
    char* const key_end = put_sortable(item + item_header_bytes + prefix_bytes_, docid);
    copy_with_slack(key_end, value.data(), value.size());
    end_item(item, static_cast<std::size_t>(key_end - item), key_end + value.size());
  }
  /// All that was not given away. Not to be used afterwards.
  TablePart finish();

 private:
  struct Piece {
    std::string_view key;
    std::string_view bytes;
    unsigned number = 1;
    unsigned flags = 0;
  };
  void add_long(std::string_view key, std::string_view value);
  void add_item(const Piece& piece);
  void add_at_edge(std::uint32_t docid, std::string_view value);
  /// Of an entry in one piece: its header.
  void end_item(char* item, std::size_t key_end, const char* end) {
    const auto size = static_cast<std::size_t>(end - item);
    const std::size_t flags_and_size = whole_piece + size - item_header_bytes;
    item[0] = static_cast<char>(flags_and_size >> 8);
    item[1] = static_cast<char>(flags_and_size & 0xFF);
    item[2] = static_cast<char>(key_end - item_header_bytes);
    offsets_[item_count_++] = static_cast<std::uint16_t>(items_end_);
    items_end_ += size;
    ++part_.entries;
  }
  void begin_leaf(std::string_view key, unsigned piece);
  void close_leaf();
  [[nodiscard]] std::size_t item_room() const {
    const std::size_t used = block_header_bytes + items_end_ + directory_entry_bytes * (item_count_ + 1);
    return used < block_bytes ? block_bytes - used : 0;
  }
  /// The key of the last item, of this leaf or the one before.
  [[nodiscard]] std::string_view last_key() const;

  TablePart part_;
  std::size_t limit_bytes_ = 0;  // 0 = none
  std::function<ByteBuffer(TablePart&&)> take_blocks_;
  std::vector<char> items_;  // of the open leaf, the first lowest; slack behind
  std::size_t items_end_ = 0;
  std::array<std::uint16_t, block_bytes / item_header_bytes> offsets_{};  // of the items in `items_`
  std::size_t item_count_ = 0;                                            // of the open leaf
  std::string last_key_;                                                  // of the leaf before
  std::array<char, max_key_bytes + slack_bytes> prefix_{};
  std::size_t prefix_bytes_ = 0;
  std::string key_;
};

/// Big-endian, as blocks keep integers.
void put_block_number(char* to, std::uint32_t value, std::size_t bytes);
/// Writes header, directory and items as one block; returns nothing that was not filled: the gap is zero.
void append_block(ByteBuffer& to, unsigned level, std::string_view items,
                  std::span<const std::uint16_t> offsets);

}  // namespace dateline
