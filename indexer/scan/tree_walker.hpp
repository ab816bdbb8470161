// Walks one directory with all below it; see walk.hpp.
#pragma once

#include "indexer/scan/directory_status.hpp"
#include "indexer/scan/ignore.hpp"
#include "indexer/scan/walk.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <sys/stat.h>

namespace dateline {

/// Wraps around outside of the years 1678 to 2261: it only has to differ from another time's. Never
/// `never_read`.
std::int64_t changed_ns(const struct stat& status);

/// Closes what it holds.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor();
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  [[nodiscard]] int fd() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

class TreeWalker {
 public:
  /// Adds to `result`, which must outlive it, as `rules` must.
  TreeWalker(const WalkRules& rules, std::string root, WalkResult& result);

  /// Throws Error(io) when the root itself cannot be read.
  void walk();

 private:
  struct DirectoryKey {
    dev_t device = 0;
    ino_t inode = 0;
    friend bool operator==(const DirectoryKey&, const DirectoryKey&) = default;
  };
  struct DirectoryKeyHash {
    std::size_t operator()(const DirectoryKey& key) const {
      return static_cast<std::size_t>(key.inode * 0x9E3779B97F4A7C15U ^ key.device);
    }
  };
  struct Entry {
    std::string name;
    unsigned char type = 0;  // DT_...
  };
  struct Listing {
    std::vector<Entry> entries{};  // by name, without hidden ones
    bool is_index = false;
    bool has_ignore_file = false;
  };
  /// A link to a directory: entered when all real directories are read, so that files have their own paths.
  struct DeferredLink {
    std::string path;
    IgnoreRules ignore;
    int depth = 0;
  };

  void walk_directory(int directory, const DirectoryStatus& status, int depth);
  void walk_child(int parent, const std::string& name, const DirectoryStatus& above, int depth);
  void walk_deferred(DeferredLink link);
  std::vector<std::string> take_files(int directory, std::vector<Entry>& entries, int depth);
  [[nodiscard]] Listing list(int directory);
  [[nodiscard]] bool push_ignore_file(int directory);
  void settle_type(int directory, Entry& entry);
  void follow_link(int directory, const std::string& name, int depth);
  [[nodiscard]] bool is_left_out(bool is_directory);
  void add_file(int directory, const std::string& name);
  void add(const std::string& name, const struct stat& status);
  void add_problem(std::string reason, bool may_hide_files);
  [[nodiscard]] std::string_view relative() const;

  const WalkRules& rules_;
  std::string root_;
  WalkResult& result_;
  IgnoreRules ignore_;
  std::string path_;  // of what is being looked at
  std::unordered_set<DirectoryKey, DirectoryKeyHash> visited_;
  std::vector<DeferredLink> deferred_;
  std::uint64_t seen_ = 0;
};

}  // namespace dateline
