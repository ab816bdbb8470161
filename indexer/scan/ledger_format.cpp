// The ledger's form on disk, version 3, as Xapian metadata:
// clang-format off
//
//   "ledger:buckets"   = "3/" number of buckets, in decimal
//   "ledger:" + number = bucket, of the files whose path hashes (XXH3, modulo the number of buckets) to it;
//                        empty when there are none
//   bucket             = number(entries) string(prefix) entry* fixed(XXH3 of all bytes before)
//   entry              = number(1 when the path begins with the prefix, else 0) string(path behind it)
//                        tail
//   tail               = number(flags) number(bytes of the path that are its root) number(size)
//                        fixed(changed_ns) fixed(content hash) number(articles)
//                        [number(documents)]     where they are not as many as the articles
//                        [number(limit_bytes)]   where one refused something
//                        [string(root)]          where it is no prefix of the path
//                        [string(id_path)]       where it is not the path behind the root
//                        [string(rejections)]    where there are any
//   rejections         = number(left out) string(reason)*
//   string             = number(length) bytes
//   number             = 7 bits a byte, the lowest first; a byte that another follows has its high bit set
//   fixed              = 8 bytes, the lowest first
//
// clang-format on
// A bucket holds about 1,000 files: one of 50 MB would take seconds to rewrite at each change.
// Measured on 55,103 files: 82 bytes a file, 206 in version 1.
// History: 1 (2026-11) first, decimal; 2 (2026-11) binary, documents, is_kept, reasons left out; 3
// (2026-11) a checksum a bucket, ctime for mtime.
#include "indexer/scan/ledger_format.hpp"

#include "common/error.hpp"

#include <xxhash.h>

namespace dateline {

namespace {

enum Flag : unsigned {
  has_lost_ids = 1,
  is_kept = 2,
  has_documents = 4,
  has_limit = 8,
  has_root = 16,
  has_id_path = 32,
  is_id_below_root = 64,
  has_rejections = 128,
  all_flags = 255,
};

void append_fixed(std::string& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>((number >> shift) & 0xFF);
}

std::string_view below_root(std::string_view path, std::size_t root_size) {
  const std::string_view below = path.substr(root_size);
  return below.starts_with('/') ? below.substr(1) : below;
}

std::string rejections_bytes(const LedgerEntry& entry) {
  std::string bytes;
  append_number(bytes, entry.rejections_left_out);
  for (const auto& reason : entry.rejections) append_string(bytes, reason);
  return bytes;
}

unsigned flags_of(std::string_view path, const LedgerEntry& entry) {
  const bool is_root_prefix = path.starts_with(entry.root);
  unsigned flags = 0;
  if (entry.has_lost_ids) flags |= has_lost_ids;
  if (entry.is_kept) flags |= is_kept;
  if (entry.documents != entry.articles) flags |= has_documents;
  if (entry.limit_bytes != 0) flags |= has_limit;
  if (!is_root_prefix) flags |= has_root;
  if (!entry.rejections.empty() || entry.rejections_left_out != 0) flags |= has_rejections;
  if (entry.id_path.empty()) return flags;
  const bool is_below = is_root_prefix && entry.id_path == below_root(path, entry.root.size());
  return flags | (is_below ? is_id_below_root : has_id_path);
}

}  // namespace

void throw_damaged_ledger() {
  throw Error(ErrorKind::bad_input, "the ledger in the index is damaged",
              "build the index anew: dateline-index rebuild");
}

std::uint64_t LedgerReader::number() {
  std::uint64_t number = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return number;
  }
  throw_damaged_ledger();
}

std::uint64_t LedgerReader::fixed() {
  if (rest_.size() < 8) throw_damaged_ledger();
  std::uint64_t number = 0;
  for (std::size_t i = 8; i-- > 0;) number = (number << 8) | static_cast<unsigned char>(rest_[i]);
  rest_.remove_prefix(8);
  return number;
}

std::string_view LedgerReader::string() {
  const std::uint64_t size = number();
  if (size > rest_.size()) throw_damaged_ledger();
  const auto text = rest_.substr(0, static_cast<std::size_t>(size));
  rest_.remove_prefix(text.size());
  return text;
}

std::string with_checksum(std::string_view bytes) {
  std::string sealed(bytes);
  if (!bytes.empty()) append_fixed(sealed, XXH3_64bits(bytes.data(), bytes.size()));
  return sealed;
}

