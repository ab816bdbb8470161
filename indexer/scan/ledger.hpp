// The ledger: what was read, kept in the database beside the documents it describes (grammar in ledger.cpp).
#pragma once

#include "indexer/scan/rejections_apart.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace dateline {

/// `changed_ns` of what could not be opened or is no file: it equals no file's, so that it is tried again.
inline constexpr std::int64_t never_read = -1;

/// The path of what came from standard input. No file has it: theirs are absolute.
inline constexpr const char* standard_input_path = "-";

struct LedgerEntry {
  std::string root;       // absolute, bytes as the file system has them
  std::string id_path{};  // what its articles' ids are made from
  std::uint64_t size = 0;
  std::int64_t changed_ns = 0;     // its ctime
  std::uint64_t content_hash = 0;  // XXH3 of all bytes; 0 when none were read
  std::uint64_t articles = 0;      // read in it
  std::uint64_t documents = 0;     // of it in the index; others' articles may have taken some ids
  bool has_lost_ids =
      false;             // another file holds an id of it and shows its article: see GenerationWriter::add
  bool is_kept = false;  // the file is gone, its articles stay (--keep-removed)
  std::uint64_t limit_bytes = 0;          // the --max-file-size that refused something in it; 0 = none did
  std::vector<std::string> rejections{};  // reasons; a file read without any has none
  std::uint64_t rejections_left_out = 0;  // more of them, which are kept apart; see max_rejection_bytes

  friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

/// Reasons that an entry keeps, in bytes; the rest is counted, and kept by `store` in entries of its own. A
/// file of a million bad lines has 30 MB of them; here each is loaded by every run.
inline constexpr std::size_t max_rejection_bytes = std::size_t{32} << 10;

/// What tells whether a file has changed.
struct KnownFile {
  std::uint64_t size = 0;
  std::int64_t changed_ns = 0;
  std::uint64_t limit_bytes = 0;
  bool has_lost_ids = false;
  bool is_kept = false;
  bool has_documents = false;
  bool has_rejections = false;
  std::size_t number = 0;  // its own below Ledger::number_limit(), until it is erased
};

struct EntryView;

class Ledger {
 public:
  Ledger() = default;

  /// Reads all of it. Throws Error(bad_input) on damage, Error(wrong_version) for another format.
  static Ledger load(const Xapian::Database& db);

  [[nodiscard]] std::size_t size() const { return size_; }
  /// Of all its files together.
  [[nodiscard]] std::uint64_t file_bytes() const { return file_bytes_; }
  [[nodiscard]] std::size_t number_limit() const { return places_.size(); }
  [[nodiscard]] std::optional<LedgerEntry> find(std::string_view path) const;
  /// The part of `find` that costs no allocation.
  [[nodiscard]] std::optional<KnownFile> known(std::string_view path) const;

  /// In no order that means anything.
  void for_each(const std::function<void(const std::string& path, const LedgerEntry& entry)>& use) const;
  /// The same without decoding. `path` lives until `use` returns.
  void for_each_known(const std::function<void(std::string_view path, const KnownFile& file)>& use) const;

  /// Cuts the reasons to `max_rejection_bytes` and has the rest kept apart. An entry that leaves some out
  /// already is one that `find` returned: those stay.
  void put(std::string_view path, LedgerEntry entry);
  void erase(std::string_view path);
  /// Has the reasons that another database keeps apart, of files that are still here as they are there,
  /// written into the next one as well.
  void take_rejections_apart(const Xapian::Database& from);

  /// Writes the buckets that changed since `load` or the last `store`; all of them after `spread`, or when
  /// they hold twice as many files as they should, or too many bytes; and the reasons kept apart of files
  /// that changed.
  void store(const MetadataStore& metadata);
  /// Chooses the number of buckets anew and has all of them written: for a new generation.
  void spread();

 private:
  /// The encoded entries of the files whose path hashes there, old versions of changed ones among them.
  struct Bucket {
    std::string prefix{};  // of the paths of the entries that have it
    std::string bytes{};
    bool is_changed = false;
  };
  /// Where an entry lies.
  struct Place {
    std::uint32_t bucket = 0;
    std::uint32_t offset = 0;
  };
  using Numbers = std::vector<std::uint32_t>;

  void load_bucket(std::uint32_t number, std::string bytes, std::vector<std::uint64_t>& hashes);
  [[nodiscard]] EntryView view_of(std::uint32_t number) const;
  void path_of(std::uint32_t number, std::string& path) const;
  [[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view path) const;
  void keep_bounded(std::string_view path, LedgerEntry& entry);
  [[nodiscard]] bool leaves_rejections_out(std::string_view path) const;
  [[nodiscard]] Place append(std::uint64_t bucket, std::string_view rest, bool has_prefix,
                             std::string_view tail);
  void enter(std::uint64_t hash, std::uint32_t number);
  void build_table();
  [[nodiscard]] std::uint64_t entry_bytes() const;
  void distribute(std::uint64_t bucket_count);
  void rewrite(std::uint64_t bucket, const Numbers& numbers);

  std::vector<Bucket> buckets_{1};
  std::vector<Place> places_{};  // by number; an erased entry's has no bucket
  Numbers table_{};              // open addressing by the path's hash: number + 1, 0 = empty
  std::size_t size_ = 0;
  std::uint64_t file_bytes_ = 0;
  std::size_t used_slots_ = 0;        // of the table, those of erased entries among them
  std::uint64_t stored_buckets_ = 0;  // as many as the database has
  std::map<std::string, RejectionPieces, std::less<>> apart_{};  // to be stored; of files without, nothing
  bool is_spread_anew_ = true;
};

}  // namespace dateline
