// See walk.hpp.
#include "indexer/scan/walk.hpp"

#include "common/error.hpp"
#include "indexer/scan/directory_status.hpp"
#include "indexer/scan/lies_in.hpp"
#include "indexer/scan/tree_walker.hpp"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

namespace dateline {

namespace {

/// A path to walk, or a file to add.
struct Target {
  std::string path;  // absolute, without links
  struct stat status {};
  std::string base{};  // of a file: what its id is relative to
};

std::string parent_of(std::string_view path) {
  return std::string(path.substr(0, std::max<std::size_t>(path.rfind('/'), 1)));
}

/// Finds the absolute paths of many files: the directory of each is resolved once.
class Resolver {
 public:
  explicit Resolver(std::filesystem::path current) : current_(std::move(current)) {}

  /// None, and the error, when there is nothing there. `status` is what is there, links followed.
  std::optional<std::string> resolve(const std::filesystem::path& path, struct stat& status,
                                     std::error_code& error) {
    const std::filesystem::path absolute = current_ / path;
    const std::string name = absolute.filename().native();
    const bool is_plain = !name.empty() && name != "." && name != "..";
    if (is_plain && lstat(absolute.c_str(), &status) == 0 && !S_ISLNK(status.st_mode)) {
      const auto& parent = canonical_parent(absolute.parent_path(), error);
      if (error) return std::nullopt;
      return parent.ends_with('/') ? parent + name : parent + "/" + name;
    }
    const auto canonical = std::filesystem::canonical(absolute, error);
    if (!error && stat(canonical.c_str(), &status) != 0) error.assign(errno, std::generic_category());
    if (error) return std::nullopt;
    return canonical.native();
  }

 private:
  const std::string& canonical_parent(const std::filesystem::path& parent, std::error_code& error) {
    error.clear();
    if (parent.native() == last_parent_) return last_canonical_;
    const auto canonical = std::filesystem::canonical(parent, error);
    last_parent_ = error ? "" : parent.native();
    last_canonical_ = canonical.native();
    return last_canonical_;
  }

  std::filesystem::path current_;
  std::string last_parent_;  // a list comes directory by directory
  std::string last_canonical_;
};

class Walk {
 public:
  explicit Walk(const WalkRequest& request) : request_(request), resolver_(request.current_directory) {
    for (const auto& root : request.remembered) remembered_.insert(root.native());
  }

  WalkResult run() {
    for (const auto& path : request_.named) add_named(path);
    add_listed();
    if (request_.with_remembered) {
      for (const auto& root : request_.remembered) add_remembered(root);
    }
    walk_targets();
    result_.files.sort();
    return std::move(result_);
  }

 private:
  /// Of what is not there, and so cannot be resolved.
  [[nodiscard]] std::filesystem::path absolute(const std::filesystem::path& path) const {
    auto absolute = (request_.current_directory / path).lexically_normal();
    return absolute.has_filename() ? absolute : absolute.parent_path();
  }

  void add_named(const std::filesystem::path& path) {
    struct stat status {};
    std::error_code error;
    auto found = resolver_.resolve(path, status, error);
    if (found) {
      add_root({.path = std::move(*found), .status = status});
    } else if (remembered_.contains(absolute(path).native())) {
      add_missing(absolute(path));
    } else if (error.value() == ENOENT) {
      throw Error(ErrorKind::not_found, path.string() + ": no such file or directory");
    } else {
      throw Error(ErrorKind::io, "reading " + path.string() + ": " + error.message());
    }
  }

  // A directory among what is listed covers what it holds: `find -print0` names all of it.
  void add_listed() {
    std::vector<Target> targets;
    std::unordered_set<std::string> directories;
    for (const auto& path : request_.listed) {
      struct stat status {};
      std::error_code error;
      auto found = resolver_.resolve(path, status, error);
      if (!found) {
        add_missing_listed(absolute(path), error);
        continue;
      }
      if (S_ISDIR(status.st_mode)) directories.insert(*found);
      targets.push_back({.path = std::move(*found), .status = status});
    }
    for (auto& target : targets) {
      if (is_covered(target.path, directories)) continue;
      const std::string& current = request_.current_directory.native();
      const bool has_base = S_ISREG(target.status.st_mode) && lies_in(target.path, current) &&
                            parent_of(target.path) != current;
      if (has_base) {
        target.base = current;
        result_.bases.emplace(target.path, current);
      }
      const std::filesystem::path shown = target.path;
      add_root(std::move(target));
    }
  }

