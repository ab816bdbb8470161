// The ledger in memory: the buckets' bytes as they were loaded, and a hash table of where each entry lies, so
// that ten million files take about 100 bytes each. See ledger.hpp; the bytes are ledger_format.cpp's.
#include "indexer/scan/ledger.hpp"

#include "common/error.hpp"
#include "common/text/thousands.hpp"
#include "indexer/scan/ledger_format.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>
#include <utility>

#include <xxhash.h>

namespace dateline {

namespace {

constexpr const char* buckets_key = "ledger:buckets";
constexpr std::uint64_t files_per_bucket = 1000;
constexpr std::uint64_t max_buckets = 10'000'000;
// Xapian refuses a value of somewhat more than 100 MB; a thousand files whose every line is bad have 33.
constexpr std::uint64_t bytes_per_bucket = std::uint64_t{8} << 20;
constexpr std::uint64_t max_bucket_bytes = 4 * bytes_per_bucket;
constexpr std::string_view version_prefix = "3/";
constexpr std::uint32_t no_bucket = std::numeric_limits<std::uint32_t>::max();

std::string bucket_key(std::uint64_t bucket) {
  return "ledger:" + std::to_string(bucket);
}

std::uint64_t hash_of(std::string_view path) {
  return XXH3_64bits(path.data(), path.size());
}

// What is damaged is none: a rebuild must not fail for it.
std::vector<std::string> try_read_apart(const Xapian::Database& db, std::string_view path) {
  try {
    return read_rejections_apart(db, path);
  } catch (const Xapian::Error&) {
    return {};
  } catch (const Error&) {
    return {};
  }
}

std::uint64_t read_bucket_count(const std::string& head) {
  if (!head.starts_with(version_prefix)) {
    throw Error(ErrorKind::wrong_version, "the ledger in the index has another version",
                "build the index anew: dateline-index rebuild");
  }
  std::uint64_t count = 0;
  const char* const head_end = head.data() + head.size();
  const auto [end, error] = std::from_chars(head.data() + version_prefix.size(), head_end, count);
  const bool is_count = error == std::errc() && end == head_end && count >= 1;
  if (!is_count || count > max_buckets) throw_damaged_ledger();
  return count;
}

std::uint32_t to_offset(std::size_t offset) {
  if (offset >= no_bucket) throw Error(ErrorKind::internal, "a bucket of the ledger has 4 GB");
  return static_cast<std::uint32_t>(offset);
}

// What two paths begin with alike; of the first and the last of a sorted list it is what all do.
std::string_view common_prefix(std::string_view one, std::string_view other) {
  const std::size_t size = std::min(one.size(), other.size());
  return one.substr(
      0,
      static_cast<std::size_t>(
          std::mismatch(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(size), other.begin()).first -
          one.begin()));
}

}  // namespace

Ledger Ledger::load(const Xapian::Database& db) {
  Ledger ledger;
  const std::string head = db.get_metadata(buckets_key);
  if (head.empty()) return ledger;
  ledger.stored_buckets_ = read_bucket_count(head);
  ledger.buckets_.resize(ledger.stored_buckets_);
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t bucket = 0; bucket < ledger.buckets_.size(); ++bucket)
    ledger.load_bucket(bucket, db.get_metadata(bucket_key(bucket)), hashes);
  ledger.size_ = ledger.places_.size();
  ledger.table_.assign(std::bit_ceil(2 * ledger.size_ + 1), 0);
  for (std::uint32_t number = 0; number < hashes.size(); ++number) ledger.enter(hashes[number], number);
  ledger.is_spread_anew_ = false;
  return ledger;
}

void Ledger::load_bucket(std::uint32_t number, std::string bytes, std::vector<std::uint64_t>& hashes) {
  if (bytes.empty()) return;
  Bucket& bucket = buckets_[number];
  bucket.bytes = without_checksum(std::move(bytes));
  LedgerReader reader(bucket.bytes);
  const std::uint64_t entries = reader.number();
  bucket.prefix = reader.string();
  std::string path;
  for (std::uint64_t i = 0; i < entries; ++i) {
    const std::size_t offset = bucket.bytes.size() - reader.rest().size();
    const EntryView view = read_entry_view(reader);
    path.assign(view.has_prefix ? bucket.prefix : "").append(view.rest);
    const std::uint64_t hash = hash_of(path);
    if (view.root_size > path.size() || hash % buckets_.size() != number) throw_damaged_ledger();
    if (!view.rejections.empty()) decode_entry(view, path);  // throws where they are damaged
    file_bytes_ += view.file.size;
    places_.push_back({.bucket = number, .offset = to_offset(offset)});
    hashes.push_back(hash);
  }
  if (!reader.rest().empty()) throw_damaged_ledger();
}

EntryView Ledger::view_of(std::uint32_t number) const {
  const Place place = places_[number];
  LedgerReader reader(std::string_view(buckets_[place.bucket].bytes).substr(place.offset));
  return read_entry_view(reader);
}

