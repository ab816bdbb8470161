// The bytes of the ledger's buckets and entries (grammar in ledger_format.cpp).
#pragma once

#include "indexer/scan/ledger.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// Reads the grammar's pieces off the front of `bytes`, which must outlive what it returns. Throws
/// Error(bad_input) when they are not as we write them.
class LedgerReader {
 public:
  explicit LedgerReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] std::string_view rest() const { return rest_; }
  std::uint64_t number();
  std::uint64_t fixed();
  std::string_view string();

 private:
  std::string_view rest_;
};

void append_number(std::string& bytes, std::uint64_t number);
void append_string(std::string& bytes, std::string_view text);

/// An entry as it lies in its bucket's bytes: decoded only where that costs nothing.
struct EntryView {
  bool has_prefix = false;
  std::string_view rest;  // of the path, behind the bucket's prefix
  std::string_view tail;  // all that follows, as bytes
  std::uint64_t root_size = 0;
  KnownFile file;  // all but the number
  std::uint64_t content_hash = 0;
  std::uint64_t articles = 0;
  std::uint64_t documents = 0;
  std::string_view root;
  std::string_view id_path;
  std::string_view rejections;
  bool has_root = false;          // `root` holds it; else it is the path's first `root_size` bytes
  bool has_id_path = false;       // `id_path` holds it
  bool is_id_below_root = false;  // it is the path behind the root
};

/// The entry at the front of `reader`; what `reader` has left is behind it.
EntryView read_entry_view(LedgerReader& reader);

/// The whole of it. `path` is the entry's.
LedgerEntry decode_entry(const EntryView& view, std::string_view path);

/// Appends an entry whose path is the bucket's prefix and `rest`, or `rest` alone.
void append_entry(std::string& bytes, std::string_view rest, bool has_prefix, std::string_view tail);

/// What follows the path in an entry.
std::string entry_tail(std::string_view path, const LedgerEntry& entry);

/// A bucket's bytes with the checksum that stands behind them in the database, and without, once it is found
/// right. No bytes have none.
std::string with_checksum(std::string_view bytes);
std::string without_checksum(std::string bytes);

[[noreturn]] void throw_damaged_ledger();

}  // namespace dateline
