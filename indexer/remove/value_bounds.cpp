// A slot's bounds are forgotten only when its last value goes: a slot with stale bounds is emptied and filled
// again.
#include "indexer/remove/value_bounds.hpp"

#include <string>
#include <utility>
#include <vector>

namespace dateline {

namespace {

// More than the schema has: an index of a later one is not left half done.
constexpr Xapian::valueno slot_limit = 32;

bool are_bounds_stale(const Xapian::Database& db, Xapian::valueno slot) {
  const std::string lower = db.get_value_lower_bound(slot);
  const std::string upper = db.get_value_upper_bound(slot);
  bool has_lower = lower.empty();
  bool has_upper = upper.empty();
  for (auto value = db.valuestream_begin(slot); value != db.valuestream_end(slot); ++value) {
    has_lower = has_lower || *value == lower;
    has_upper = has_upper || *value == upper;
    if (has_lower && has_upper) return false;
  }
  return !has_lower || !has_upper;
}

void refill(Xapian::WritableDatabase& db, Xapian::valueno slot) {
  std::vector<std::pair<Xapian::docid, std::string>> values;
  for (auto value = db.valuestream_begin(slot); value != db.valuestream_end(slot); ++value)
    values.emplace_back(value.get_docid(), *value);
  for (const auto& [docid, value] : values) {
    Xapian::Document document = db.get_document(docid);
    document.remove_value(slot);
    db.replace_document(docid, document);
  }
  db.commit();
  for (const auto& [docid, value] : values) {
    Xapian::Document document = db.get_document(docid);
    document.add_value(slot, value);
    db.replace_document(docid, document);
  }
  db.commit();
}

}  // namespace

void narrow_value_bounds(Xapian::WritableDatabase& db) {
  for (Xapian::valueno slot = 0; slot < slot_limit; ++slot) {
    if (are_bounds_stale(db, slot)) refill(db, slot);
  }
}

}  // namespace dateline
