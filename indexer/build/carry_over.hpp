// What a new generation takes from the index before.
#pragma once

#include "indexer/build/apply_changes.hpp"
#include "indexer/build/spool/spool_writer.hpp"

#include <cstdint>

#include <xapian.h>

namespace dateline {

enum class CarryOver {
  unchanged,  // an update: the articles of all files that were not read and are not gone
  remains,    // a rebuild: what the old index alone holds, read from standard input, kept though its file is
              // gone, or of files that could not be read now
};

struct OldIndex {
  const Xapian::Database& db;
  CarryOver why = CarryOver::unchanged;
};

/// `ledger` is the one that the run leaves; entries that it lacks are made for what remains. Returns how many
/// articles of the old index are damaged.
std::uint64_t carry_over_articles(const OldIndex& old, const Changes& changes, SpoolWriter& writer,
                                  Ledger& ledger, Run& run);

}  // namespace dateline
