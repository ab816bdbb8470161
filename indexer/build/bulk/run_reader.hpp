// Reads a run from one of its entries on, from memory or from the file that it was written to.
#pragma once

#include "indexer/build/bulk/term_run.hpp"
#include "indexer/publish/open_file.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

/// The file of the runs for which there is no room in memory, one behind the other. For several threads at
/// once.
class RunFile {
 public:
  /// The file is made, and must not exist, when there is something to write.
  explicit RunFile(std::filesystem::path path) : path_(std::move(path)) {}
  /// Returns where `bytes` begin. Throws Error(io).
  std::uint64_t append(std::string_view bytes);
  void read_at(std::uint64_t offset, std::span<char> buffer) const { file_->read_at(offset, buffer); }
  /// Not to be used afterwards. Throws Error(io).
  void remove();

 private:
  std::filesystem::path path_;
  std::mutex mutex_;
  std::optional<OpenFile> file_;  // set once, by the first `append`
  std::uint64_t size_ = 0;        // guarded by mutex_
};

/// A run that is kept until the merge. May be read by several threads at once.
class StoredRun {
 public:
  explicit StoredRun(TermRun&& run);
  /// Frees its memory; `file` outlives it. Throws Error(io).
  void move_to(RunFile& file);

  [[nodiscard]] const std::vector<RunSample>& samples() const { return samples_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] bool is_in_memory() const { return file_ == nullptr; }
  /// The sample to begin at for the first entry whose key is not below `key`.
  [[nodiscard]] const RunSample* sample_before(std::string_view key) const;

 private:
  friend class RunReader;
  ByteBuffer in_memory_{};
  const RunFile* file_ = nullptr;
  std::uint64_t file_offset_ = 0;
  std::uint64_t bytes_ = 0;
  std::vector<RunSample> samples_{};
};

/// What a reader of a run in a file reads at once, unless a list's element is larger.
inline constexpr std::size_t most_window_bytes = std::size_t{64} << 10;

class RunReader {
 public:
  /// From the first entry whose key is not below `key`. `run` outlives it. Throws Error(io).
  RunReader(const StoredRun& run, std::string_view key, std::size_t window_bytes = most_window_bytes);

  [[nodiscard]] bool is_at_end() const { return is_at_end_; }
  /// Of the entry; the views live until `next_entry`.
  [[nodiscard]] const std::string& key() const { return key_; }
  /// Its first eight bytes as a number, in the order of the keys; the same where they are.
  [[nodiscard]] std::uint64_t key_prefix() const { return key_prefix_; }
  [[nodiscard]] std::uint64_t documents() const { return documents_; }
  [[nodiscard]] std::uint64_t sum_of_wdf() const { return sum_of_wdf_; }

  struct Posting {
    std::uint32_t docid = 0;
    std::uint64_t wdf = 0;
    bool has_positions = false;
    std::string_view tag{};  // until the next posting is read
  };
  struct Value {
    std::uint32_t docid = 0;
    std::string_view value{};  // until the next is read
  };
  /// The next of the entry's list; false at its end.
  bool next(Posting& posting);
  bool next(Value& value);
  /// All of the entry's list, where it can be had at once; else none, and it is to be read by `next`. Instead
  /// of the latter.
  std::optional<std::string_view> whole_list();
  /// That of its first posting or value.
  [[nodiscard]] std::uint32_t first_docid() const { return docid_; }
  /// Goes on to the next entry, over what is left of this one.
  void next_entry();

 private:
  /// Makes `bytes` readable from `at_`, or all that are left.
  void need(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) refill(bytes);
  }
  void refill(std::size_t bytes);
  void skip(std::uint64_t bytes);
  [[nodiscard]] std::uint64_t offset() const {
    return window_offset_ + static_cast<std::uint64_t>(at_ - window_begin());
  }
  [[nodiscard]] const char* window_begin() const {
    return run_.is_in_memory() ? run_.in_memory_.data() : window_.data();
  }
  bool next_docid();

  const StoredRun& run_;
  std::size_t window_bytes_;
  std::string window_;  // of a file
  std::uint64_t window_offset_ = 0;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  bool is_at_end_ = false;
  std::string key_;
  std::uint64_t key_prefix_ = 0;
  std::uint64_t documents_ = 0;
  std::uint64_t sum_of_wdf_ = 0;
  std::uint32_t docid_ = 0;
  bool is_first_ = true;
  std::uint64_t list_end_ = 0;
};

}  // namespace dateline