void Ledger::path_of(std::uint32_t number, std::string& path) const {
  const EntryView view = view_of(number);
  path.assign(view.has_prefix ? buckets_[places_[number].bucket].prefix : "").append(view.rest);
}

std::optional<std::uint32_t> Ledger::number_of(std::string_view path) const {
  if (table_.empty()) return std::nullopt;
  const std::size_t mask = table_.size() - 1;
  for (std::size_t slot = hash_of(path) & mask; table_[slot] != 0; slot = (slot + 1) & mask) {
    const std::uint32_t number = table_[slot] - 1;
    if (places_[number].bucket == no_bucket) continue;
    const EntryView view = view_of(number);
    const std::string_view prefix =
        view.has_prefix ? std::string_view(buckets_[places_[number].bucket].prefix) : std::string_view();
    const bool is_same = path.size() == prefix.size() + view.rest.size() && path.starts_with(prefix) &&
                         path.ends_with(view.rest);
    if (is_same) return number;
  }
  return std::nullopt;
}

std::optional<LedgerEntry> Ledger::find(std::string_view path) const {
  const auto number = number_of(path);
  if (!number) return std::nullopt;
  return decode_entry(view_of(*number), path);
}

std::optional<KnownFile> Ledger::known(std::string_view path) const {
  const auto number = number_of(path);
  if (!number) return std::nullopt;
  KnownFile file = view_of(*number).file;
  file.number = *number;
  return file;
}

void Ledger::for_each(
    const std::function<void(const std::string& path, const LedgerEntry& entry)>& use) const {
  std::string path;
  for (std::uint32_t number = 0; number < places_.size(); ++number) {
    if (places_[number].bucket == no_bucket) continue;
    path_of(number, path);
    use(path, decode_entry(view_of(number), path));
  }
}

void Ledger::for_each_known(
    const std::function<void(std::string_view path, const KnownFile& file)>& use) const {
  std::string path;
  for (std::uint32_t number = 0; number < places_.size(); ++number) {
    if (places_[number].bucket == no_bucket) continue;
    path_of(number, path);
    KnownFile file = view_of(number).file;
    file.number = number;
    use(path, file);
  }
}

Ledger::Place Ledger::append(std::uint64_t bucket, std::string_view rest, bool has_prefix,
                             std::string_view tail) {
  std::string& bytes = buckets_[bucket].bytes;
  const Place place{.bucket = static_cast<std::uint32_t>(bucket), .offset = to_offset(bytes.size())};
  append_entry(bytes, rest, has_prefix, tail);
  return place;
}

bool Ledger::leaves_rejections_out(std::string_view path) const {
  if (apart_.contains(path)) return true;
  const auto number = number_of(path);
  if (!number) return false;
  const EntryView view = view_of(*number);
  return !view.rejections.empty() && LedgerReader(view.rejections).number() > 0;
}

void Ledger::keep_bounded(std::string_view path, LedgerEntry& entry) {
  if (entry.rejections_left_out > 0) return;
  std::size_t bytes = 0;
  const auto first_over = std::ranges::find_if(entry.rejections, [&bytes](const std::string& reason) {
    bytes += reason.size();
    return bytes > max_rejection_bytes;
  });
  const std::span<const std::string> over(first_over, entry.rejections.end());
  if (!over.empty() || leaves_rejections_out(path))
    apart_.insert_or_assign(std::string(path), pack_rejections(path, over));
  entry.rejections_left_out = over.size();
  entry.rejections.erase(first_over, entry.rejections.end());
}

void Ledger::take_rejections_apart(const Xapian::Database& from) {
  std::vector<std::string> paths;
  for_each_known([&](std::string_view path, const KnownFile& file) {
    if (file.has_rejections && !apart_.contains(path) && leaves_rejections_out(path))
      paths.emplace_back(path);
  });
  for (const auto& path : paths) {
    LedgerEntry entry = *find(path);
    const auto reasons = try_read_apart(from, path);
    if (reasons.size() == entry.rejections_left_out) {
      apart_.emplace(path, pack_rejections(path, reasons));
      continue;
    }
    entry.rejections.insert(entry.rejections.begin(), with_thousands(entry.rejections_left_out) +
                                                          " reasons, which the index before has lost, and:");
    entry.rejections_left_out = 0;
    put(path, std::move(entry));
  }
}

void Ledger::put(std::string_view path, LedgerEntry entry) {
  keep_bounded(path, entry);
  const std::uint64_t hash = hash_of(path);
  const std::uint64_t bucket = hash % buckets_.size();
  const Place place = append(bucket, path, false, entry_tail(path, entry));
  buckets_[bucket].is_changed = true;
  file_bytes_ += entry.size;
  if (const auto number = number_of(path)) {
    file_bytes_ -= view_of(*number).file.size;
    places_[*number] = place;
    return;
  }
  if (places_.size() >= no_bucket - 1)
    throw Error(ErrorKind::internal, "the ledger holds 4,000 million files");
  places_.push_back(place);
  ++size_;
  if ((used_slots_ + 1) * 10 > table_.size() * 7) {
    build_table();
  } else {
    enter(hash, static_cast<std::uint32_t>(places_.size() - 1));
  }
  if (size_ > 2 * buckets_.size() * files_per_bucket) distribute(size_ / files_per_bucket + 1);
}

