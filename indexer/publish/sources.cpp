// DIR/roots, version 3:
// clang-format off
//
//   file    = "dateline roots 3\n" line*
//   line    = "root " path [" " path that its id is relative to] "\n"
//           | ("include" | "exclude" | "links" | "removed" | "contents" | "mount") " " value "\n"
//   value   = a path or pattern, percent-encoded where a byte is "%", a space, a control character or not
//             ASCII (a path need not be UTF-8); "inside", "all" or "none" for links; a key of 32 hexadecimal
//             digits for removed; for contents that of an article's words, a space, and that of the name it
//             was removed by
// clang-format on
// History: 1 (2026-11) a path a line; 2 (2026-11) the settings of the walk, what was removed, mount points;
// 3 (2026-11) contents.
#include "indexer/publish/sources.hpp"

#include "common/error.hpp"
#include "indexer/publish/durable.hpp"
#include "indexer/scan/mounts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <optional>
#include <string_view>
#include <unordered_set>

namespace dateline {

namespace {

constexpr std::string_view first_line_1 = "dateline roots 1";
constexpr std::string_view first_line_2 = "dateline roots 2";
constexpr std::string_view first_line_3 = "dateline roots 3";

struct LinkName {
  LinkPolicy links;
  std::string_view name;
};
constexpr auto link_names = std::to_array<LinkName>(
    {{LinkPolicy::inside, "inside"}, {LinkPolicy::all, "all"}, {LinkPolicy::none, "none"}});

std::string encode(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '%') {
      line += c;
      continue;
    }
    std::array<char, 4> digits{};
    std::snprintf(digits.data(), digits.size(), "%%%02X", static_cast<unsigned>(byte));
    line += digits.data();
  }
  return line;
}

template <typename Number>
std::optional<Number> hexadecimal(std::string_view digits) {
  Number number{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) return std::nullopt;
  return number;
}

std::string decode(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = line[i] == '%' && i + 2 < line.size()
                          ? hexadecimal<unsigned char>(line.substr(i + 1, 2))
                          : std::nullopt;
    text += byte ? static_cast<char>(*byte) : line[i];
    if (byte) i += 2;
  }
  return text;
}

bool read_removed(std::string_view value, IndexSources& sources) {
  const auto key = parse_key(value);
  if (key) sources.removed.insert(*key);
  return key.has_value();
}

bool read_contents(std::string_view value, IndexSources& sources) {
  const auto contents = parse_contents(value);
  if (contents) sources.removed_contents.insert(*contents);
  return contents.has_value();
}

const LinkName* find_links(std::string_view name) {
  const auto* const found = std::ranges::find(link_names, name, &LinkName::name);
  return found == link_names.end() ? nullptr : found;
}

bool read_links(std::string_view value, IndexSources& sources) {
  const LinkName* const found = find_links(value);
  if (found != nullptr) sources.links = found->links;
  return found != nullptr;
}

void read_root(std::string_view value, IndexSources& sources) {
  const std::size_t space = value.find(' ');
  const std::string root = decode(value.substr(0, space));
  sources.roots.emplace_back(root);
  if (space != std::string_view::npos) sources.bases.emplace(root, decode(value.substr(space + 1)));
}

// False for a line that is not as we write it.
bool read_line(std::string_view line, IndexSources& sources) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || space + 1 == line.size()) return false;
  const std::string_view name = line.substr(0, space);
  const std::string_view value = line.substr(space + 1);
  if (name == "removed") return read_removed(value, sources);
  if (name == "contents") return read_contents(value, sources);
  if (name == "links") return read_links(value, sources);
  if (name == "root") read_root(value, sources);
  if (name == "mount") sources.mounts.emplace(decode(value));
  if (name == "include") sources.include.push_back(decode(value));
  if (name == "exclude") sources.exclude.push_back(decode(value));
  return name == "root" || name == "mount" || name == "include" || name == "exclude";
}

}  // namespace

std::string_view link_policy_name(LinkPolicy links) {
  return std::ranges::find(link_names, links, &LinkName::links)->name;
}

