// What an index is made from: its roots and the settings that say what of them is taken. Kept beside the
// database, so that they survive its loss (grammar in sources.cpp).
#pragma once

#include "common/index/location.hpp"
#include "indexer/scan/removed.hpp"
#include "indexer/scan/walk.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct IndexSources {
  std::vector<std::filesystem::path> roots{};  // absolute, each once, in the order they were first named
  std::vector<std::string> include{};          // as WalkRules has them
  std::vector<std::string> exclude{};
  LinkPolicy links = LinkPolicy::inside;
  IdBases bases{};                 // of roots that are files from a list
  std::set<RemovedKey> removed{};  // paths and articles removed on purpose
  std::set<RemovedContents> removed_contents{};
  std::set<std::filesystem::path> mounts{};  // roots, and directories below them, where a disk was mounted

  friend bool operator==(const IndexSources&, const IndexSources&) = default;
};

/// "inside", "all" or "none".
std::string_view link_policy_name(LinkPolicy links);

/// Empty without an index. Throws Error(io) when they cannot be read, Error(wrong_version) when they are not
/// as we write them: roots are never forgotten in silence.
IndexSources read_sources(const IndexLocation& location);

/// Replaces them in one step that survives a power cut. Throws Error(io).
void write_sources(const IndexLocation& location, const IndexSources& sources);

/// Settings as a run gives them; what it does not give stays as remembered. An empty pattern clears.
struct SourceSettings {
  std::optional<std::vector<std::string>> include{};
  std::optional<std::vector<std::string>> exclude{};
  std::optional<LinkPolicy> links{};
};
/// "inside", "all" or "none". Throws Error(usage).
LinkPolicy parse_links(std::string_view name);

void change_settings(IndexSources& sources, const SourceSettings& settings);

/// What was named when it was removed: paths and articles, each once.
std::size_t count_removed(const IndexSources& sources);

/// Whether an article that is read from a file with that `id_path` was removed for good.
bool is_withheld(const IndexSources& sources, const Article& article, std::string_view id_path);

/// Adds the roots that a walk found named, and what is mounted there; `forget_roots` takes out what it found
/// gone.
void add_roots(IndexSources& sources, const WalkResult& walk);
void forget_roots(IndexSources& sources, const WalkResult& walk);

}  // namespace dateline