std::string without_checksum(std::string bytes) {
  constexpr std::size_t checksum_bytes = 8;
  if (bytes.empty()) return bytes;
  if (bytes.size() < checksum_bytes) throw_damaged_ledger();
  const std::size_t size = bytes.size() - checksum_bytes;
  if (LedgerReader(std::string_view(bytes).substr(size)).fixed() != XXH3_64bits(bytes.data(), size))
    throw_damaged_ledger();
  bytes.resize(size);
  return bytes;
}

void append_number(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>((number & 0x7F) | 0x80);
  bytes += static_cast<char>(number);
}

void append_string(std::string& bytes, std::string_view text) {
  append_number(bytes, text.size());
  bytes += text;
}

EntryView read_entry_view(LedgerReader& reader) {
  EntryView view;
  const std::uint64_t has_prefix = reader.number();
  view.has_prefix = has_prefix == 1;
  view.rest = reader.string();
  const std::string_view from_tail = reader.rest();
  const std::uint64_t flags = reader.number();
  if (has_prefix > 1 || flags > all_flags) throw_damaged_ledger();
  view.root_size = reader.number();
  view.file.size = reader.number();
  view.file.changed_ns = static_cast<std::int64_t>(reader.fixed());
  view.content_hash = reader.fixed();
  view.articles = reader.number();
  view.documents = (flags & has_documents) != 0 ? reader.number() : view.articles;
  if ((flags & has_limit) != 0) view.file.limit_bytes = reader.number();
  if ((flags & has_root) != 0) view.root = reader.string();
  if ((flags & has_id_path) != 0) view.id_path = reader.string();
  if ((flags & has_rejections) != 0) view.rejections = reader.string();
  view.file.has_lost_ids = (flags & has_lost_ids) != 0;
  view.file.is_kept = (flags & is_kept) != 0;
  view.file.has_documents = view.documents != 0;
  view.file.has_rejections = (flags & has_rejections) != 0;
  view.has_root = (flags & has_root) != 0;
  view.has_id_path = (flags & has_id_path) != 0;
  view.is_id_below_root = (flags & is_id_below_root) != 0;
  view.tail = from_tail.substr(0, from_tail.size() - reader.rest().size());
  return view;
}

LedgerEntry decode_entry(const EntryView& view, std::string_view path) {
  if (view.root_size > path.size()) throw_damaged_ledger();
  const auto root_size = static_cast<std::size_t>(view.root_size);
  LedgerEntry entry;
  entry.root = view.has_root ? view.root : path.substr(0, root_size);
  if (view.has_id_path) entry.id_path = view.id_path;
  if (view.is_id_below_root) entry.id_path = below_root(path, root_size);
  entry.size = view.file.size;
  entry.changed_ns = view.file.changed_ns;
  entry.content_hash = view.content_hash;
  entry.articles = view.articles;
  entry.documents = view.documents;
  entry.has_lost_ids = view.file.has_lost_ids;
  entry.is_kept = view.file.is_kept;
  entry.limit_bytes = view.file.limit_bytes;
  if (view.rejections.empty()) return entry;
  LedgerReader reader(view.rejections);
  entry.rejections_left_out = reader.number();
  while (!reader.rest().empty()) entry.rejections.emplace_back(reader.string());
  return entry;
}

void append_entry(std::string& bytes, std::string_view rest, bool has_prefix, std::string_view tail) {
  append_number(bytes, has_prefix ? 1 : 0);
  append_string(bytes, rest);
  bytes += tail;
}

std::string entry_tail(std::string_view path, const LedgerEntry& entry) {
  const unsigned flags = flags_of(path, entry);
  std::string tail;
  append_number(tail, flags);
  append_number(tail, (flags & has_root) != 0 ? 0 : entry.root.size());
  append_number(tail, entry.size);
  append_fixed(tail, static_cast<std::uint64_t>(entry.changed_ns));
  append_fixed(tail, entry.content_hash);
  append_number(tail, entry.articles);
  if ((flags & has_documents) != 0) append_number(tail, entry.documents);
  if ((flags & has_limit) != 0) append_number(tail, entry.limit_bytes);
  if ((flags & has_root) != 0) append_string(tail, entry.root);
  if ((flags & has_id_path) != 0) append_string(tail, entry.id_path);
  if ((flags & has_rejections) != 0) append_string(tail, rejections_bytes(entry));
  return tail;
}

}  // namespace dateline
