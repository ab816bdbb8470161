// What a disk may hold after a power cut, made from the trace of a run (disk_trace.hpp): as LevelDB's
// fault_injection_test does, but from the program's own calls.
//
// The model. A cut comes after the first K calls of the trace.
//   Data: a write is there when its file was synced after it. Any other was lost, or kept, or kept in part,
//   each by itself; a file whose last bytes were lost is shorter, one whose middle was lost holds zeros
//   there. Entries (files made, renamed, removed; directories made and removed), by one of two rules:
//     journalled  they reach the disk in order, and each sync of anything takes all before it along. What
//     came after
//                 the last sync is there up to some point. So do ext4, XFS and btrfs.
//     loose       only a sync of its directory keeps an entry; each of the others was lost or kept by itself.
//     No file
//                 system in use is as bad, POSIX promises no more.
// A rename is one step in both: the new name is there with its whole file, or not at all.
#pragma once

#include "tests/support/disk_trace.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::tests {

/// A directory tree in memory. Node 0 is the directory itself.
class DiskImage {
 public:
  using Node = std::size_t;

  /// What lies below `directory` now. Throws std::runtime_error for links and other special files.
  explicit DiskImage(const std::filesystem::path& directory);

  /// Writes it all below `directory`, which must not exist.
  void write_to(const std::filesystem::path& directory) const;

  Node add_file(std::uint64_t inode);
  Node add_directory();
  /// The file that an inode stands for now: numbers are used again when a file is gone.
  [[nodiscard]] Node file_of(std::uint64_t inode) const { return by_inode_.at(inode); }

  /// The directory that holds the last part of a path below this image's directory. Throws std::out_of_range.
  [[nodiscard]] Node parent_of(std::string_view path) const;
  [[nodiscard]] Node at(std::string_view path) const;

  void set_entry(Node directory, const std::string& name, Node node) {
    nodes_[directory].entries[name] = node;
  }
  void remove_entry(Node directory, const std::string& name) { nodes_[directory].entries.erase(name); }
  void write_data(Node file, std::uint64_t offset, std::string_view data);
  void resize(Node file, std::uint64_t size) { nodes_[file].data.resize(size); }

 private:
  struct Entry {
    bool is_directory = false;
    std::string data{};
    std::map<std::string, Node> entries{};
  };

  void load(const std::filesystem::path& directory, Node node);
  void write_node(Node node, const std::filesystem::path& path) const;

  std::string root_;
  std::vector<Entry> nodes_;
  std::map<std::uint64_t, Node> by_inode_;
};

enum class EntryRule { journalled, loose };
enum class UnsyncedData { lost, random };

struct CutChoice {
  std::size_t calls = 0;  // of the trace that were made
  EntryRule rule = EntryRule::journalled;
  UnsyncedData data = UnsyncedData::lost;
  unsigned seed = 0;  // decides all that may be one or the other
};

/// The disk after a cut. `before` is what it held when the trace began, all of it safe.
DiskImage cut_power(const DiskImage& before, const std::vector<TraceRecord>& trace, const CutChoice& choice);

}  // namespace dateline::tests
