// Posting lists and value streams as postlist.glass and position.glass keep them.
//
//   key of a term       sorted_string(term, unterminated)                       first chunk
//                       sorted_string(term) sortable(first docid)               later chunks
//   key of lengths      "\0\xE0" | "\0\xE0" sortable(first docid)
//   key of values       "\0\xD8" uint(slot) sortable(first docid)               each chunk
//   first chunk         uint(documents) uint(sum of wdf) uint(first docid - 1) chunk; both counters 0 for
//   lengths chunk               bool(is last) uint(last docid - first docid) uint(wdf) { uint(docid gap - 1)
//   uint(wdf) }* value chunk         string(value) { uint(docid gap - 1) string(value) }* key of positions
//   sorted_string(term) sortable(docid)
//
// A chunk is closed once its body has `chunk_bytes`.
#pragma once

#include "indexer/build/bulk/byte_buffer.hpp"
#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/table_part.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// As Xapian's own chunks.
inline constexpr std::size_t chunk_bytes = 2000;

/// Writes one list after the other: `begin`, postings by ascending docid, `end`.
class PostlistWriter {
 public:
  /// Both outlive it.
  PostlistWriter(TablePartWriter& postlist, TablePartWriter& position);

  void begin_term(std::string_view term, std::uint64_t documents, std::uint64_t sum_of_wdf);
  void begin_lengths();
  void add(std::uint32_t docid, std::uint64_t wdf);
  /// The position tag of the term in that article, `slack_bytes` readable behind it.
  void add_positions(std::uint32_t docid, std::string_view tag) {
    if (tag.size() <= most_short_tag) {
      position_.add_short(docid, tag);
    } else {
      position_.add(later_key(docid), tag);
    }
  }
  /// Postings and their positions as a run has them: at least one. `slack_bytes` readable behind.
  void add_list(std::uint32_t first_docid, std::string_view list);
  void end();

  /// A slot's stream: then `add_value`, `end_values`.
  void begin_values(unsigned slot);
  void add_value(std::uint32_t docid, std::string_view value);
  void end_values();

 private:
  /// With so many bytes an entry is one item, whatever its key.
  static constexpr std::size_t most_short_tag = 1024;

  void begin_list();
  void close_chunk(bool is_last);
  void close_values();
  /// The key with the docid at its end.
  std::string_view later_key(std::uint32_t docid);

  TablePartWriter& postlist_;
  TablePartWriter& position_;
  std::string key_;
  std::size_t first_key_bytes_ = 0;  // of `key_`
  std::size_t later_key_bytes_ = 0;  // without its docid
  std::uint64_t documents_ = 0;
  std::uint64_t sum_of_wdf_ = 0;
  bool is_first_ = true;
  ByteBuffer body_;  // behind room for the beginning of its chunk; has room for a chunk
  std::uint32_t first_docid_ = 0;
  std::uint32_t last_docid_ = 0;
};

}  // namespace dateline
