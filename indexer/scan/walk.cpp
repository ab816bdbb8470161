// See walk.hpp.
#include "indexer/scan/walk.hpp"

#include "common/error.hpp"

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <sys/stat.h>

namespace dateline {

namespace {

constexpr int max_depth = 200;

using DirectoryKey = std::pair<dev_t, ino_t>;

std::string error_text(int code) {
  return std::generic_category().message(code);
}

std::int64_t mtime_of(const struct stat& status) {
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

// Whether `path`, links resolved, lies in `root`.
bool is_inside(const std::filesystem::path& path, const std::filesystem::path& root) {
  std::error_code error;
  const auto target = std::filesystem::canonical(path, error);
  if (error) return false;
  const auto [root_end, unused] = std::mismatch(root.begin(), root.end(), target.begin(), target.end());
  return root_end == root.end();
}

// An index lies there or is being made, or a database: nobody's articles.
bool is_index(const std::vector<std::string>& names) {
  const auto marks = {"XAPIANDB", "iamglass", "writer.lock"};
  return std::ranges::any_of(marks,
                             [&names](const char* mark) { return std::ranges::binary_search(names, mark); });
}

class Walker {
 public:
  void walk_remembered(const std::filesystem::path& root) {
    std::error_code error;
    if (std::filesystem::exists(root, error) || error) {
      walk_named(root);
    } else {
      result_.missing.push_back(root);
    }
  }

  void walk_named(const std::filesystem::path& named) {
    std::error_code error;
    const auto absolute = std::filesystem::canonical(named, error);
    if (error.value() == ENOENT)
      throw Error(ErrorKind::not_found, named.string() + ": no such file or directory");
    if (error) throw Error(ErrorKind::io, "reading " + named.string() + ": " + error.message());
    struct stat status {};
    if (stat(absolute.c_str(), &status) != 0)
      throw Error(ErrorKind::io, "reading " + named.string() + ": " + error_text(errno));
    if (S_ISDIR(status.st_mode)) {
      root_ = absolute;
      result_.directories.push_back(absolute);
      visited_.clear();
      walk_directory(absolute, status, 0);
    } else if (S_ISREG(status.st_mode)) {
      root_ = absolute.parent_path();
      add_file(absolute, status);
    } else {
      result_.problems.push_back({named.string(), "neither a file nor a directory", false});
    }
  }

  WalkResult take() {
    result_.files.reserve(files_.size());
    for (auto& [path, file] : files_) result_.files.push_back(std::move(file));
    return std::move(result_);
  }

 private:
  void add_file(const std::filesystem::path& path, const struct stat& status) {
    files_.try_emplace(path.native(), FoundFile{.path = path,
                                                .root = root_,
                                                .size = static_cast<std::uint64_t>(status.st_size),
                                                .mtime_ns = mtime_of(status)});
  }

  void walk_directory(const std::filesystem::path& directory, const struct stat& status, int depth) {
    if (!visited_.insert({status.st_dev, status.st_ino}).second) return;  // a loop, or a second link to it
    if (depth > max_depth) {
      result_.problems.push_back(
          {directory.string(), "nested deeper than " + std::to_string(max_depth) + " directories", true});
      return;
    }
    DIR* handle = opendir(directory.c_str());
    if (handle == nullptr) {
      if (depth == 0) throw Error(ErrorKind::io, "reading " + directory.string() + ": " + error_text(errno));
      result_.problems.push_back({directory.string(), "cannot be read: " + error_text(errno), true});
      return;
    }
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = readdir(handle)) {
      if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
      errno = 0;
    }
    if (errno != 0)
      result_.problems.push_back(
          {directory.string(), "cannot be read to its end: " + error_text(errno), true});
    closedir(handle);
    std::ranges::sort(names);
    if (is_index(names)) return;
    for (const auto& name : names) walk_entry(directory / name, depth);
  }

  void walk_entry(const std::filesystem::path& path, int depth) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0) {
      if (errno != ENOENT) result_.problems.push_back({path.string(), error_text(errno), true});
      return;  // gone since its directory was listed
    }
    if (S_ISLNK(status.st_mode)) {
      if (stat(path.c_str(), &status) != 0) {
        const int code = errno;
        const std::string reason = code == ELOOP    ? "a link that leads to itself"
                                   : code == ENOENT ? "a link to nothing"
                                                    : "a link that cannot be followed: " + error_text(code);
        result_.problems.push_back({path.string(), reason, code != ELOOP && code != ENOENT});
        return;
      }
      if (!is_inside(path, root_)) return;
    }
    if (S_ISDIR(status.st_mode)) {
      walk_directory(path, status, depth + 1);
    } else if (S_ISREG(status.st_mode)) {
      add_file(path, status);
    } else {
      ++result_.special_count;
    }
  }

  std::filesystem::path root_;
  std::set<DirectoryKey> visited_;
  std::map<std::string, FoundFile> files_;
  WalkResult result_;
};

}  // namespace

WalkResult walk_paths(const std::vector<std::filesystem::path>& named,
                      const std::vector<std::filesystem::path>& remembered) {
  Walker walker;
  for (const auto& path : named) {
    const bool is_remembered =
        std::ranges::find(remembered, std::filesystem::absolute(path).lexically_normal()) != remembered.end();
    is_remembered ? walker.walk_remembered(path) : walker.walk_named(path);
  }
  for (const auto& root : remembered) walker.walk_remembered(root);
  return walker.take();
}

}  // namespace dateline
