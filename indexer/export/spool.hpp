// Records set aside until they are printed: in memory, then in a file without a name, of which nothing stays
// behind however the process ends.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace dateline {

class Spool {
 public:
  /// The file, should it come to one, is made in `directory`.
  explicit Spool(std::filesystem::path directory, std::size_t max_memory_bytes = std::size_t{32} << 20);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  /// False when there is no room for it, or nothing may be written there: what was set aside is then lost.
  bool append(std::string_view record);
  /// Begins anew.
  void clear();
  /// The first record not yet taken; false at the end. Nothing is appended once records are taken. Throws
  /// Error(io) when the disk cannot be read or written.
  bool take(std::string& record);

 private:
  bool write_out();
  bool read_bytes(char* to, std::size_t size);

  std::filesystem::path directory_;
  std::size_t max_memory_bytes_;
  std::string memory_;  // all records, or those that are not yet in the file, or what was read of it
  std::size_t taken_ = 0;
  int file_ = -1;
  std::size_t file_bytes_ = 0;
  std::size_t file_taken_ = 0;
};

}  // namespace dateline
