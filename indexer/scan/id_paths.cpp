// See id_paths.hpp.
#include "indexer/scan/id_paths.hpp"

#include "common/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace dateline {

namespace {

bool holds(const std::filesystem::path& root, const std::filesystem::path& path) {
  return root != path &&
         std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

std::string relative(const std::string& path, const std::string& root) {
  const bool is_below = path.starts_with(root) && path.size() > root.size();
  if (!is_below) return path;
  return path.substr(root.ends_with('/') ? root.size() : root.size() + 1);
}

}  // namespace

void adopt_roots(std::vector<FoundFile>& files, const Ledger& ledger,
                 const std::vector<std::filesystem::path>& roots) {
  for (auto& file : files) {
    if (const LedgerEntry* entry = ledger.find(file.path.native())) {
      if (!entry->root.empty()) file.root = entry->root;
      continue;
    }
    const auto root =
        std::ranges::find_if(roots, [&](const auto& candidate) { return holds(candidate, file.path); });
    if (root != roots.end()) file.root = *root;
  }
}

std::string id_text(const std::string& path) {
  std::string text;
  const auto escape = [&text](char byte) {
    std::array<char, 4> digits{};
    std::snprintf(digits.data(), digits.size(), "%%%02X",
                  static_cast<unsigned>(static_cast<unsigned char>(byte)));
    text += digits.data();
  };
  for (std::size_t at = 0; at < path.size();) {
    const CodePoint point = decode_code_point(path, at);
    const bool is_control = point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA0);
    for (std::size_t i = 0; i < point.size; ++i) {
      if (is_control || point.value == invalid_code_point) {
        escape(path[at + i]);
      } else {
        text += path[at + i];
      }
    }
    at += point.size;
  }
  return text;
}

IdPaths::IdPaths(const Ledger& ledger) {
  for (const auto& [path, entry] : ledger.entries()) {
    if (!entry.id_path.empty()) taken_.emplace(entry.id_path, path);
  }
}

std::string IdPaths::id_path(const FoundFile& file, const LedgerEntry* entry) {
  if (entry != nullptr && !entry->id_path.empty()) return entry->id_path;
  const std::string path = file.path.native();
  const std::string own = id_text(relative(path, file.root.native()));
  if (claim(own, path)) return own;
  const std::string longer = id_text(file.root.filename().native()) + "/" + own;
  return claim(longer, path) ? longer : id_text(path);
}

bool IdPaths::claim(const std::string& id, const std::string& path) {
  return taken_.emplace(id, path).first->second == path;
}

}  // namespace dateline
