// DIR/removal, version 2: the line "dateline removal 2", then "purge" when it is one, then a line a key:
// "staying " or "once " and 32 hexadecimal digits, or "contents " and twice as many, a space between. Hashes
// only, as on the removed list: a purge leaves no name. History: 1 (2026-11) first; 2 (2026-11) contents.
#include "indexer/remove/pending_removal.hpp"

#include "common/error.hpp"
#include "indexer/publish/durable.hpp"

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace dateline {

namespace {

constexpr std::string_view first_line_1 = "dateline removal 1";
constexpr std::string_view first_line_2 = "dateline removal 2";
constexpr std::string_view staying_word = "staying ";
constexpr std::string_view once_word = "once ";
constexpr std::string_view contents_word = "contents ";

std::filesystem::path file_of(const IndexLocation& location) {
  return location.directory / "removal";
}

bool read_line(std::string_view line, PendingRemoval& removal) {
  if (line == "purge") {
    removal.is_purge = true;
    return true;
  }
  if (line.starts_with(contents_word)) {
    const auto contents = parse_contents(line.substr(contents_word.size()));
    if (contents) removal.contents.insert(*contents);
    return contents.has_value();
  }
  for (const auto& [word, keys] :
       {std::pair(staying_word, &removal.staying), std::pair(once_word, &removal.once)}) {
    if (!line.starts_with(word)) continue;
    const auto key = parse_key(line.substr(word.size()));
    if (key) keys->insert(*key);
    return key.has_value();
  }
  return false;
}

}  // namespace

std::optional<PendingRemoval> read_pending(const IndexLocation& location) {
  const auto path = file_of(location);
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) return std::nullopt;
  std::ifstream file(path);
  std::string line;
  if (!file) throw Error(ErrorKind::io, "cannot read " + path.string());
  PendingRemoval removal;
  bool is_sound = std::getline(file, line) && (line == first_line_1 || line == first_line_2);
  while (is_sound && std::getline(file, line)) is_sound = read_line(line, removal);
  if (file.bad()) throw Error(ErrorKind::io, "cannot read " + path.string());
  if (is_sound) return removal;
  throw Error(ErrorKind::bad_input, path.string() + ", which says what was to be removed, is damaged",
              "delete it, then remove again what was to go");
}

void write_pending(const IndexLocation& location, const PendingRemoval& removal) {
  std::string contents = std::string(first_line_2) + "\n";
  if (removal.is_purge) contents += "purge\n";
  for (const auto& key : removal.staying) contents += std::string(staying_word) + key_digits(key) + "\n";
  for (const auto& key : removal.once) contents += std::string(once_word) + key_digits(key) + "\n";
  for (const auto& removed : removal.contents)
    contents += std::string(contents_word) + contents_digits(removed) + "\n";
  write_durably(file_of(location), contents);
}

void clear_pending(const IndexLocation& location) {
  remove_durably(file_of(location));
}

}  // namespace dateline
