// Where a changed article goes in an index whose docids are a calendar: into its day's range. An article
// whose date changes moves to another docid.
#pragma once

#include "common/article.hpp"
#include "common/index/calendar.hpp"

#include <optional>

#include <xapian.h>

namespace dateline {

class CalendarPlacement {
 public:
  explicit CalendarPlacement(Calendar calendar) : calendar_(std::move(calendar)) {}
  /// Of a database that has a calendar; none of one that has not. Throws Xapian's errors, and
  /// Error(bad_input) when its calendar is damaged.
  static std::optional<CalendarPlacement> of(const Xapian::Database& db);

  /// Writes an article at a docid of its day; `replaced` is where it was before, 0 when it was not there.
  void write(Xapian::WritableDatabase& db, const Article& article, const Xapian::Document& document,
             Xapian::docid replaced);
  void remove(Xapian::WritableDatabase& db, Xapian::docid docid);
  /// Writes the calendar. Not committed.
  void store(Xapian::WritableDatabase& db) const;

 private:
  Calendar calendar_;
};

}  // namespace dateline
