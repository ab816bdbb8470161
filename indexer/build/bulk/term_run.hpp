// A run: what one segment's articles give to the tables that are ordered by term, until all runs are merged.
//
//   run      = { entry }*                             keys in byte order
//   entry    = string(key) uint(documents) uint(sum of wdf) uint(first docid) uint(bytes) list[bytes]
//   list     = posting { uint(docid gap) posting }*   of a term, and of document_lengths_key
//            | string(value) { uint(docid gap) string(value) }*                          of a value slot's
//            key
//   posting  = uint(wdf << 1 | has positions) [ string(position tag) ]
//
// Keys: document_lengths_key, value_key(slot), or a term; no term begins with a NUL. The lists of two runs
// can be put behind each other: a segment's docids are all greater than those of the one before.
#pragma once

#include "indexer/build/bulk/byte_buffer.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// As the keys of postlist.glass begin.
inline constexpr std::string_view value_key_prefix{"\0\xD8", 2};
inline constexpr std::string_view document_lengths_key{"\0\xE0", 2};

/// A place where a reader may begin.
struct RunSample {
  std::string key{};
  std::uint64_t offset = 0;
};

struct TermRun {
  ByteBuffer bytes{};
  std::vector<RunSample> samples{};  // ascending, the first entry included
};

/// Of an entry, but for its key and the bytes of its list.
struct RunEntry {
  std::uint64_t documents = 0;
  std::uint64_t sum_of_wdf = 0;
  std::uint32_t first_docid = 0;
};

/// Begins an entry at the end of the run; the list is for the caller to append. `likely_list_bytes` of it
/// make `end_entry` quick when they have as many digits as the real ones. Returns what that is to be given.
std::size_t begin_entry(TermRun& run, std::string_view key, const RunEntry& entry,
                        std::size_t likely_list_bytes);
void end_entry(TermRun& run, std::size_t list_begin, std::size_t likely_list_bytes);

}  // namespace dateline
