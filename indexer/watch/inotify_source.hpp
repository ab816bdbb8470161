// Changes as the kernel tells them: one inotify watch a directory, new directories at once.
#pragma once

#include "indexer/scan/ignore.hpp"
#include "indexer/watch/change_source.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

struct inotify_event;

namespace dateline {

/// Watches what the walk would enter: no hidden entries, no indexes, nothing that patterns leave out or that
/// was removed; links to directories only where all are followed (inside a root the directory is watched
/// where it lies). Without inotify, or with too few watches, `watch` says so and `wait` tells what it still
/// sees. Network file systems give no events of other machines.
class InotifySource final : public ChangeSource {
 public:
  /// `index_directory` is never watched: each update would cause the next.
  explicit InotifySource(const std::filesystem::path& index_directory);
  ~InotifySource() override;
  InotifySource(const InotifySource&) = delete;
  InotifySource& operator=(const InotifySource&) = delete;

  WatchCoverage watch(const WatchTarget& target) override;
  WatchEvent wait(std::chrono::milliseconds timeout) override;

 private:
  /// What one inotify watch stands for; a directory may be both.
  struct Watched {
    std::filesystem::path path{};
    bool is_tree = false;           // everything in it counts
    std::set<std::string> names{};  // else only these: roots that lie in it
    std::string root{};             // of a tree
    /// What is left out in a tree. Owned by every directory under the same rules.
    std::shared_ptr<const IgnoreRules> ignore{};
    std::uint64_t round = 0;  // of `watch`, in which it was seen last
  };

  void watch_root(const std::filesystem::path& root);
  void watch_tree(const std::filesystem::path& top, const std::string& root,
                  std::shared_ptr<const IgnoreRules> ignore);
  /// The record of the watch; null when there is none.
  Watched* add(const std::filesystem::path& path, std::uint32_t mask);
  void forget_tree(const std::filesystem::path& top);
  void forget_unseen();
  WatchEvent read_events();
  WatchEvent judge(const inotify_event& event, std::string_view name);
  WatchEvent judge_entry(const Watched& directory, std::uint32_t mask, const std::string& name);
  [[nodiscard]] bool is_left_out(const std::filesystem::path& path, const std::string& root,
                                 const IgnoreRules& ignore, bool is_directory) const;

  std::filesystem::path index_directory_;
  int inotify_ = -1;
  std::map<int, Watched> watched_;  // by watch descriptor
  WatchTarget target_;
  std::uint64_t round_ = 0;
  WatchCoverage coverage_;
};

}  // namespace dateline
