// A file descriptor whose every failure is an Error that names the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace dateline {

/// Throws Error(io) about `doing` with the reason in errno ("no space" for a full disk).
[[noreturn]] void throw_errno(const std::string& doing);

class OpenFile {
 public:
  /// `flags` as open(2) takes them. Every member throws Error(io).
  OpenFile(const std::filesystem::path& path, int flags);
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  void write_all(std::string_view bytes) const;
  /// The same of much that is not soon read again: past the system's cache of files where that is possible,
  /// which spares a copy and leaves the cache to others. Not to be written to after it threw.
  void write_past_cache(std::string_view bytes);
  /// The next bytes, at most as many as `buffer` holds; 0 at the end.
  [[nodiscard]] std::size_t read_some(std::span<char> buffer) const;
  /// Fills `buffer` from `offset`; throws when the file ends before. May be called by several threads at
  /// once.
  void read_at(std::uint64_t offset, std::span<char> buffer) const;
  void sync() const;
  /// Lets the system drop what it keeps of the file in memory.
  void forget() const;

 private:
  bool set_past_cache(bool wanted);

  std::filesystem::path path_;
  int file_;
  bool is_past_cache_ = false;
  bool can_pass_cache_ = true;
};

}  // namespace dateline
