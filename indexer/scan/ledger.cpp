// The ledger's form on disk, version 1, as Xapian metadata:
//
//   "ledger:buckets"   = version "/" number of buckets, in decimal
//   "ledger:" + number = entry*
//                        of the files whose path hashes (XXH3, modulo the number) to the bucket
//   entry              = string(path) string(root) string(id_path) number(size) number(mtime_ns) number(hash)
//                        number(articles) number(has_lost_ids) number(limit_bytes) number(rejections)
//                        string(reason)*
//   string             = number(length) bytes
//   number             = decimal digits ";"; a negative mtime has a "-"
//
// A bucket holds about 1,000 files: one of 50 MB would take seconds to rewrite at each change (PEERS.md trap
// 2). History: 1 (2026-11) first.
#include "indexer/scan/ledger.hpp"

#include "common/error.hpp"

#include <charconv>
#include <optional>
#include <string_view>

#include <xxhash.h>

namespace dateline {

namespace {

constexpr const char* buckets_key = "ledger:buckets";
constexpr std::uint64_t files_per_bucket = 1000;
constexpr std::uint64_t max_buckets = 10'000'000;
constexpr std::string_view version_prefix = "1/";

std::string bucket_key(std::uint64_t bucket) {
  return "ledger:" + std::to_string(bucket);
}

template <typename Number>
void append_number(std::string& bytes, Number number) {
  bytes += std::to_string(number);
  bytes += ';';
}

void append_string(std::string& bytes, std::string_view text) {
  append_number(bytes, text.size());
  bytes += text;
}

[[noreturn]] void throw_damaged() {
  throw Error(ErrorKind::bad_input, "the ledger in the index is damaged",
              "build the index anew: --new-generation");
}

class EntryReader {
 public:
  explicit EntryReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool is_at_end() const { return rest_.empty(); }

  template <typename Number>
  Number number() {
    Number value{};
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc() || end == rest_.data() + rest_.size() || *end != ';') throw_damaged();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()) + 1);
    return value;
  }

  std::string string() {
    const auto size = number<std::size_t>();
    if (size > rest_.size()) throw_damaged();
    std::string text(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return text;
  }

 private:
  std::string_view rest_;
};

void append_entry(std::string& bytes, const std::string& path, const LedgerEntry& entry) {
  append_string(bytes, path);
  append_string(bytes, entry.root);
  append_string(bytes, entry.id_path);
  append_number(bytes, entry.size);
  append_number(bytes, entry.mtime_ns);
  append_number(bytes, entry.content_hash);
  append_number(bytes, entry.articles);
  append_number(bytes, entry.has_lost_ids ? 1 : 0);
  append_number(bytes, entry.limit_bytes);
  append_number(bytes, entry.rejections.size());
  for (const auto& reason : entry.rejections) append_string(bytes, reason);
}

LedgerEntry read_entry(EntryReader& reader) {
  LedgerEntry entry;
  entry.root = reader.string();
  entry.id_path = reader.string();
  entry.size = reader.number<std::uint64_t>();
  entry.mtime_ns = reader.number<std::int64_t>();
  entry.content_hash = reader.number<std::uint64_t>();
  entry.articles = reader.number<std::uint64_t>();
  entry.has_lost_ids = reader.number<int>() != 0;
  entry.limit_bytes = reader.number<std::uint64_t>();
  const auto rejections = reader.number<std::size_t>();
  for (std::size_t i = 0; i < rejections; ++i) entry.rejections.push_back(reader.string());
  return entry;
}

}  // namespace

Ledger Ledger::load(const Xapian::Database& db) {
  Ledger ledger;
  const std::string head = db.get_metadata(buckets_key);
  if (head.empty()) return ledger;
  if (!head.starts_with(version_prefix)) {
    throw Error(ErrorKind::wrong_version, "the ledger in the index has another version",
                "build it anew: --new-generation");
  }
  const char* const head_end = head.data() + head.size();
  const auto [end, error] =
      std::from_chars(head.data() + version_prefix.size(), head_end, ledger.bucket_count_);
  const bool is_count = error == std::errc() && end == head_end && ledger.bucket_count_ >= 1;
  if (!is_count || ledger.bucket_count_ > max_buckets) throw_damaged();
  for (std::uint64_t bucket = 0; bucket < ledger.bucket_count_; ++bucket) {
    const std::string bytes = db.get_metadata(bucket_key(bucket));
    for (EntryReader reader(bytes); !reader.is_at_end();) {
      std::string path = reader.string();
      ledger.entries_.insert_or_assign(std::move(path), read_entry(reader));
    }
  }
  ledger.is_spread_anew_ = false;
  return ledger;
}

std::uint64_t Ledger::bucket_of(const std::string& path) const {
  return XXH3_64bits(path.data(), path.size()) % bucket_count_;
}

const LedgerEntry* Ledger::find(const std::string& path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

void Ledger::put(const std::string& path, LedgerEntry entry) {
  changed_buckets_.insert(bucket_of(path));
  entries_.insert_or_assign(path, std::move(entry));
}

void Ledger::erase(const std::string& path) {
  changed_buckets_.insert(bucket_of(path));
  entries_.erase(path);
}

void Ledger::spread() {
  is_spread_anew_ = true;
}

void Ledger::store(Xapian::WritableDatabase& db) {
  // Small runs alone would fill the few buckets of a young index for ever.
  if (is_spread_anew_ || entries_.size() > 2 * bucket_count_ * files_per_bucket) {
    for (std::uint64_t bucket = 0; bucket < bucket_count_; ++bucket) db.set_metadata(bucket_key(bucket), "");
    bucket_count_ = entries_.size() / files_per_bucket + 1;
    changed_buckets_.clear();
    for (std::uint64_t bucket = 0; bucket < bucket_count_; ++bucket) changed_buckets_.insert(bucket);
    db.set_metadata(buckets_key, std::string(version_prefix) + std::to_string(bucket_count_));
  }
  std::map<std::uint64_t, std::string> buckets;
  for (const auto bucket : changed_buckets_) buckets[bucket];
  for (const auto& [path, entry] : entries_) {
    const auto bucket = buckets.find(bucket_of(path));
    if (bucket != buckets.end()) append_entry(bucket->second, path, entry);
  }
  for (const auto& [bucket, bytes] : buckets) db.set_metadata(bucket_key(bucket), bytes);
  changed_buckets_.clear();
  is_spread_anew_ = false;
}

}  // namespace dateline
