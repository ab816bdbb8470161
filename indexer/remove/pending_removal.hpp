// A removal that has begun and must be finished, whatever happens in between.
#pragma once

#include "common/index/location.hpp"
#include "indexer/scan/removed.hpp"

#include <optional>
#include <set>

namespace dateline {

struct PendingRemoval {
  bool is_purge = false;
  std::set<RemovedKey> staying{};        // go onto the removed list: their sources may still be there
  std::set<RemovedKey> once{};           // are removed; only by `contents` do they stay away, if at all
  std::set<RemovedContents> contents{};  // go onto the list, too; an id of `once` means no other article

  [[nodiscard]] bool holds(const RemovedKey& key) const {
    return staying.contains(key) || once.contains(key);
  }

  friend bool operator==(const PendingRemoval&, const PendingRemoval&) = default;
};

/// What an interrupted run left to be finished. Throws Error(io), Error(bad_input) on damage.
std::optional<PendingRemoval> read_pending(const IndexLocation& location);

/// Survives a power cut from here on. Throws Error(io).
void write_pending(const IndexLocation& location, const PendingRemoval& removal);

/// It is finished. Throws Error(io).
void clear_pending(const IndexLocation& location);

}  // namespace dateline