  static bool is_covered(const std::string& path, const std::unordered_set<std::string>& directories) {
    if (directories.empty()) return false;
    for (std::string above = path; above.size() > 1;) {
      above = parent_of(above);
      if (directories.contains(above)) return true;
    }
    return false;
  }

  void add_missing_listed(const std::filesystem::path& path, const std::error_code& error) {
    if (remembered_.contains(path.native())) {
      add_missing(path);
    } else {
      const std::string reason =
          error.value() == ENOENT ? "no such file or directory" : "cannot be read: " + error.message();
      result_.problems.push_back(
          {.path = path.native(), .reason = reason, .may_hide_files = error.value() != ENOENT});
    }
  }

  void add_remembered(const std::filesystem::path& root) {
    Target target{.path = root.native()};
    if (is_removed(target.path)) return;
    if (stat(root.c_str(), &target.status) == 0) {
      const auto base = request_.bases.find(target.path);
      if (base != request_.bases.end()) target.base = base->second;
      targets_.push_back(std::move(target));
    } else if (errno == ENOENT || errno == ENOTDIR) {
      add_missing(root);
    } else {
      result_.problems.push_back({.path = target.path,
                                  .reason = "cannot be read: " + std::generic_category().message(errno),
                                  .may_hide_files = true});
    }
  }

  void add_root(Target target) {
    if (!S_ISDIR(target.status.st_mode) && !S_ISREG(target.status.st_mode)) {
      result_.problems.push_back({target.path, "neither a file nor a directory", false});
    } else if (is_removed(target.path)) {
      result_.problems.push_back(
          {target.path, "was removed from the index (dateline-index remove --undo takes it back)", false});
    } else {
      result_.roots.emplace_back(target.path);
      targets_.push_back(std::move(target));
    }
  }

  void add_missing(const std::filesystem::path& root) {
    if (!missing_.insert(root.native()).second) return;
    result_.missing.push_back(root);
    note_mounts_above(root.native());
  }

  // No walk passes them.
  void note_mounts_above(std::string_view file) {
    for (std::string above = parent_of(file); above.size() > 1; above = parent_of(above)) {
      if (!result_.above_files.insert(above).second) return;  // and so are those above it
      const auto here = look_at_directory(AT_FDCWD, above.c_str());
      const auto outside = look_at_directory(AT_FDCWD, parent_of(above).c_str());
      if (here && outside && is_mount_point(*here, *outside)) result_.mounts.insert(above);
    }
  }

  [[nodiscard]] bool is_removed(std::string_view path) const {
    if (request_.rules.removed.empty()) return false;
    for (std::string above(path);; above = parent_of(above)) {
      if (request_.rules.removed.contains(removed_path_key(above))) return true;
      if (above.size() <= 1) return false;
    }
  }

  // Of a path that was named and is remembered, what it was named as stays.
  void walk_targets() {
    std::ranges::stable_sort(targets_, [](const Target& one, const Target& other) {
      return is_path_before(one.path, other.path);
    });
    const Target* before = nullptr;
    for (const auto& target : targets_) {
      if (before != nullptr && before->path == target.path) continue;
      before = &target;
      if (S_ISDIR(target.status.st_mode)) {
        TreeWalker(request_.rules, target.path, result_).walk();
      } else if (S_ISREG(target.status.st_mode)) {
        add_file(target);
      }
    }
  }

  void add_file(const Target& target) {
    const std::string directory = parent_of(target.path);
    note_mounts_above(target.path);
    result_.files.begin_directory(directory, target.base.empty() ? directory : target.base);
    result_.files.add(std::string_view(target.path).substr(target.path.rfind('/') + 1),
                      static_cast<std::uint64_t>(target.status.st_size), changed_ns(target.status));
  }

  const WalkRequest& request_;
  Resolver resolver_;
  std::unordered_set<std::string> remembered_;
  std::unordered_set<std::string> missing_;
  std::vector<Target> targets_;
  WalkResult result_;
};

}  // namespace

WalkResult walk_paths(const WalkRequest& request) {
  return Walk(request).run();
}

}  // namespace dateline
