// See inotify_source.hpp.
#include "indexer/watch/inotify_source.hpp"

#include "common/interruption.hpp"
#include "common/log.hpp"
#include "common/text/utf8.hpp"
#include "indexer/scan/lies_in.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr std::uint32_t name_mask = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;
constexpr std::uint32_t file_mask = IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr std::uint32_t tree_mask = name_mask | file_mask | IN_ONLYDIR | IN_EXCL_UNLINK;

// As the walk (scan/tree_walker.cpp) knows an index.
bool is_index_mark(std::string_view name) {
  return name == "XAPIANDB" || name == "iamglass" || name == "writer.lock";
}

/// What there is in a directory to go on with.
struct Listing {
  std::vector<std::string> directories{};
  bool is_index = false;
  bool has_ignore_file = false;
};

bool leads_to_directory(int directory, const dirent& entry, LinkPolicy links) {
  if (entry.d_type == DT_DIR) return true;
  const bool may_be = entry.d_type == DT_UNKNOWN || (entry.d_type == DT_LNK && links == LinkPolicy::all);
  if (!may_be) return false;
  struct stat status {};
  const int flags = links == LinkPolicy::all ? 0 : AT_SYMLINK_NOFOLLOW;
  return fstatat(directory, entry.d_name, &status, flags) == 0 && S_ISDIR(status.st_mode);
}

Listing list(const std::filesystem::path& directory, LinkPolicy links) {
  Listing listing;
  DIR* handle = opendir(directory.c_str());
  if (handle == nullptr) return listing;
  while (const dirent* entry = readdir(handle)) {
    const std::string_view name = entry->d_name;
    listing.is_index = listing.is_index || is_index_mark(name);
    listing.has_ignore_file = listing.has_ignore_file || name == ignore_file_name;
    if (!name.starts_with('.') && leads_to_directory(dirfd(handle), *entry, links))
      listing.directories.emplace_back(name);
  }
  closedir(handle);
  return listing;
}

std::string_view below(const std::filesystem::path& path, const std::string& root) {
  const std::string_view whole = path.native();
  const std::size_t skipped = root.ends_with('/') ? root.size() : root.size() + 1;
  return whole.size() > skipped ? whole.substr(skipped) : std::string_view();
}

// The rules in a directory with an ignore file of its own; one that cannot be read adds none, so that more is
// watched than need be.
std::shared_ptr<const IgnoreRules> with_ignore_file(const IgnoreRules& outer,
                                                    const std::filesystem::path& directory,
                                                    const std::string& root) {
  std::ifstream file(directory / ignore_file_name, std::ios::binary);
  const std::string contents{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto inner = std::make_shared<IgnoreRules>(outer);
  inner->push_file(below(directory, root), PatternList::of_file(contents));
  return inner;
}

std::string why_unwatched(int code) {
  if (code == ENOSPC) {
    return "the system allows no more watches: raise them with  sysctl fs.inotify.max_user_watches=1000000";
  }
  if (code == EMFILE) {
    return "the system allows no more watchers: raise them with  sysctl fs.inotify.max_user_instances=1024";
  }
  return "inotify: " + std::generic_category().message(code);
}

// True when there is something to read. A signal that came just before is not slept over.
bool wait_for_input(int file, std::chrono::milliseconds timeout) {
  sigset_t stopping;
  sigset_t before;
  sigemptyset(&stopping);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&stopping, signal);
  pthread_sigmask(SIG_BLOCK, &stopping, &before);
  int ready = 0;
  if (!is_interrupted()) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
    const timespec limit{.tv_sec = seconds.count(), .tv_nsec = (timeout - seconds).count() * 1'000'000};
    pollfd input{.fd = file, .events = POLLIN, .revents = 0};
    ready = ppoll(&input, 1, &limit, &before);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return ready > 0;
}

}  // namespace

InotifySource::InotifySource(const std::filesystem::path& index_directory)
    : inotify_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
  if (inotify_ < 0) coverage_.why = why_unwatched(errno);
  std::error_code error;
  index_directory_ = std::filesystem::weakly_canonical(std::filesystem::absolute(index_directory), error);
}

InotifySource::~InotifySource() {
  if (inotify_ >= 0) close(inotify_);
}

WatchCoverage InotifySource::watch(const WatchTarget& target) {
  if (inotify_ < 0) return {.directories = 0, .unwatched = 1, .why = coverage_.why};
  ++round_;
  coverage_ = {};
  target_ = target;
  for (const auto& root : target_.roots) watch_root(root);
  forget_unseen();
  coverage_.directories = watched_.size();
  return coverage_;
}

// A root is watched itself and by its name in its directory: it may go, come back, or be replaced.
void InotifySource::watch_root(const std::filesystem::path& root) {
  if (root.has_relative_path()) {
    if (Watched* parent = add(root.parent_path(), name_mask | IN_ONLYDIR | IN_MASK_ADD))
      parent->names.insert(root.filename().native());
  }
  std::error_code error;
  if (std::filesystem::is_directory(root, error)) {
    const auto& rules = target_.rules;
    watch_tree(root, root.native(), std::make_shared<IgnoreRules>(rules.include, rules.exclude));
  } else {
    add(root, file_mask | IN_MASK_ADD);
  }
}

