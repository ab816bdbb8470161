// See generations.hpp. The order makes every crash harmless: tables synced, directory named, stub switched,
// old removed.
#include "indexer/publish/generations.hpp"

#include "common/error.hpp"
#include "indexer/publish/durable.hpp"

#include <string>
#include <system_error>
#include <vector>

#include <xapian.h>

namespace dateline {

namespace {

void remove_tree(const std::filesystem::path& path) {
  std::error_code ignored;  // what cannot be removed now is tried again by the next run
  std::filesystem::remove_all(path, ignored);
}

}  // namespace

void remove_leftovers(const IndexLocation& location) {
  std::error_code ignored;
  std::vector<std::filesystem::path> unfinished;
  std::filesystem::directory_iterator entry(location.directory, ignored);
  for (; entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
    if (entry->path().filename().string().starts_with("unfinished-")) unfinished.push_back(entry->path());
  }
  for (const auto& path : unfinished) remove_tree(path);
  const auto current = current_generation(location);
  if (!current) return;  // a lost stub leaves the last good state there, for whoever mends it
  for (const auto number : list_generations(location)) {
    if (number > *current) remove_tree(location.generation(number));
  }
}

void copy_generation(const IndexLocation& location, std::uint64_t from, std::uint64_t to) {
  try {
    std::filesystem::copy(location.generation(from), location.unfinished(to),
                          std::filesystem::copy_options::recursive);
  } catch (...) {
    rethrow_as_error("copying " + location.generation(from).string());
  }
}

void pack_generation(const IndexLocation& location, std::uint64_t number) {
  try {
    Xapian::Database built(location.unfinished(number).string());
    built.compact(location.packed(number).string(), Xapian::DBCOMPACT_NO_RENUMBER);
  } catch (...) {
    rethrow_as_error("packing " + location.unfinished(number).string());
  }
  remove_tree(location.unfinished(number));
}

void publish_generation(const IndexLocation& location, std::uint64_t number) {
  auto previous = current_generation(location);
  if (const auto all = list_generations(location); !previous && !all.empty()) previous = all.back();
  sync_directory(location.packed(number));
  rename_durably(location.packed(number), location.generation(number));
  write_durably(location.stub(), "auto " + location.generation(number).filename().string() + "\n");
  for (const auto old : list_generations(location)) {
    if (old != number && old != previous) remove_tree(location.generation(old));
  }
}

}  // namespace dateline
