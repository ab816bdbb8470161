// See id_paths.hpp.
#include "indexer/scan/id_paths.hpp"

#include "common/text/utf8.hpp"
#include "indexer/scan/lies_in.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <xxhash.h>

namespace dateline {

namespace {

std::uint64_t hash_of(std::string_view text) {
  return XXH3_64bits(text.data(), text.size());
}

std::string relative(const std::string& path, const std::string& root) {
  if (path == root || !lies_in(path, root)) return path;
  return path.substr(root.ends_with('/') ? root.size() : root.size() + 1);
}

}  // namespace

void adopt_roots(std::vector<FoundFile>& files, const Ledger& ledger,
                 const std::vector<std::filesystem::path>& roots) {
  std::unordered_map<std::string, std::size_t> order;
  for (const auto& root : roots) order.emplace(root.native(), order.size());
  for (auto& file : files) {
    if (const auto entry = ledger.find(file.path)) {
      if (!entry->root.empty()) file.root = entry->root;
      continue;
    }
    std::size_t first = roots.size();
    for (std::string above = file.path; above.size() > 1;) {
      above.resize(std::max<std::size_t>(above.rfind('/'), 1));
      const auto root = order.find(above);
      if (root != order.end()) first = std::min(first, root->second);
    }
    if (first < roots.size()) file.root = roots[first].native();
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

void IdPaths::claim_known() {
  if (has_claimed_known_) return;
  has_claimed_known_ = true;
  const std::unordered_set<std::string_view> free(gone_.begin(), gone_.end());
  ledger_.for_each([&](const std::string& path, const LedgerEntry& entry) {
    if (!entry.id_path.empty() && !free.contains(path))
      known_.emplace_back(hash_of(entry.id_path), hash_of(path));
  });
  std::ranges::sort(known_);
}

std::string IdPaths::id_path(const FoundFile& file, const std::optional<LedgerEntry>& entry) {
  if (entry && !entry->id_path.empty()) return entry->id_path;
  claim_known();
  const std::string& path = file.path;
  const std::string own = id_text(relative(path, file.root));
  if (claim(own, path)) return own;
  const std::string longer = id_text(file.root.substr(file.root.rfind('/') + 1)) + "/" + own;
  return claim(longer, path) ? longer : id_text(path);
}

bool IdPaths::claim(const std::string& id, const std::string& path) {
  const std::uint64_t key = hash_of(id);
  const auto known =
      std::ranges::lower_bound(known_, key, {}, &std::pair<std::uint64_t, std::uint64_t>::first);
  if (known != known_.end() && known->first == key) return known->second == hash_of(path);
  return taken_.emplace(key, hash_of(path)).first->second == hash_of(path);
}

}  // namespace dateline
