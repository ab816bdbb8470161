// See term_run.hpp.
#include "indexer/build/bulk/term_run.hpp"

#include "indexer/build/bulk/pack.hpp"

#include <cstring>

namespace dateline {

namespace {

constexpr std::size_t sample_bytes = std::size_t{64} << 10;

}  // namespace

std::size_t begin_entry(TermRun& run, std::string_view key, const RunEntry& entry,
                        std::size_t likely_list_bytes) {
  ByteBuffer& bytes = run.bytes;
  if (run.samples.empty() || bytes.size() - run.samples.back().offset >= sample_bytes)
    run.samples.push_back({.key = std::string(key), .offset = bytes.size()});
  char* to = bytes.room(key.size() + 5 * max_uint_bytes + slack_bytes);
  to = put_uint(to, key.size());
  std::memcpy(to, key.data(), key.size());
  to = put_uint(to + key.size(), entry.documents);
  to = put_uint(to, entry.sum_of_wdf);
  to = put_uint(to, entry.first_docid);
  bytes.end_at(to + uint_bytes(likely_list_bytes));
  return bytes.size();
}

void end_entry(TermRun& run, std::size_t list_begin, std::size_t likely_list_bytes) {
  ByteBuffer& bytes = run.bytes;
  const std::size_t list_bytes = bytes.size() - list_begin;
  const std::size_t left_out = uint_bytes(likely_list_bytes);
  const std::size_t wanted = uint_bytes(list_bytes);
  bytes.room(max_uint_bytes);
  char* const at = bytes.data() + list_begin - left_out;
  if (wanted != left_out) std::memmove(at + wanted, at + left_out, list_bytes);
  bytes.end_at(put_uint(at, list_bytes) + list_bytes);
}

}  // namespace dateline
