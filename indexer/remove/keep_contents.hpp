// Has a removal stay when the removed articles come back under another number or name.
#pragma once

#include "indexer/remove/victims.hpp"

namespace dateline {

/// Adds the contents of all victims whose ids are made from paths. A record's number, which another record
/// may get, goes from `staying` to `once`. A file of which an equal copy stays is left out: who removes one
/// of two wants the other. `victims` are those of `removal`.
void keep_contents(const Xapian::Database& db, const Ledger& ledger, const Victims& victims,
                   PendingRemoval& removal);

}  // namespace dateline
