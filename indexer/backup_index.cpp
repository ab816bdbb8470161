// DIR/backup, version 1: the line "dateline backup 1", then "made=" an ISO 8601 instant, "articles=" and
// "revision=" a number; a line each.
// History: 1 (2026-11) first.
//
// The backup's generation holds a copy of DIR/roots besides its tables.
//
// A reader of Xapian sees one revision until a second commit after it; then it gets an error, never a
// mixture. Xapian's compact copies through an open reader: so it copies that revision or fails, and is tried
// again.
#include "indexer/backup_index.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/text/utc_time.hpp"
#include "indexer/check/find_damage.hpp"
#include "indexer/publish/durable.hpp"
#include "indexer/publish/generations.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/publish/writer_lock.hpp"
#include "indexer/remove/apply_removal.hpp"
#include "indexer/scan/lies_in.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <xapian.h>

namespace dateline {

namespace {

constexpr int attempts_without_lock = 3;
constexpr const char* backup_first_line = "dateline backup 1\n";

// One inside the other would be taken for articles, or removed with it.
void refuse_overlap(const BackupOptions& options) {
  std::error_code error;
  const auto index = std::filesystem::weakly_canonical(std::filesystem::absolute(options.directory), error);
  const auto backup = std::filesystem::weakly_canonical(std::filesystem::absolute(options.backup), error);
  if (!lies_in(index.native(), backup.native()) && !lies_in(backup.native(), index.native())) return;
  throw Error(
      ErrorKind::usage,
      options.backup.string() + " and the index " + options.directory.string() + " are one inside the other",
      "name a directory elsewhere, best on another disk");
}

void refuse_foreign_directory(const IndexLocation& backup) {
  std::error_code error;
  if (!std::filesystem::exists(backup.directory, error)) return;
  if (!std::filesystem::is_directory(backup.directory, error))
    throw Error(ErrorKind::usage, backup.directory.string() + " is a file", "name a new directory");
  if (std::filesystem::exists(backup.backup_mark(), error)) return;
  if (std::filesystem::exists(backup.stub(), error)) {
    throw Error(ErrorKind::usage, backup.directory.string() + " is an index or a database, and no backup",
                "name a new or empty directory, or one that backup has made");
  }
}

std::string describe(const GenerationFindings& found) {
  const Damage& first = found.damages.front();
  const std::string more =
      found.damages.size() == 1 ? "" : " (and " + std::to_string(found.damages.size() - 1) + " more)";
  return first.part + ": " + first.what + more;
}

// Xapian may crash on an index that is damaged: a child copies.
ChildTask copying_task(const IndexLocation& index, const std::filesystem::path& to) {
  return {.part = "the index", .work = [index, to](ChildReport&) {
            Xapian::Database db = open_index(index);
            try {
              db.compact(to.string(), Xapian::DBCOMPACT_NO_RENUMBER);
            } catch (const Xapian::DatabaseModifiedError&) {
              throw;
            } catch (...) {
              rethrow_as_error("copying to " + to.string());
            }
          }};
}

[[noreturn]] void throw_not_copied(const BackupOptions& options, const GenerationFindings& found) {
  const std::string what =
      "the index " + options.directory.string() + " was not backed up: " + describe(found);
  if (what.find("no space") != std::string::npos)
    throw Error(ErrorKind::io, what, "free some space, then run the same command again");
  throw Error(ErrorKind::bad_input, what,
              "what is damaged in it tells  dateline-index --db " + options.directory.string() + " check");
}

// Copies the revision that is current, and looks whether the copy is whole.
GenerationFindings copy_revision(const BackupOptions& options, const std::filesystem::path& to,
                                 Progress& progress) {
  const IndexLocation index{options.directory};
  std::error_code ignored;
  std::filesystem::remove_all(to, ignored);
  const auto current = current_generation(index);
  const auto copied = run_children({copying_task(index, to)},
                                   limits_for(index.generation(current.value_or(0))), [](std::uint64_t) {});
  if (copied.is_complete) return find_damage(to, progress);
  GenerationFindings found{.damages = copied.damages, .has_moved = !copied.moved.empty()};
  for (const auto& part : copied.moved)
    found.damages.push_back({.part = part, .what = "it changes while it is read"});
  return found;
}

GenerationFindings copy_some_revision(const BackupOptions& options, const std::filesystem::path& to,
                                      Progress& progress) {
  const IndexLocation index{options.directory};
  for (int attempt = 0; attempt < attempts_without_lock; ++attempt) {
    auto found = copy_revision(options, to, progress);
    if (found.damages.empty()) return found;
    if (!found.has_moved) break;
  }
  const WriterLock lock(index, options.lock_timeout);
  auto found = copy_revision(options, to, progress);
  if (!found.damages.empty()) throw_not_copied(options, found);
  return found;
}

void write_mark(const IndexLocation& backup, const GenerationFindings& found) {
  write_durably(backup.backup_mark(), backup_first_line + ("made=" + utc_time(current_time()) + "\n") +
                                          "articles=" + std::to_string(found.articles) +
                                          "\nrevision=" + std::to_string(found.revision) + "\n");
}

void remove_all_but(const IndexLocation& location, std::uint64_t number) {
  std::error_code ignored;
  for (const auto other : list_generations(location)) {
    if (other != number) std::filesystem::remove_all(location.generation(other), ignored);
  }
}

// What is left of the index's roots; damaged, the backup's take their place.
IndexSources sources_before(const IndexLocation& index) {
  try {
    return read_sources(index);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::wrong_version) throw;
    return {};
  }
}

IndexSources joined_sources(const IndexSources& before, const IndexSources& restored) {
  IndexSources sources = restored;
  for (const auto& root : before.roots) {
    if (std::ranges::find(sources.roots, root) != sources.roots.end()) continue;
    sources.roots.push_back(root);
    const auto base = before.bases.find(root.native());
    if (base != before.bases.end()) sources.bases.insert(*base);
  }
  sources.mounts.insert(before.mounts.begin(), before.mounts.end());
  return sources;
}

// All that was removed on purpose, before the backup or since, by a run that was interrupted, too.
PendingRemoval removal_since(const IndexLocation& index, const IndexSources& before,
                             const IndexSources& restored) {
  PendingRemoval removal = read_pending(index).value_or(PendingRemoval{});
  for (const auto* const sources : {&before, &restored}) {
    removal.staying.insert(sources->removed.begin(), sources->removed.end());
    removal.contents.insert(sources->removed_contents.begin(), sources->removed_contents.end());
  }
  return removal;
}

ChildTask revision_task(const IndexLocation& index, std::uint64_t number) {
  const auto path = index.generation(number);
  return {.part = path.string(), .work = [path, number](ChildReport& report) {
            const Xapian::Database db(path.string());
            if (!has_sound_metadata(db)) return;
            report.count(std::to_string(number),
                         std::strtoull(db.get_metadata(metadata_revision).c_str(), nullptr, 10));
          }};
}

// The greatest that a run of this index has had; what cannot be read has had none.
std::uint64_t revision_before(const IndexLocation& index) {
  std::vector<ChildTask> tasks;
  for (const auto number : list_generations(index)) tasks.push_back(revision_task(index, number));
  std::uint64_t greatest = 0;
  for (const auto& [name, revision] : run_children(tasks, {}, [](std::uint64_t) {}).counts)
    greatest = std::max(greatest, revision);
  return greatest;
}

// A backup's generation has its sources in it, so that both change in one step.
IndexLocation sources_of_backup(const std::filesystem::path& generation) {
  return {generation};
}

IndexSources read_backup_sources(const IndexLocation& backup, std::uint64_t generation) {
  const auto inside = sources_of_backup(backup.generation(generation));
  std::error_code error;
  return read_sources(std::filesystem::exists(inside.roots(), error) ? inside : backup);
}

void copy_tables(const std::filesystem::path& from, const std::filesystem::path& to) {
  copy_directory(from, to);
  try {
    std::filesystem::remove(sources_of_backup(to).roots());
  } catch (...) {
    rethrow_as_error("copying " + from.string());
  }
}

std::uint64_t generation_of_backup(const IndexLocation& backup) {
  std::error_code error;
  const auto current =
      std::filesystem::is_directory(backup.directory, error) ? current_generation(backup) : std::nullopt;
  if (current && std::filesystem::is_directory(backup.generation(*current), error)) return *current;
  throw Error(ErrorKind::not_found, "no backup at " + backup.directory.string(),
              "make one:  dateline-index backup DIR");
}

}  // namespace

