// The steps of changes.hpp that look into files, not only at their names, sizes and times.
#include "common/error.hpp"
#include "common/interruption.hpp"
#include "common/log.hpp"
#include "common/text/utf8.hpp"
#include "indexer/formats/read_file.hpp"
#include "indexer/scan/changes.hpp"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr const char* nothing_kept = "nothing was changed yet, the index is as it was";

bool can_be_opened(const std::filesystem::path& path, std::string& why) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) why = std::generic_category().message(errno);
  if (file >= 0) close(file);
  return file >= 0;
}

// What the ledger knows of a file's contents can be relied on.
bool has_contents(const LedgerEntry& entry) {
  return entry.content_hash != 0 && entry.limit_bytes == 0;
}

// A rebuild reads files that have not changed, too.
bool has_other_contents(const FoundFile& file, const LedgerEntry& entry) {
  if (file.size != entry.size) return true;
  return file.changed_ns != entry.changed_ns && hash_file(file.path) != entry.content_hash;
}

// What was a problem is in the ledger under its path, too, as a missing directory is after one run.
bool was_file(const std::filesystem::path& root, const Ledger& ledger) {
  const auto entry = ledger.find(root.native());
  return entry && (entry->documents > 0 || entry->content_hash != 0 || !entry->id_path.empty());
}

/// How many files that are roots themselves are missing, by the directory that they lay in.
using MissingFiles = std::map<std::string, std::size_t, std::less<>>;

// Directories that still hold a file that was read before have not been emptied.
void pass_over_living(MissingFiles& missing, const WalkResult& walk, const Ledger& ledger) {
  const std::set<std::filesystem::path> gone(walk.missing.begin(), walk.missing.end());
  ledger.for_each_known([&](std::string_view path, const KnownFile& file) {
    const auto found = missing.find(path.substr(0, std::max<std::size_t>(path.rfind('/'), 1)));
    if (found == missing.end() || file.changed_ns == never_read || gone.contains(path)) return;
    std::error_code error;
    if (std::filesystem::exists(path, error)) missing.erase(found);
  });
}

// A directory whose known files are all gone at once, or that is empty, may be one where a disk is not
// mounted: see refuse_emptied of changes.cpp, which knows only directories that are roots.
void refuse_vanished_together(const WalkResult& walk, const Ledger& ledger) {
  MissingFiles missing;
  for (const auto& root : walk.missing) {
    std::error_code error;
    const auto directory = root.parent_path();
    if (was_file(root, ledger) && std::filesystem::exists(directory, error)) ++missing[directory.native()];
  }
  if (missing.empty()) return;
  pass_over_living(missing, walk, ledger);
  for (const auto& [directory, files] : missing) {
    std::error_code error;
    if (files == 1 && !std::filesystem::is_empty(directory, error)) continue;
    throw Error(ErrorKind::io,
                "all indexed files of " + directory + " are gone, " + std::to_string(files) +
                    " of them (a disk not mounted?)",
                "if they really are gone, run it again with --allow-empty-root");
  }
}

// Files of a directory that looks like an index now, and did not before.
void hide_below_indexes(WalkResult& walk, const Ledger& ledger) {
  if (walk.indexes.empty()) return;
  std::set<std::string> hiding;
  ledger.for_each_known([&](std::string_view path, const KnownFile& file) {
    if (file.changed_ns == never_read && !file.has_documents) return;
    for (const auto& index : walk.indexes) {
      if (path.size() > index.size() && path.starts_with(index) && path[index.size()] == '/')
        hiding.insert(index);
    }
  });
  for (const auto& index : hiding) {
    walk.problems.push_back(
        {.path = index,
         .reason = "passed over, for it looks like an index; the articles known from it are kept "
                   "(--allow-empty-root removes them)",
         .may_hide_files = true});
  }
}

}  // namespace

