// The articles of a new generation between reading and writing: what is stored of each lies in a nameless
// file, in the order in which it was read, and a small entry in memory, so that all can be put in order by
// day.
//
//   spool   = { record }*
//   record  = uint(ingest revision) uint(0) packed[rest]                      as it was stored before
//           | uint(ingest revision) uint(bytes) metadata[bytes] text[rest]    parts: see
//           common/schema/stored.cpp
//
// Text that was just read is not compressed yet: that is done when its segment is built, by whichever thread
// builds it, and spares inflating it there.
#pragma once

#include "common/schema/stored.hpp"
#include "common/text/date.hpp"
#include "indexer/publish/open_file.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// A printed date in four bytes: greater is newer, as `is_newer` says; 0 = none.
using PackedDate = std::uint32_t;
PackedDate pack_date(const std::optional<PrintedTime>& time);
/// Not of 0.
PrintedDate unpack_date(PackedDate date);

/// A hash of an article's id, or of the path of a file.
std::uint64_t hash_id(std::string_view id);

struct SpoolEntry {
  std::uint64_t offset = 0;
  std::uint64_t id_hash = 0;
  std::uint64_t file_hash = 0;  // as `file_term` has it
  std::uint32_t bytes = 0;      // of the record; 0 = taken out again
  PackedDate date = 0;
};

/// Either parts or packed.
struct SpooledArticle {
  std::uint64_t revision = 0;
  StoredParts parts{};
  std::string packed{};
};

/// Not its text. Throws Error(bad_input) on damage.
StoredArticle read_metadata(const SpooledArticle& article);
/// Throws Error(bad_input) on damage.
StoredParts parts_of(SpooledArticle&& article);

class ArticleSpool {
 public:
  using Number = std::uint32_t;

  /// The file is made at `path` and loses its name at once: whatever ends the run, it is gone. Throws
  /// Error(io).
  explicit ArticleSpool(const std::filesystem::path& path);

  /// `entry` without its place. Throws Error(io), Error(bad_input) beyond 2^32 - 2 articles.
  Number append(SpoolEntry entry, std::uint64_t revision, const StoredParts& parts);
  /// Also throws Error(bad_input) on damage.
  Number append_packed(SpoolEntry entry, std::uint64_t revision, std::string_view packed);
  /// Takes an article out: another has its place.
  void take_out(Number number);
  /// The first article in whose id's hash is this one for which `matches` holds.
  template <typename Matches>
  std::optional<Number> find(std::uint64_t id_hash, Matches matches) const {
    for (std::size_t at = id_hash & mask_; slots_[at] != 0; at = (at + 1) & mask_) {
      const Number number = slots_[at] - 1;
      if (entries_[number].id_hash == id_hash && entries_[number].bytes > 0 && matches(number)) return number;
    }
    return std::nullopt;
  }

  [[nodiscard]] const std::vector<SpoolEntry>& entries() const { return entries_; }
  /// Bytes of an article's record had it been appended as parts; 0 when it was taken out. What it takes in
  /// memory follows from that, not from how well it was packed.
  [[nodiscard]] std::uint64_t unpacked_record_bytes(Number number) const {
    const std::uint32_t bytes = entries_[number].bytes;
    return bytes == 0 || number >= unpacked_.size() || unpacked_[number] == 0 ? bytes : unpacked_[number];
  }
  [[nodiscard]] std::uint64_t article_count() const { return article_count_; }
  /// All that was appended is in the file then, and `read` may be called by several threads at once. Throws
  /// Error(io).
  void flush();
  /// Throws Error(io).
  void read(Number number, SpooledArticle& article) const;
  SpooledArticle read_before_flush(Number number);

 private:
  Number enter(SpoolEntry entry, std::size_t record_bytes);
  void insert(Number number);

  OpenFile file_;
  std::string unwritten_;  // of the file's end
  std::uint64_t size_ = 0;
  std::vector<SpoolEntry> entries_;
  std::vector<std::uint32_t> unpacked_;  // by number, of packed ones: see `unpacked_record_bytes`
  std::vector<Number> slots_;            // number + 1 by hash of the id; 0 = free
  std::size_t mask_;
  std::uint64_t article_count_ = 0;
};

}  // namespace dateline
