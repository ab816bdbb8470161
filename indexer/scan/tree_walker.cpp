// See tree_walker.hpp. Everything is opened and looked at relative to its directory's descriptor, and links
// only where the rules say so: what is renamed or replaced meanwhile leads nowhere else.
#include "indexer/scan/tree_walker.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"
#include "indexer/scan/index_marks.hpp"
#include "indexer/scan/ledger.hpp"
#include "indexer/scan/lies_in.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr int max_depth = 200;
constexpr std::size_t max_ignore_file_bytes = std::size_t{1} << 20;
constexpr int open_directory = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;

std::string error_text(int code) {
  return std::generic_category().message(code);
}

unsigned char type_of(const struct stat& status) {
  if (S_ISDIR(status.st_mode)) return DT_DIR;
  if (S_ISREG(status.st_mode)) return DT_REG;
  if (S_ISLNK(status.st_mode)) return DT_LNK;
  return DT_FIFO;  // or another that is no article
}

// Where a link leads, whatever stands between.
std::optional<std::string> resolve(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> target(realpath(path.c_str(), nullptr), &std::free);
  if (target == nullptr) return std::nullopt;
  return std::string(target.get());
}

// None, and errno, also when it could not be opened.
std::optional<DirectoryStatus> look_at(const FileDescriptor& directory) {
  return directory.is_open() ? look_at_directory(directory.fd()) : std::nullopt;
}

/// Makes a path one name longer while it lives.
class LongerPath {
 public:
  LongerPath(std::string& path, std::string_view name) : path_(path), size_(path.size()) {
    if (!path.ends_with('/')) path += '/';
    path += name;
  }
  ~LongerPath() { path_.resize(size_); }
  LongerPath(const LongerPath&) = delete;
  LongerPath& operator=(const LongerPath&) = delete;

 private:
  std::string& path_;
  std::size_t size_;
};

}  // namespace

std::int64_t changed_ns(const struct stat& status) {
  const auto seconds = static_cast<std::uint64_t>(status.st_ctim.tv_sec);
  const auto ns =
      static_cast<std::int64_t>(seconds * 1'000'000'000 + static_cast<std::uint64_t>(status.st_ctim.tv_nsec));
  return ns == never_read ? never_read - 1 : ns;
}

FileDescriptor::~FileDescriptor() {
  if (is_open()) close(fd_);
}

TreeWalker::TreeWalker(const WalkRules& rules, std::string root, WalkResult& result)
    : rules_(rules),
      root_(std::move(root)),
      result_(result),
      ignore_(rules.include, rules.exclude),
      path_(root_) {}

void TreeWalker::walk() {
  const FileDescriptor directory(open(root_.c_str(), open_directory));
  const auto status = look_at(directory);
  if (!status) throw Error(ErrorKind::io, "reading " + root_ + ": " + error_text(errno));
  const auto above = look_at_directory(directory.fd(), "..");
  if (above && is_mount_point(*status, *above)) result_.mounts.insert(root_);
  walk_directory(directory.fd(), *status, 0);
  // What is found behind one link may hold others.
  for (std::size_t i = 0; i < deferred_.size(); ++i) walk_deferred(std::move(deferred_[i]));
  result_.directories.push_back({.path = root_, .seen = seen_});
}

void TreeWalker::walk_directory(int directory, const DirectoryStatus& status, int depth) {
  if (!visited_.insert({.device = status.device, .inode = status.inode}).second) return;
  if (depth > max_depth) {
    add_problem("nested deeper than " + std::to_string(max_depth) + " directories", true);
    return;
  }
  stop_if_interrupted("nothing was changed yet, the index is as it was");
  Listing listing = list(directory);
  if (listing.is_index) {
    result_.indexes.push_back(path_);
    return;
  }
  if (listing.has_ignore_file && !push_ignore_file(directory)) return;
  for (const auto& name : take_files(directory, listing.entries, depth))
    walk_child(directory, name, status, depth + 1);
  if (listing.has_ignore_file) ignore_.pop_file();
}

void TreeWalker::walk_child(int parent, const std::string& name, const DirectoryStatus& above, int depth) {
  const LongerPath longer(path_, name);
  const FileDescriptor directory(openat(parent, name.c_str(), open_directory | O_NOFOLLOW));
  const auto status = look_at(directory);
  if (!status) {
    if (errno != ENOENT) add_problem("cannot be read: " + error_text(errno), true);
    return;
  }
  if (is_mount_point(*status, above)) result_.mounts.insert(path_);
  walk_directory(directory.fd(), *status, depth);
}

void TreeWalker::walk_deferred(DeferredLink link) {
  path_ = std::move(link.path);
  ignore_ = std::move(link.ignore);
  const FileDescriptor directory(open(path_.c_str(), open_directory));
  if (const auto status = look_at(directory)) {
    walk_directory(directory.fd(), *status, link.depth);
  } else if (errno != ENOENT) {
    add_problem("cannot be read: " + error_text(errno), true);
  }
}

TreeWalker::Listing TreeWalker::list(int directory) {
  Listing listing;
  IndexMarks marks;
  // The stream closes its descriptor; ours is still needed.
  const int own = fcntl(directory, F_DUPFD_CLOEXEC, 0);
  DIR* const stream = own < 0 ? nullptr : fdopendir(own);
  if (stream == nullptr) {
    const int code = errno;
    if (own >= 0) close(own);
    add_problem("cannot be read: " + error_text(code), true);
    return listing;
  }
  errno = 0;
  while (const dirent* entry = readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name.front() != '.') listing.entries.push_back({.name = std::string(name), .type = entry->d_type});
    marks.add(name);
    listing.has_ignore_file = listing.has_ignore_file || name == ignore_file_name;
    errno = 0;
  }
  if (errno != 0) add_problem("cannot be read to its end: " + error_text(errno), true);
  closedir(stream);
  listing.is_index = marks.are_of_index(directory);
  std::ranges::sort(listing.entries, {}, &Entry::name);
  return listing;
}