void InotifySource::watch_tree(const std::filesystem::path& top, const std::string& root,
                               std::shared_ptr<const IgnoreRules> ignore) {
  struct ToDo {
    std::filesystem::path directory;
    std::shared_ptr<const IgnoreRules> ignore;
  };
  std::vector<ToDo> to_do{{top, std::move(ignore)}};
  while (!to_do.empty()) {
    auto [directory, rules] = std::move(to_do.back());
    to_do.pop_back();
    if (directory == index_directory_) continue;
    Watched* watched = add(directory, tree_mask | IN_MASK_ADD);
    if (watched == nullptr || watched->is_tree) continue;
    watched->is_tree = true;
    watched->root = root;
    // Listed after it is watched: what is made in between is told.
    const Listing listing = list(directory, target_.rules.links);
    if (listing.is_index) {
      forget_tree(directory);
      continue;
    }
    if (listing.has_ignore_file) rules = with_ignore_file(*rules, directory, root);
    watched->ignore = rules;
    for (const auto& name : listing.directories) {
      auto child = directory / name;
      if (!is_left_out(child, root, *rules, true)) to_do.push_back({std::move(child), rules});
    }
  }
}

bool InotifySource::is_left_out(const std::filesystem::path& path, const std::string& root,
                                const IgnoreRules& ignore, bool is_directory) const {
  const auto& removed = target_.rules.removed;
  if (!removed.empty() && removed.contains(removed_path_key(path))) return true;
  return !ignore.is_empty() && ignore.is_excluded(below(path, root), is_directory);
}

InotifySource::Watched* InotifySource::add(const std::filesystem::path& path, std::uint32_t mask) {
  const int descriptor = inotify_add_watch(inotify_, path.c_str(), mask);
  if (descriptor < 0) {
    // What is not there or may not be read is no loss: the walk cannot see it either.
    if (errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == ELOOP) return nullptr;
    ++coverage_.unwatched;
    if (coverage_.why.empty()) coverage_.why = why_unwatched(errno);
    return nullptr;
  }
  Watched& watched = watched_[descriptor];
  // A directory that two ways lead to is watched by the first.
  if (watched.round != round_) watched = {.path = path, .round = round_};
  return &watched;
}

void InotifySource::forget_tree(const std::filesystem::path& top) {
  std::erase_if(watched_, [&](const auto& entry) {
    if (!lies_in(entry.second.path.native(), top.native())) return false;
    inotify_rm_watch(inotify_, entry.first);
    return true;
  });
}

void InotifySource::forget_unseen() {
  std::erase_if(watched_, [&](const auto& entry) {
    if (entry.second.round == round_) return false;
    inotify_rm_watch(inotify_, entry.first);
    return true;
  });
}

WatchEvent InotifySource::wait(std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!is_interrupted()) {
    const auto left = deadline - std::chrono::steady_clock::now();
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left);
    const auto limit = std::max(milliseconds, std::chrono::milliseconds(0));
    const bool has_input = wait_for_input(inotify_, limit);
    if (has_input) {
      const WatchEvent event = read_events();
      if (event != WatchEvent::none) return event;
    }
    if (std::chrono::steady_clock::now() >= deadline) break;
  }
  return WatchEvent::none;
}

// All that is waiting, so that one wait sees a burst as one event.
WatchEvent InotifySource::read_events() {
  alignas(inotify_event) std::array<char, 64 * 1024> buffer{};
  WatchEvent worst = WatchEvent::none;
  while (true) {
    const ssize_t size = read(inotify_, buffer.data(), buffer.size());
    if (size <= 0) return worst;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = buffer.data() + at + sizeof event;
      worst = std::max(worst, judge(event, std::string_view(name, strnlen(name, event.len))));
      at += sizeof event + event.len;
    }
  }
}

WatchEvent InotifySource::judge(const inotify_event& event, std::string_view name) {
  if ((event.mask & (IN_Q_OVERFLOW | IN_UNMOUNT)) != 0) return WatchEvent::lost;
  const auto found = watched_.find(event.wd);
  if (found == watched_.end()) return WatchEvent::none;
  if ((event.mask & IN_IGNORED) != 0) {
    watched_.erase(found);
    return WatchEvent::none;
  }
  const Watched watched = found->second;
  if (name.empty()) {
    if (!watched.is_tree && !watched.names.empty()) return WatchEvent::none;
    if ((event.mask & IN_MOVE_SELF) != 0) forget_tree(watched.path);
    return WatchEvent::changed;
  }
  const std::string entry(name);
  if (watched.names.contains(entry)) {
    if ((event.mask & (IN_MOVED_FROM | IN_DELETE)) != 0) forget_tree(watched.path / entry);
    if ((event.mask & (IN_MOVED_TO | IN_CREATE)) != 0) watch_root(watched.path / entry);
    return WatchEvent::changed;
  }
  return watched.is_tree ? judge_entry(watched, event.mask, entry) : WatchEvent::none;
}

WatchEvent InotifySource::judge_entry(const Watched& directory, std::uint32_t mask, const std::string& name) {
  if (is_index_mark(name)) {
    log_debug("an index is made in " + to_valid_utf8(directory.path.native()) + ": not watched");
    forget_tree(directory.path);
    return WatchEvent::none;
  }
  if (name == ignore_file_name) return WatchEvent::lost;
  if (name.starts_with('.')) return WatchEvent::none;
  const auto path = directory.path / name;
  const bool is_directory = (mask & IN_ISDIR) != 0;
  if (path == index_directory_ || is_left_out(path, directory.root, *directory.ignore, is_directory))
    return WatchEvent::none;
  if (is_directory) {
    if ((mask & IN_MOVED_FROM) != 0) forget_tree(path);
    if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) watch_tree(path, directory.root, directory.ignore);
  }
  return WatchEvent::changed;
}

}  // namespace dateline