BackupReport back_up_index(const BackupOptions& options, Progress& progress) {
  const IndexLocation index{options.directory};
  const IndexLocation backup{options.backup};
  refuse_overlap(options);
  open_index(index);
  refuse_foreign_directory(backup);
  const WriterLock lock(backup, options.lock_timeout);
  remove_leftovers(backup);
  const std::uint64_t number = next_generation(backup);
  const UnfinishedGeneration unfinished(backup, number);
  const auto copied = copy_some_revision(options, backup.packed(number), progress);
  // What was removed before that revision is among the sources read after it.
  const IndexSources sources = read_sources(index);
  write_sources(sources_of_backup(backup.packed(number)), sources);
  std::error_code error;  // without the mark an index would be taken for someone's own
  if (!std::filesystem::exists(backup.backup_mark(), error)) write_mark(backup, copied);
  publish_generation(backup, number);
  write_sources(backup, sources);
  write_mark(backup, copied);
  remove_all_but(backup, number);
  return {.articles = copied.articles,
          .bytes = generation_bytes(backup.generation(number)),
          .generation = number};
}

BackupReport restore_index(const BackupOptions& options, Progress& progress) {
  const IndexLocation index{options.directory};
  const IndexLocation backup{options.backup};
  refuse_overlap(options);
  const std::uint64_t from = generation_of_backup(backup);
  const IndexSources restored = read_backup_sources(backup, from);
  const WriterLock lock(index, options.lock_timeout);
  remove_leftovers(index);
  const IndexSources before = sources_before(index);
  const PendingRemoval removal = removal_since(index, before, restored);
  const std::uint64_t least_revision = revision_before(index);
  const std::uint64_t number = next_generation(index);
  const UnfinishedGeneration unfinished(index, number);
  copy_tables(backup.generation(from), index.unfinished(number));
  const auto found = find_damage(index.unfinished(number), progress);
  if (!found.damages.empty()) {
    throw Error(
        ErrorKind::bad_input,
        "the backup " + options.backup.string() + " is damaged and was not restored: " + describe(found),
        "name another backup, or build the index anew:  dateline-index --db " + options.directory.string() +
            " rebuild");
  }
  const std::uint64_t articles = remove_from_unfinished(index, number, removal, least_revision);
  IndexSources sources = joined_sources(before, restored);
  const std::size_t roots_kept = sources.roots.size() - restored.roots.size();
  add_to_removed(sources, removal);
  write_sources(index, sources);
  publish_generation(index, number);
  return {.articles = articles,
          .bytes = generation_bytes(index.generation(number)),
          .generation = number,
          .roots_kept = roots_kept};
}

}  // namespace dateline
