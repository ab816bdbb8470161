// What a rebuild takes from the old index: articles that no file gives any more.
#pragma once

#include "indexer/build/apply_changes.hpp"

#include <cstdint>

#include <xapian.h>

namespace dateline {

/// Adds the articles that the old index alone holds: read from standard input, kept though their file is
/// gone, or of files that could not be read now. `ledger` is the one that the run leaves; entries that it
/// lacks are made. Returns how many articles of the old index are damaged.
std::uint64_t carry_over_articles(const Xapian::Database& old, const Changes& changes,
                                  GenerationWriter& writer, Ledger& ledger, Run& run);

}  // namespace dateline