void divert_unreadable(Changes& changes, const Ledger& ledger, WalkResult& walk) {
  std::erase_if(changes.to_read, [&](const FoundFile& file) {
    stop_if_interrupted(nothing_kept);
    std::string why;
    if (can_be_opened(file.path, why)) return false;
    const ScanProblem problem{.path = file.path, .reason = "cannot be read: " + why};
    const auto entry = ledger.find(problem.path);
    const bool is_known = entry && entry->rejections == std::vector<std::string>{problem.reason};
    walk.problems.push_back(problem);
    if (!is_known) changes.new_problems.push_back(problem);
    return true;
  });
}

void find_touched(Changes& changes, const Ledger& ledger) {
  std::vector<FoundFile> changed;
  for (auto& file : changes.to_read) {
    stop_if_interrupted(nothing_kept);
    const auto entry = ledger.find(file.path);
    log_debug((!entry ? "new: " : "changed: ") + to_valid_utf8(file.path));
    // Of the same time, too, it is here for another reason: to be tried again.
    const bool is_retried = entry && entry->changed_ns == file.changed_ns && !entry->is_kept;
    // What could not be read is read again: its reason stands in the place of what its records had.
    const bool was_refused = entry && entry->changed_ns == never_read && !entry->rejections.empty();
    const bool may_be_equal =
        entry && entry->size == file.size && has_contents(*entry) && !is_retried && !was_refused;
    const bool is_equal = may_be_equal && hash_file(file.path) == entry->content_hash;
    (is_equal ? changes.touched : changed).push_back(std::move(file));
  }
  changes.to_read = std::move(changed);
  changes.unchanged += changes.touched.size();
}

void find_moved(Changes& changes, const Ledger& ledger) {
  std::unordered_multimap<std::uint64_t, std::string> gone_by_size;
  for (const auto* paths : {&changes.gone, &changes.kept}) {
    for (const auto& path : *paths) {
      const auto entry = ledger.find(path);
      if (entry && has_contents(*entry)) gone_by_size.emplace(entry->size, path);
    }
  }
  // What a changed file held before may lie elsewhere now, too: two files exchanged, a log rotated.
  std::vector<const FoundFile*> changed;
  for (const auto& file : changes.to_read) {
    const auto entry = ledger.find(file.path);
    const bool has_known_contents = entry && has_contents(*entry);
    if (has_known_contents && !has_other_contents(file, *entry)) continue;
    changed.push_back(&file);
    if (has_known_contents) gone_by_size.emplace(entry->size, file.path);
  }
  std::unordered_set<std::string> moved;
  for (const FoundFile* changed_file : changed) {
    const FoundFile& file = *changed_file;
    const auto [first, last] = gone_by_size.equal_range(file.size);
    if (first == last) continue;
    stop_if_interrupted(nothing_kept);
    const std::uint64_t hash = hash_file(file.path);
    const auto found = std::find_if(first, last, [&](const auto& candidate) {
      return ledger.find(candidate.second)->content_hash == hash;
    });
    if (found == last) continue;
    log_debug("moved: " + to_valid_utf8(found->second) + " to " + to_valid_utf8(file.path));
    changes.moved_from.emplace(file.path, found->second);
    moved.insert(found->second);
    gone_by_size.erase(found);
  }
  // What has moved is not kept at its old place as well.
  std::erase_if(changes.kept, [&](const std::string& path) {
    const bool has_moved = moved.contains(path);
    if (has_moved) changes.gone.push_back(path);
    return has_moved;
  });
}

void settle_missing(WalkResult& walk, const Ledger& ledger, bool allow_empty_root) {
  if (!allow_empty_root) {
    refuse_vanished_together(walk, ledger);
    hide_below_indexes(walk, ledger);
  }
  for (const auto& root : walk.missing) {
    std::error_code error;
    const bool is_gone = was_file(root, ledger) && std::filesystem::exists(root.parent_path(), error);
    if (is_gone || allow_empty_root) {
      walk.forgotten.push_back(root);
      continue;
    }
    walk.problems.push_back(
        {.path = root.native(),
         .reason = "not there any more; its articles are kept (--allow-empty-root removes them)",
         .may_hide_files = true});
  }
}

}  // namespace dateline