// What should be left out is not known without it: then nothing there is looked at.
bool TreeWalker::push_ignore_file(int directory) {
  const FileDescriptor file(openat(directory, ignore_file_name, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  std::string contents;
  std::array<char, 4096> buffer{};
  ssize_t size = file.is_open() ? read(file.fd(), buffer.data(), buffer.size()) : -1;
  for (; size > 0 && contents.size() <= max_ignore_file_bytes;
       size = read(file.fd(), buffer.data(), buffer.size()))
    contents.append(buffer.data(), static_cast<std::size_t>(size));
  const std::string why = size < 0 ? error_text(errno) : "larger than 1 MiB";
  if (size != 0) {
    add_problem(std::string(ignore_file_name) + " in it cannot be read: " + why, true);
    return false;
  }
  ignore_.push_file(relative(), PatternList::of_file(contents));
  return true;
}

// Adds the files among `entries`; returns the directories that are to be entered.
std::vector<std::string> TreeWalker::take_files(int directory, std::vector<Entry>& entries, int depth) {
  std::vector<std::string> directories;
  result_.files.begin_directory(path_, root_);
  for (auto& entry : entries) {
    const LongerPath longer(path_, entry.name);
    if (entry.type == DT_UNKNOWN) settle_type(directory, entry);
    if (entry.type == DT_DIR) {
      if (!is_left_out(true)) directories.push_back(std::move(entry.name));
    } else if (entry.type == DT_REG) {
      if (!is_left_out(false)) add_file(directory, entry.name);
    } else if (entry.type == DT_LNK) {
      follow_link(directory, entry.name, depth);
    } else if (entry.type != DT_UNKNOWN) {
      ++result_.special_count;
    }
  }
  return directories;
}

// Some file systems do not tell it with the name.
void TreeWalker::settle_type(int directory, Entry& entry) {
  struct stat status {};
  if (fstatat(directory, entry.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    entry.type = type_of(status);
  } else if (errno != ENOENT) {  // else gone since its directory was listed
    add_problem(error_text(errno), true);
  }
}

void TreeWalker::follow_link(int directory, const std::string& name, int depth) {
  if (rules_.links == LinkPolicy::none) {
    ++seen_;  // left out on purpose, as what a pattern leaves out
    return;
  }
  struct stat status {};
  if (fstatat(directory, name.c_str(), &status, 0) != 0) {
    const int code = errno;
    const std::string reason = code == ELOOP    ? "a link that leads to itself"
                               : code == ENOENT ? "a link to nothing"
                                                : "a link that cannot be followed: " + error_text(code);
    add_problem(reason, code != ELOOP && code != ENOENT);
    return;
  }
  if (rules_.links == LinkPolicy::inside) {
    const auto target = resolve(path_);
    if (!target || !lies_in(*target, root_)) {
      ++seen_;
      return;
    }
  }
  const unsigned char type = type_of(status);
  if (type == DT_DIR) {
    if (!is_left_out(true)) deferred_.push_back({.path = path_, .ignore = ignore_, .depth = depth + 1});
  } else if (type == DT_REG) {
    if (!is_left_out(false)) add(name, status);
  } else {
    ++result_.special_count;
  }
}

bool TreeWalker::is_left_out(bool is_directory) {
  const bool is_removed = !rules_.removed.empty() && rules_.removed.contains(removed_path_key(path_));
  const bool is_out = is_removed || (!ignore_.is_empty() && ignore_.is_excluded(relative(), is_directory));
  if (is_out) ++seen_;
  return is_out;
}

void TreeWalker::add_file(int directory, const std::string& name) {
  struct stat status {};
  if (fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    if (S_ISREG(status.st_mode)) add(name, status);
  } else if (errno != ENOENT) {
    add_problem(error_text(errno), true);
  }
}

void TreeWalker::add(const std::string& name, const struct stat& status) {
  ++seen_;
  result_.files.add(name, static_cast<std::uint64_t>(status.st_size), changed_ns(status));
}

void TreeWalker::add_problem(std::string reason, bool may_hide_files) {
  result_.problems.push_back({.path = path_, .reason = std::move(reason), .may_hide_files = may_hide_files});
}

std::string_view TreeWalker::relative() const {
  const std::size_t root_size = root_.ends_with('/') ? root_.size() : root_.size() + 1;
  return std::string_view(path_).substr(std::min(root_size, path_.size()));
}

}  // namespace dateline
