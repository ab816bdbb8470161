// See index_marks.hpp.
#include "indexer/scan/index_marks.hpp"

#include "common/text/ascii.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr auto stub_types = std::to_array<std::string_view>(
    {"auto", "glass", "chert", "flint", "honey", "inmemory", "remote"});  // as Xapian 1.2 to 2.0 read them
constexpr auto other_names = std::to_array<std::string_view>(
    {".", "..", "XAPIANDB.tmp", "backup", "backup.tmp", "removal", "removal.tmp", "roots", "roots.tmp"});

bool is_stub(int directory) {
  const int file = openat(directory, "XAPIANDB", O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return true;  // rather passed over, and told where its files are known, than read
  std::array<char, 64> buffer{};
  const ssize_t size = read(file, buffer.data(), buffer.size());
  close(file);
  if (size < 0) return errno != EISDIR;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  const std::string_view type = text.substr(0, text.find(' '));
  return std::ranges::find(stub_types, type) != stub_types.end() && text.find(' ') != std::string_view::npos;
}

// "generation-7", "unfinished-7-packed".
bool is_generation(std::string_view name) {
  constexpr std::size_t prefix_size = std::string_view("generation-").size();
  static_assert(prefix_size == std::string_view("unfinished-").size());
  return (name.starts_with("generation-") || name.starts_with("unfinished-")) && name.size() > prefix_size &&
         is_ascii_digit(name[prefix_size]) && name.find('.') == std::string_view::npos;
}

}  // namespace

void IndexMarks::add(std::string_view name) {
  if (name == "XAPIANDB") {
    has_stub_ = true;
  } else if (name == "iamglass") {
    has_version_file_ = true;
  } else if (name == "writer.lock") {
    has_lock_ = true;
  } else if (name.ends_with(".glass")) {
    has_table_ = true;
  } else if (is_generation(name)) {
    has_generation_ = true;
  } else if (std::ranges::find(other_names, name) == other_names.end()) {
    has_others_ = true;
  }
}

bool IndexMarks::are_of_index(int directory) const {
  if (has_version_file_ && (has_table_ || has_lock_)) return true;
  if (has_generation_ && (has_lock_ || has_stub_)) return true;
  // One that is about to be made, or whose generations are lost.
  const bool is_bare = !has_others_ && !has_version_file_ && !has_table_;
  if (has_lock_ && (is_bare || has_stub_)) return true;
  return has_stub_ && is_stub(directory);
}

}  // namespace dateline
