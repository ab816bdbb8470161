// The files that a walk found, a directory's together, in about 24 bytes each beside their names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// `path` and `root` live until the next is looked at.
struct ListedFile {
  std::string_view path;  // absolute
  std::string_view root;  // absolute; the directory that ids are relative to
  std::uint64_t size = 0;
  std::int64_t changed_ns = 0;
};

/// The order in which a tree is walked: name by name, a directory's own before what follows it.
bool is_path_before(std::string_view one, std::string_view other);

class FileList {
 public:
  /// What is added next lies in `directory` and below `root`.
  void begin_directory(std::string_view directory, std::string_view root);
  void add(std::string_view name, std::uint64_t size, std::int64_t changed_ns);
  /// Sorts by directory (`is_path_before`), then name; of a path that was added several times the first
  /// stays.
  void sort();

  [[nodiscard]] std::size_t size() const { return files_.size(); }
  void for_each(const std::function<void(const ListedFile&)>& use) const;

 private:
  struct Directory {
    std::string path;
    std::uint32_t root = 0;
    std::size_t first_file = 0;
    std::size_t first_name = 0;  // where its names begin
  };
  struct File {
    std::uint64_t size = 0;
    std::int64_t changed_ns = 0;
    std::uint32_t name_size = 0;
  };

  [[nodiscard]] bool is_sorted() const;

  std::vector<std::string> roots_;
  std::vector<Directory> directories_;
  std::vector<File> files_;
  std::string names_;
};

}  // namespace dateline
