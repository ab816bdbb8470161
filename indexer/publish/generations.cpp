// See generations.hpp. The order makes every crash harmless: tables synced, directory named, stub switched,
// old removed.
#include "indexer/publish/generations.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"
#include "common/log.hpp"
#include "indexer/publish/durable.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <xapian.h>

namespace dateline {

namespace {

// As write_durably names them.
constexpr auto files_aside =
    std::to_array<std::string_view>({"XAPIANDB.tmp", "backup.tmp", "removal.tmp", "roots.tmp"});

void remove_tree(const std::filesystem::path& path) {
  std::error_code ignored;  // what cannot be removed now is tried again by the next run
  std::filesystem::remove_all(path, ignored);
}

// A generation loses its name first: whoever opens it just now finds all of it or none. (Xapian takes a
// missing position table for an empty one, and phrases would find nothing.)
void drop_generation(const IndexLocation& location, std::uint64_t number) {
  auto nameless = location.unfinished(number);
  nameless += "-old";
  std::error_code error;
  std::filesystem::rename(location.generation(number), nameless, error);
  remove_tree(error ? location.generation(number) : nameless);
}

// Not FULLER, which had bugs in corner cases (Xapian ticket 842) and gains nothing.
constexpr unsigned packing = Xapian::DBCOMPACT_NO_RENUMBER | static_cast<unsigned>(Xapian::Compactor::FULL);

// Looks between tables whether the run is to stop.
class InterruptibleCompactor : public Xapian::Compactor {
 public:
  explicit InterruptibleCompactor(std::string if_interrupted) : if_interrupted_(std::move(if_interrupted)) {}

  void set_status(const std::string& /*table*/, const std::string& /*status*/) override {
    stop_if_interrupted(if_interrupted_);
  }

 private:
  std::string if_interrupted_;
};

// Removes the oldest until the new one makes three with those that stay: a run that is killed once it is
// named must not leave a fourth.
void make_room(const IndexLocation& location, std::optional<std::uint64_t> previous,
               std::optional<std::uint64_t> kept) {
  constexpr std::size_t most_beside = 2;
  const auto generations = list_generations(location);
  std::size_t left = generations.size();
  for (const auto old : generations) {
    if (left <= most_beside) break;
    if (old == previous || old == kept) continue;
    drop_generation(location, old);
    --left;
  }
  if (left < generations.size()) sync_directory(location.directory);
}

void name_current(const IndexLocation& location, std::uint64_t number) {
  write_durably(location.stub(), "auto " + location.generation(number).filename().string() + "\n");
}

}  // namespace

void remove_leftovers(const IndexLocation& location) {
  std::error_code ignored;
  std::vector<std::filesystem::path> unfinished;  // and files written aside, by a run that was killed
  std::filesystem::directory_iterator entry(location.directory, ignored);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    const bool is_aside = std::ranges::find(files_aside, name) != files_aside.end();
    if (is_aside || name.starts_with("unfinished-")) unfinished.push_back(entry->path());
  }
  for (const auto& path : unfinished) remove_tree(path);
  const auto current = current_generation(location);
  if (!current) return;  // a lost stub leaves the last good state there, for whoever mends it
  for (const auto number : list_generations(location)) {
    if (number > *current) drop_generation(location, number);
  }
}

void copy_generation(const IndexLocation& location, std::uint64_t from, std::uint64_t to) {
  copy_directory(location.generation(from), location.unfinished(to));
}

UnfinishedGeneration::~UnfinishedGeneration() {
  remove_tree(location_.unfinished(number_));
  remove_tree(location_.packed(number_));
}

void check_generation(const IndexLocation& location, std::uint64_t number) {
  // Xapian's compaction passes over a sync that failed, and a second one then succeeds, though the disk lacks
  // what the first lost (tried): only reading it back tells.
  sync_and_forget(location.packed(number));
  std::size_t errors = 0;
  try {
    errors = Xapian::Database::check(location.packed(number).string(), 0, nullptr);
  } catch (...) {
    rethrow_as_error("checking the new generation");
  }
  if (errors == 0) return;
  throw Error(ErrorKind::io,
              "the new generation is damaged in " + std::to_string(errors) +
                  " places and was not published; the index is as it was",
              "check the disk and the memory of this machine, then run the same command again");
}

void pack_generation(const IndexLocation& location, std::uint64_t number, const std::string& if_interrupted) {
  try {
    Xapian::Database built(location.unfinished(number).string());
    InterruptibleCompactor compactor(if_interrupted);
    built.compact(location.packed(number).string(), packing, 0, compactor);
  } catch (...) {
    rethrow_as_error("packing " + location.unfinished(number).string());
  }
  remove_tree(location.unfinished(number));
}

void mend_stub(const IndexLocation& location) {
  const auto generations = list_generations(location);
  if (generations.empty() || current_generation(location)) return;
  log_warning("the file " + location.stub().string() + " was lost; generation " +
              std::to_string(generations.back()) + " is the index again");
  name_current(location, generations.back());
}

void publish_generation(const IndexLocation& location, std::uint64_t number,
                        std::optional<std::uint64_t> kept) {
  auto previous = current_generation(location);
  if (const auto all = list_generations(location); !previous && !all.empty()) previous = all.back();
  sync_directory(location.packed(number));
  make_room(location, previous, kept);
  try {
    rename_durably(location.packed(number), location.generation(number));
    name_current(location, number);
  } catch (...) {
    if (current_generation(location) != number) drop_generation(location, number);
    throw;
  }
  for (const auto old : list_generations(location)) {
    if (old != number && old != previous && old != kept) drop_generation(location, old);
  }
}

void pack_anew(const IndexLocation& location, std::uint64_t from, std::uint64_t number) {
  try {
    Xapian::Database current(location.generation(from).string());
    InterruptibleCompactor compactor("nothing of this run was kept; the index is as it was");
    current.compact(location.packed(number).string(), packing, 0, compactor);
    check_generation(location, number);
  } catch (...) {
    remove_tree(location.packed(number));
    rethrow_as_error("packing " + location.generation(from).string());
  }
}

void remove_other_generations(const IndexLocation& location, std::uint64_t number) {
  for (const auto old : list_generations(location)) {
    if (old != number) drop_generation(location, old);
  }
  remove_leftovers(location);
  std::error_code ignored;
  std::filesystem::directory_iterator entry(location.directory, ignored);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    const bool is_other = name.starts_with("generation-") || name.starts_with("unfinished-");
    if (is_other && entry->path() != location.generation(number))
      throw Error(ErrorKind::io, entry->path().string() + " cannot be removed", "remove it by hand");
  }
  sync_directory(location.directory);
}

std::uint64_t require_generation(const IndexLocation& location) {
  if (const auto current = current_generation(location)) return *current;
  throw Error(ErrorKind::not_found, "no index at " + location.directory.string(),
              "Make one:  dateline-index --db DIR PATH…");
}

std::uint64_t next_generation(const IndexLocation& location) {
  const auto all = list_generations(location);
  return std::max(all.empty() ? 0 : all.back(), current_generation(location).value_or(0)) + 1;
}

std::uint64_t generation_bytes(const std::filesystem::path& database) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(database, ignored)) {
    if (entry.is_regular_file(ignored)) bytes += entry.file_size(ignored);
  }
  return bytes;
}

}  // namespace dateline
