// See file_list.hpp.
#include "indexer/scan/file_list.hpp"

#include <algorithm>
#include <utility>

namespace dateline {

namespace {

// A slash goes before any byte of a name, so that a directory's own come before those of "name-2".
int rank_in_path(char c) {
  return c == '/' ? 0 : static_cast<unsigned char>(c) + 1;
}

}  // namespace

bool is_path_before(std::string_view one, std::string_view other) {
  return std::ranges::lexicographical_compare(one, other, {}, rank_in_path, rank_in_path);
}

void FileList::begin_directory(std::string_view directory, std::string_view root) {
  if (!directories_.empty() && directories_.back().path == directory && roots_.back() == root) return;
  if (roots_.empty() || roots_.back() != root) roots_.emplace_back(root);
  directories_.push_back({.path = std::string(directory),
                          .root = static_cast<std::uint32_t>(roots_.size() - 1),
                          .first_file = files_.size(),
                          .first_name = names_.size()});
}

void FileList::add(std::string_view name, std::uint64_t size, std::int64_t changed_ns) {
  names_ += name;
  files_.push_back(
      {.size = size, .changed_ns = changed_ns, .name_size = static_cast<std::uint32_t>(name.size())});
}

bool FileList::is_sorted() const {
  const bool is_ascending =
      std::ranges::adjacent_find(directories_, [](const Directory& one, const Directory& next) {
        return !is_path_before(one.path, next.path);
      }) == directories_.end();
  if (!is_ascending) return false;
  std::string_view before;
  std::size_t directory = 0;
  std::size_t name_at = 0;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const std::string_view name = std::string_view(names_).substr(name_at, files_[i].name_size);
    name_at += name.size();
    bool is_first = i == 0;
    for (; directory + 1 < directories_.size() && directories_[directory + 1].first_file <= i; ++directory)
      is_first = true;
    if (!is_first && before >= name) return false;
    before = name;
  }
  return true;
}

void FileList::sort() {
  if (is_sorted()) return;
  struct Row {
    const Directory* directory;
    std::string_view name;
    File file;
  };
  std::vector<Row> rows;
  rows.reserve(files_.size());
  for (std::size_t i = 0; i < directories_.size(); ++i) {
    const std::size_t end = i + 1 < directories_.size() ? directories_[i + 1].first_file : files_.size();
    std::size_t name_at = directories_[i].first_name;
    for (std::size_t file = directories_[i].first_file; file < end; ++file) {
      const std::string_view name = std::string_view(names_).substr(name_at, files_[file].name_size);
      rows.push_back({.directory = &directories_[i], .name = name, .file = files_[file]});
      name_at += name.size();
    }
  }
  const auto is_before = [](const Row& one, const Row& other) {
    if (one.directory == other.directory) return one.name < other.name;
    if (one.directory->path == other.directory->path) return one.name < other.name;
    return is_path_before(one.directory->path, other.directory->path);
  };
  std::ranges::stable_sort(rows, is_before);
  FileList sorted;
  const Row* before = nullptr;
  for (const Row& row : rows) {
    const bool is_new_directory = before == nullptr || before->directory != row.directory;
    if (before != nullptr && !is_before(*before, row)) continue;
    if (is_new_directory) sorted.begin_directory(row.directory->path, roots_[row.directory->root]);
    sorted.add(row.name, row.file.size, row.file.changed_ns);
    before = &row;
  }
  *this = std::move(sorted);
}

void FileList::for_each(const std::function<void(const ListedFile&)>& use) const {
  std::string path;
  for (std::size_t i = 0; i < directories_.size(); ++i) {
    const Directory& directory = directories_[i];
    const std::size_t end = i + 1 < directories_.size() ? directories_[i + 1].first_file : files_.size();
    path = directory.path;
    if (!path.ends_with('/')) path += '/';
    const std::size_t base_size = path.size();
    std::size_t name_at = directory.first_name;
    for (std::size_t file = directory.first_file; file < end; ++file) {
      path.resize(base_size);
      path.append(names_, name_at, files_[file].name_size);
      name_at += files_[file].name_size;
      use({.path = path,
           .root = roots_[directory.root],
           .size = files_[file].size,
           .changed_ns = files_[file].changed_ns});
    }
  }
}

}  // namespace dateline
