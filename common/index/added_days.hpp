// On which days the ingest revisions of an index were made: the indexer notes them, `added:` asks for them.
#pragma once

#include "common/text/date_interval.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

/// Name of the entry, beside those of open.hpp.
inline constexpr const char* metadata_added_days = "dateline:added_days";

/// The first revision that was made on a day, in UTC; the revisions behind it, up to the next entry's, were
/// made on the same day.
struct AddedDay {
  std::chrono::sys_days day{};
  std::uint64_t revision = 0;

  friend bool operator==(const AddedDay&, const AddedDay&) = default;
};

/// By revision, ascending; by day too, unless a clock was put back. Revisions before the first entry's are of
/// unknown days.
using AddedDays = std::vector<AddedDay>;

/// Revisions, both ends included.
struct RevisionRange {
  std::uint64_t first = 0;
  std::optional<std::uint64_t> last{};  // none: all from the first on

  friend bool operator==(const RevisionRange&, const RevisionRange&) = default;
};

/// Empty where the index has none. Throws Error(bad_input) on damage, Error(wrong_version), and what Xapian
/// throws.
AddedDays read_added_days(const Xapian::Database& db);
/// What the index keeps of them under `metadata_added_days`.
std::string added_days_entry(const AddedDays& days);

/// Notes that a revision greater than all noted ones was made on `day`. Whether that had to be added.
bool note_revision(AddedDays& days, std::uint64_t revision, std::chrono::sys_days day);

/// The revisions made on a day of `interval`, ascending, none touching the next. For "none" those of unknown
/// days.
std::vector<RevisionRange> revisions_in(const AddedDays& days, const DateInterval& interval);

}  // namespace dateline
