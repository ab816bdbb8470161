// The trace that the fault shim writes: one record for each call that changes the disk, in order, with its
// data. Record N (from 1) is the call that `Fault::at` = N stops.
//
//   trace  = record*
//   record = TraceHeader path[path_bytes] second_path[second_path_bytes] data[data_bytes]
//
// In the byte order of the machine: both sides run on it, in the same minute.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dateline::tests {

/// What a call did to the disk.
enum class DiskChange : std::uint8_t {
  nothing,         // failed, or an open that made and cut nothing
  create,          // `inode` is new and empty at `path`
  write,           // `data` at `offset` of `inode`
  truncate,        // `inode` has `offset` bytes now
  sync,            // the data of the file `inode`
  sync_directory,  // the entries of `path`
  rename,          // `path` is at `second_path` now, in the place of what was there
  unlink,
  make_directory,
  remove_directory,
  link,  // `second_path` names the file at `path` too
};

struct TraceHeader {
  DiskChange change = DiskChange::nothing;
  std::uint32_t path_bytes = 0;
  std::uint32_t second_path_bytes = 0;
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;
  std::uint64_t data_bytes = 0;
};

struct TraceRecord {
  DiskChange change = DiskChange::nothing;
  std::string path;  // absolute
  std::string second_path{};
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;
  std::string data{};
};

/// Throws std::runtime_error when it cannot be read; a record cut short at the end (a killed run) is left
/// out.
std::vector<TraceRecord> read_trace(const std::filesystem::path& path);

/// "12 write generation-1/postlist.glass 8192 bytes at 0", for failure messages.
std::string describe(std::size_t number, const TraceRecord& record);

}  // namespace dateline::tests
