#include "common/index/calendar_format.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

std::optional<Calendar> parse(const CalendarEntries& entries) {
  return parse_calendar([&entries](const std::string& name) {
    const auto found = entries.find(name);
    return found == entries.end() ? std::string() : found->second;
  });
}

Calendar busy_calendar() {
  const std::vector<DayCount> days{{{.year = 2023, .month = 3, .day = 2}, 300},
                                   {{.year = 2023, .month = 1, .day = 1}, 2},
                                   {{.year = 2023, .month = 1}, 2},
                                   {{.year = 2023}, 7},
                                   {{.year = 1999, .month = 12, .day = 31}, 1},
                                   {{.year = 0, .month = 2, .day = 29}, 1},
                                   {{.year = -43, .month = 3}, 1}};
  Calendar calendar = plan_calendar(days, 9);
  for (const PrintedDate date :
       {PrintedDate{.year = 2024, .month = 2, .day = 29}, PrintedDate{.year = 2024, .month = 2, .day = 28},
        PrintedDate{.year = 2023, .month = 1}, PrintedDate{.year = 1850}}) {
    for (int i = 0; i < 30; ++i) calendar.place(date);
  }
  for (int i = 0; i < 3; ++i) calendar.place(std::nullopt);
  return calendar;
}

}  // namespace

TEST_CASE("a calendar is read as it was written", "[calendar]") {
  const Calendar calendar = GENERATE(Calendar(), plan_calendar({}, 0), plan_calendar({}, 5), busy_calendar());
  const auto read = parse(calendar_entries(calendar));
  REQUIRE(read);
  CHECK(*read == calendar);
}

TEST_CASE("an update of one day writes the head and that day's year anew", "[calendar]") {
  Calendar calendar = busy_calendar();
  const auto before = calendar_entries(calendar);
  for (int i = 0; i < 3; ++i) calendar.place(PrintedDate{.year = 1999, .month = 12, .day = 31});
  std::vector<std::string> changed;
  for (const auto& [name, bytes] : calendar_entries(calendar)) {
    if (!before.contains(name) || before.at(name) != bytes) changed.push_back(name);
  }
  CHECK(changed == std::vector<std::string>{"dateline:calendar", "dateline:calendar:1999"});
}

TEST_CASE("an index without a calendar has none, and a newer one is refused", "[calendar]") {
  CHECK_FALSE(parse({}));
  auto entries = calendar_entries(busy_calendar());
  entries[metadata_calendar][0] = '2';
  CHECK_THROWS_AS(parse(entries), Error);
}

TEST_CASE("a damaged calendar is an error or another calendar, never a crash", "[calendar][property]") {
  std::mt19937_64 random(tests::seed());
  const auto whole = calendar_entries(busy_calendar());
  for (int i = 0; i < 20000; ++i) {
    auto entries = whole;
    auto entry = std::next(entries.begin(), static_cast<std::ptrdiff_t>(random() % entries.size()));
    std::string& bytes = entry->second;
    switch (random() % 4) {
      case 0:
        bytes.resize(random() % bytes.size());
        break;
      case 1:
        entries.erase(entry);
        break;
      case 2:
        bytes.insert(random() % bytes.size(), 1, static_cast<char>(random()));
        break;
      default:
        bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    try {
      if (const auto calendar = parse(entries)) CHECK(parse(calendar_entries(*calendar)) == calendar);
    } catch (const Error& error) {
      CHECK_FALSE(error.remedy().empty());
    }
  }
}

TEST_CASE("the sum of an index's entries covers its calendar", "[calendar]") {
  const tests::TempDir directory;
  Xapian::WritableDatabase db((directory.path() / "db").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  CHECK_FALSE(read_calendar(db));
  const std::string without = sum_of_metadata(db);
  Calendar calendar = busy_calendar();
  write_calendar(db, calendar);
  const std::string with = sum_of_metadata(db);
  CHECK(with != without);
  CHECK(read_calendar(db) == calendar);
  calendar.place(PrintedDate{.year = 1999, .month = 12, .day = 31});
  write_calendar(db, calendar);
  CHECK(sum_of_metadata(db) != with);
  db.commit();
  CHECK(read_calendar(Xapian::Database((directory.path() / "db").string())) == calendar);
}

TEST_CASE("databases under one stub have no common calendar", "[calendar]") {
  const tests::TempDir directory;
  Xapian::Database both;
  for (const char* name : {"a", "b"}) {
    const std::string path = (directory.path() / name).string();
    Xapian::WritableDatabase db(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    write_calendar(db, busy_calendar());
    db.commit();
    both.add_database(Xapian::Database(path));
  }
  CHECK_FALSE(read_calendar(both));
}
