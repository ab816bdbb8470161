// What an index holds before a run.
#pragma once

#include "common/index/added_days.hpp"
#include "common/index/location.hpp"
#include "indexer/scan/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>

#include <xapian.h>

namespace dateline {

struct Baseline {
  std::optional<std::uint64_t> generation{};  // none: everything is to be built
  Ledger ledger{};
  std::uint64_t articles = 0;
  std::uint64_t revision = 0;
  AddedDays added_days{};  // of a rebuild: when the revisions were made
  /// Of a rebuild: what articles are carried over from; none without an index, or with one that cannot be
  /// read.
  std::optional<Xapian::Database> old{};
  std::optional<std::uint64_t> old_generation{};  // the one that `old` is
  std::string damage{};  // of a rebuild: what of the index could not be read, and why; empty = nothing
};

/// Of an index to be updated. Throws Error when it cannot be: damaged, or of another version.
Baseline read_baseline(const IndexLocation& location);

/// Of an index to be rebuilt, as far as it can be read: damage and other versions are no error. An
/// earlier generation stands in for one that cannot be read at all.
Baseline read_remains(const IndexLocation& location);

}  // namespace dateline
