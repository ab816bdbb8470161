// The ledger: what was read, kept in the database beside the documents it describes (grammar in ledger.cpp).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

/// `mtime_ns` of what could not be opened or is no file: it equals no file's, so that it is tried again.
inline constexpr std::int64_t never_read = -1;

struct LedgerEntry {
  std::string root;       // absolute, bytes as the file system has them
  std::string id_path{};  // what its articles' ids are made from
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t content_hash = 0;  // XXH3 of all bytes; 0 when none were read
  std::uint64_t articles = 0;
  bool has_lost_ids =
      false;  // another file holds an id of it and shows its article: see GenerationWriter::add
  std::uint64_t limit_bytes = 0;          // the --max-file-size that refused something in it; 0 = none did
  std::vector<std::string> rejections{};  // reasons; a file read without any has none

  friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

class Ledger {
 public:
  Ledger() = default;

  /// Reads all of it. Throws Error(bad_input) on damage.
  static Ledger load(const Xapian::Database& db);

  [[nodiscard]] const std::map<std::string, LedgerEntry>& entries() const { return entries_; }
  [[nodiscard]] const LedgerEntry* find(const std::string& path) const;
  void put(const std::string& path, LedgerEntry entry);
  void erase(const std::string& path);

  /// Writes the buckets that changed since `load` or the last `store`; all of them after `spread`, or when
  /// they hold twice as many files as they should.
  void store(Xapian::WritableDatabase& db);
  /// Chooses the number of buckets anew: for a new generation.
  void spread();

 private:
  [[nodiscard]] std::uint64_t bucket_of(const std::string& path) const;

  std::map<std::string, LedgerEntry> entries_;  // by absolute path
  std::uint64_t bucket_count_ = 1;
  std::set<std::uint64_t> changed_buckets_;
  bool is_spread_anew_ = true;
};

}  // namespace dateline