IndexSources read_sources(const IndexLocation& location) {
  IndexSources sources;
  std::error_code error;
  if (!std::filesystem::exists(location.roots(), error) && !error) return sources;
  std::ifstream file(location.roots());
  std::string line;
  if (!std::getline(file, line)) throw Error(ErrorKind::io, "cannot read " + location.roots().string());
  const bool is_first = line == first_line_1;
  bool is_ours = is_first || line == first_line_2 || line == first_line_3;
  while (is_ours && std::getline(file, line)) {
    if (line.empty()) continue;
    if (is_first) {
      sources.roots.emplace_back(decode(line));
    } else {
      is_ours = read_line(line, sources);
    }
  }
  if (file.bad()) throw Error(ErrorKind::io, "cannot read " + location.roots().string() + " to its end");
  if (is_ours) return sources;
  throw Error(ErrorKind::wrong_version, location.roots().string() + " has another version, or is damaged",
              "put it aside, then name every path again:  dateline-index PATH…");
}

void write_sources(const IndexLocation& location, const IndexSources& sources) {
  std::string contents = std::string(first_line_3) + "\n";
  contents += "links " + std::string(link_policy_name(sources.links)) + "\n";
  for (const auto& pattern : sources.include) contents += "include " + encode(pattern) + "\n";
  for (const auto& pattern : sources.exclude) contents += "exclude " + encode(pattern) + "\n";
  for (const auto& root : sources.roots) {
    const auto base = sources.bases.find(root.native());
    contents += "root " + encode(root.native());
    if (base != sources.bases.end()) contents += " " + encode(base->second);
    contents += "\n";
  }
  for (const auto& mount : sources.mounts) contents += "mount " + encode(mount.native()) + "\n";
  for (const auto& key : sources.removed) contents += "removed " + key_digits(key) + "\n";
  for (const auto& removed : sources.removed_contents)
    contents += "contents " + contents_digits(removed) + "\n";
  write_durably(location.roots(), contents);
}

LinkPolicy parse_links(std::string_view name) {
  if (const LinkName* const found = find_links(name)) return found->links;
  throw Error(ErrorKind::usage, "--links " + std::string(name) + " is none of inside, all, none");
}

void change_settings(IndexSources& sources, const SourceSettings& settings) {
  if (settings.include) sources.include = *settings.include;
  if (settings.exclude) sources.exclude = *settings.exclude;
  if (settings.links) sources.links = *settings.links;
  std::erase(sources.include, "");
  std::erase(sources.exclude, "");
}

std::size_t count_removed(const IndexSources& sources) {
  std::set<RemovedKey> names = sources.removed;
  for (const auto& removed : sources.removed_contents) names.insert(removed.name);
  return names.size();
}

bool is_withheld(const IndexSources& sources, const Article& article, std::string_view id_path) {
  if (sources.removed.contains(removed_id_key(article.id))) return true;
  return !sources.removed_contents.empty() && is_made_from_path(article.id, id_path) &&
         holds_contents(sources.removed_contents, removed_contents_key(article));
}

void add_roots(IndexSources& sources, const WalkResult& walk) {
  std::unordered_set<std::string> known;
  for (const auto& root : sources.roots) known.insert(root.native());
  for (const auto& root : walk.roots) {
    if (!known.insert(root.native()).second) continue;
    sources.roots.push_back(root);
    const auto base = walk.bases.find(root.native());
    if (base != walk.bases.end()) sources.bases.insert(*base);
  }
  sources.mounts = known_mounts(walk, sources.mounts);
}

void forget_roots(IndexSources& sources, const WalkResult& walk) {
  std::unordered_set<std::string> gone;
  for (const auto& root : walk.forgotten) gone.insert(root.native());
  std::erase_if(sources.roots, [&](const auto& root) { return gone.contains(root.native()); });
  std::erase_if(sources.bases, [&](const auto& base) { return gone.contains(base.first); });
}

}  // namespace dateline
