#include "common/index/added_days.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using namespace std::chrono;

namespace {

Xapian::WritableDatabase new_database(const tests::TempDir& directory) {
  return Xapian::WritableDatabase((directory.path() / "db").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
}

const AddedDays three_days{{2026y / 11 / 1, 3}, {2026y / 11 / 2, 4}, {2026y / 11 / 24, 9}};

}  // namespace

TEST_CASE("only the first revision of a day is noted, and a clock put back begins a new entry", "[added]") {
  AddedDays days;
  CHECK(note_revision(days, 1, 2026y / 11 / 1));
  CHECK_FALSE(note_revision(days, 2, 2026y / 11 / 1));
  CHECK(note_revision(days, 3, 2026y / 11 / 2));
  CHECK(note_revision(days, 4, 2026y / 11 / 1));
  CHECK(days == AddedDays{{2026y / 11 / 1, 1}, {2026y / 11 / 2, 3}, {2026y / 11 / 1, 4}});
  CHECK(revisions_in(days, {.from = 2026y / 11 / 1, .until = 2026y / 11 / 1}) ==
        std::vector<RevisionRange>{{1, 2}, {4, std::nullopt}});
}

TEST_CASE("an interval of days is the revisions that were made on them", "[added]") {
  struct Row {
    DateInterval interval;
    std::vector<RevisionRange> expected;
  };
  const auto row = GENERATE(values<Row>({
      {{.from = 2026y / 11 / 1, .until = 2026y / 11 / 1}, {{3, 3}}},
      {{.from = 2026y / 11 / 1, .until = 2026y / 11 / 2}, {{3, 8}}},
      {{.from = 2026y / 11 / 2, .until = 2026y / 11 / 23}, {{4, 8}}},
      {{.from = 2026y / 11 / 3, .until = 2026y / 11 / 23}, {}},
      {{.from = 2026y / 11 / 2}, {{4, std::nullopt}}},
      {{.until = 2026y / 11 / 2}, {{3, 8}}},
      {{}, {{3, std::nullopt}}},
      {{.is_undated = true}, {{0, 2}}},
  }));
  CAPTURE(describe(row.interval));
  CHECK(revisions_in(three_days, row.interval) == row.expected);
  const std::vector<RevisionRange> all{{0, std::nullopt}};
  CHECK(revisions_in({}, row.interval) == (row.interval.is_undated ? all : std::vector<RevisionRange>{}));
}

TEST_CASE("the days are read back as they were written", "[added]") {
  const tests::TempDir directory;
  auto db = new_database(directory);
  CHECK(read_added_days(db).empty());
  const auto days = GENERATE(AddedDays{}, three_days, AddedDays{{1969y / 12 / 31, 1}});
  db.set_metadata(metadata_added_days, added_days_entry(days));
  CHECK(read_added_days(db) == days);
}

TEST_CASE("a list of days that we do not write is an error", "[added]") {
  const tests::TempDir directory;
  auto db = new_database(directory);
  const auto entry = GENERATE(as<std::string>(), "2\n1 1\n", "1", "1\n1", "1\n1 1", "1\n1 x\n", "1\n1 0\n",
                              "1\n1 2\n2 2\n", "1\n1 1\n\n", "1\n1  1\n", "1\n99999999999999999999 1\n");
  CAPTURE(entry);
  db.set_metadata(metadata_added_days, entry);
  CHECK_THROWS_AS(read_added_days(db), Error);
}
