#include "indexer/remove/value_bounds.hpp"

#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

Xapian::docid add(Xapian::WritableDatabase& db, const std::string& author, const std::string& word) {
  Xapian::Document document;
  document.add_value(5, author);
  document.add_value(2, "en");
  document.add_posting(word, 1);
  document.set_data("data of " + author);
  return db.add_document(document);
}

}  // namespace

TEST_CASE("the bounds of a slot become those of the values that are left", "[remove]") {
  const tests::TempDir directory;
  Xapian::WritableDatabase db((directory.path() / "db").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  const auto first = add(db, "aaron", "harbour");
  add(db, "marsh", "lighthouse");
  add(db, "nolan", "windmill");
  const auto last = add(db, "zoe", "granary");
  db.commit();
  db.delete_document(first);
  db.delete_document(last);
  db.commit();
  CHECK(db.get_value_lower_bound(5) == "aaron");  // what Xapian leaves
  CHECK(db.get_value_upper_bound(5) == "zoe");
  narrow_value_bounds(db);
  CHECK(db.get_value_lower_bound(5) == "marsh");
  CHECK(db.get_value_upper_bound(5) == "nolan");
  CHECK(db.get_value_freq(5) == 2);
  CHECK(db.get_value_lower_bound(2) == "en");
  CHECK(db.get_document(2).get_value(5) == "marsh");
  CHECK(db.get_document(2).get_data() == "data of marsh");
  CHECK(db.get_termfreq("lighthouse") == 1);
  CHECK(*db.positionlist_begin(2, "lighthouse") == 1);
}

TEST_CASE("bounds that hold are left as they are, and so is an empty database", "[remove]") {
  const tests::TempDir directory;
  Xapian::WritableDatabase db((directory.path() / "db").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  narrow_value_bounds(db);
  add(db, "marsh", "lighthouse");
  db.commit();
  narrow_value_bounds(db);
  CHECK(db.get_value_lower_bound(5) == "marsh");
  CHECK(db.get_value_upper_bound(5) == "marsh");
}
