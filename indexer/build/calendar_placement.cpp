// See calendar_placement.hpp.
#include "indexer/build/calendar_placement.hpp"

#include "common/index/calendar_format.hpp"
#include "common/schema/fields.hpp"

#include <utility>

namespace dateline {

std::optional<CalendarPlacement> CalendarPlacement::of(const Xapian::Database& db) {
  auto calendar = read_calendar(db);
  if (!calendar) return std::nullopt;
  return CalendarPlacement(std::move(*calendar));
}

void CalendarPlacement::write(Xapian::WritableDatabase& db, const Article& article,
                              const Xapian::Document& document, Xapian::docid replaced) {
  const auto date = article.published ? std::optional(article.published->date) : std::nullopt;
  if (replaced != 0) {
    const bool has_same_instant =
        db.get_document(replaced).get_value(slot_order) == document.get_value(slot_order);
    if (calendar_.may_stay(replaced, date, has_same_instant)) {
      db.replace_document(replaced, document);
      return;
    }
    remove(db, replaced);
  }
  db.replace_document(calendar_.place(date), document);
}

void CalendarPlacement::remove(Xapian::WritableDatabase& db, Xapian::docid docid) {
  db.delete_document(docid);
  calendar_.vacate(docid);
}

void CalendarPlacement::store(Xapian::WritableDatabase& db) const {
  write_calendar(db, calendar_);
}

}  // namespace dateline
