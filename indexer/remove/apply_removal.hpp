// Brings a pending removal into the index, from whatever step it had come to.
#pragma once

#include "common/index/location.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/remove/pending_removal.hpp"
#include "indexer/remove/traces.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace dateline {

struct RemovalResult {
  std::uint64_t articles = 0;
  std::uint64_t files = 0;  // that went with all their articles
  std::uint64_t articles_in_index = 0;
  std::uint64_t generation = 0;
  std::uint64_t traces_sought = 0;  // of a purge
  TraceSearch search{};             // of a purge
};

/// Puts what stays away onto the removed list, and forgets the roots that go.
void add_to_removed(IndexSources& sources, const PendingRemoval& removal);

/// Does that for the removal that is pending, if one is. Throws Error(io).
void settle_sources(const IndexLocation& location);

/// Finishes what `write_pending` began; nothing when nothing is pending. A purge is verified: Error(internal)
/// when a trace of an article is still there. Only for the holder of the writer lock, after remove_leftovers.
/// Throws Error as the disk or Xapian fails; it is still pending then.
std::optional<RemovalResult> finish_pending_removal(const IndexLocation& location);

/// Takes what `removal` names, under whatever number or name it is there, out of a database that lies at
/// `unfinished(number)` and makes it the packed one; its revision is at least `least_revision` then. Returns
/// its articles. Throws Error as the disk or Xapian fails.
std::uint64_t remove_from_unfinished(const IndexLocation& location, std::uint64_t number,
                                     const PendingRemoval& removal, std::uint64_t least_revision);

}  // namespace dateline