void Ledger::erase(std::string_view path) {
  const auto number = number_of(path);
  if (!number) return;
  if (leaves_rejections_out(path)) apart_.insert_or_assign(std::string(path), RejectionPieces{});
  buckets_[places_[*number].bucket].is_changed = true;
  file_bytes_ -= view_of(*number).file.size;
  places_[*number].bucket = no_bucket;
  --size_;
}

void Ledger::enter(std::uint64_t hash, std::uint32_t number) {
  const std::size_t mask = table_.size() - 1;
  std::size_t slot = hash & mask;
  while (table_[slot] != 0) slot = (slot + 1) & mask;
  table_[slot] = number + 1;
  ++used_slots_;
}

void Ledger::build_table() {
  table_.assign(std::bit_ceil(4 * size_), 0);
  used_slots_ = 0;
  std::string path;
  for (std::uint32_t number = 0; number < places_.size(); ++number) {
    if (places_[number].bucket == no_bucket) continue;
    path_of(number, path);
    enter(hash_of(path), number);
  }
}

void Ledger::distribute(std::uint64_t bucket_count) {
  const std::vector<Bucket> before =
      std::exchange(buckets_, std::vector<Bucket>(static_cast<std::size_t>(bucket_count)));
  std::string path;
  for (auto& place : places_) {
    if (place.bucket == no_bucket) continue;
    const Bucket& old = before[place.bucket];
    LedgerReader reader(std::string_view(old.bytes).substr(place.offset));
    const EntryView view = read_entry_view(reader);
    path.assign(view.has_prefix ? old.prefix : "").append(view.rest);
    place = append(hash_of(path) % bucket_count, path, false, view.tail);
  }
  is_spread_anew_ = true;
}

// Of those that are in force, with whole paths.
std::uint64_t Ledger::entry_bytes() const {
  std::uint64_t bytes = 0;
  for (std::uint32_t number = 0; number < places_.size(); ++number) {
    if (places_[number].bucket == no_bucket) continue;
    const EntryView view = view_of(number);
    bytes += view.rest.size() + view.tail.size();
    if (view.has_prefix) bytes += buckets_[places_[number].bucket].prefix.size();
  }
  return bytes;
}

void Ledger::spread() {
  distribute(std::max(size_ / files_per_bucket, entry_bytes() / bytes_per_bucket) + 1);
}

// Sorts the entries of a bucket by path and puts them behind what their paths have in common; what was
// overwritten or erased goes.
void Ledger::rewrite(std::uint64_t bucket, const Numbers& numbers) {
  std::vector<std::pair<std::string, std::uint32_t>> by_path(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    path_of(numbers[i], by_path[i].first);
    by_path[i].second = numbers[i];
  }
  std::ranges::sort(by_path);
  const Bucket before = std::exchange(buckets_[bucket], Bucket{});
  if (by_path.empty()) return;
  Bucket& after = buckets_[bucket];
  after.prefix = common_prefix(by_path.front().first, by_path.back().first);
  append_number(after.bytes, by_path.size());
  append_string(after.bytes, after.prefix);
  for (const auto& [path, number] : by_path) {
    LedgerReader reader(std::string_view(before.bytes).substr(places_[number].offset));
    places_[number] = append(bucket, std::string_view(path).substr(after.prefix.size()), true,
                             read_entry_view(reader).tail);
  }
}

void Ledger::store(const MetadataStore& metadata) {
  const auto is_too_large = [](const Bucket& bucket) { return bucket.bytes.size() > max_bucket_bytes; };
  if (std::ranges::any_of(buckets_, is_too_large)) spread();
  const bool is_all = is_spread_anew_ || stored_buckets_ != buckets_.size();
  std::vector<Numbers> changed(buckets_.size());
  for (std::uint32_t number = 0; number < places_.size(); ++number) {
    const std::uint32_t bucket = places_[number].bucket;
    if (bucket != no_bucket && (is_all || buckets_[bucket].is_changed)) changed[bucket].push_back(number);
  }
  for (std::uint64_t bucket = 0; bucket < buckets_.size(); ++bucket) {
    if (!is_all && !buckets_[bucket].is_changed) continue;
    rewrite(bucket, changed[bucket]);
    metadata.put(bucket_key(bucket), with_checksum(buckets_[bucket].bytes));
  }
  for (std::uint64_t bucket = buckets_.size(); bucket < stored_buckets_; ++bucket)
    metadata.put(bucket_key(bucket), "");
  for (const auto& [path, pieces] : apart_) write_rejections_apart(metadata, path, pieces);
  apart_.clear();
  if (is_all) metadata.put(buckets_key, std::string(version_prefix) + std::to_string(buckets_.size()));
  stored_buckets_ = buckets_.size();
  is_spread_anew_ = false;
}

}  // namespace dateline
