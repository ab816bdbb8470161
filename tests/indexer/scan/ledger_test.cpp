#include "indexer/scan/ledger.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

Xapian::WritableDatabase make_db(const tests::TempDir& directory) {
  return Xapian::WritableDatabase((directory.path() / "db").string(),
                                  Xapian::DB_CREATE_OR_OPEN | Xapian::DB_NO_SYNC);
}

}  // namespace

TEST_CASE("a ledger comes back as it was stored, odd paths and all", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  Ledger ledger;
  const LedgerEntry plain{.root = "/a", .size = 12, .mtime_ns = -5, .content_hash = ~0ULL, .articles = 3};
  LedgerEntry rejected{.root = "/a", .size = 1, .mtime_ns = 7};
  rejected.rejections = {"line 3: 12;bad", ""};
  ledger.put("/a/x;1\n.txt", plain);
  ledger.put("/a/\xFF", rejected);
  ledger.store(db);
  db.commit();

  const Ledger loaded = Ledger::load(db);
  REQUIRE(loaded.entries().size() == 2);
  CHECK(*loaded.find("/a/x;1\n.txt") == plain);
  CHECK(*loaded.find("/a/\xFF") == rejected);
  CHECK(loaded.find("/a/y") == nullptr);
}

TEST_CASE("storing again writes what changed, and what was erased stays away", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  Ledger ledger;
  for (int i = 0; i < 3500; ++i)
    ledger.put("/root/" + std::to_string(i), {.root = "/root", .size = static_cast<std::uint64_t>(i)});
  ledger.store(db);

  Ledger second = Ledger::load(db);
  REQUIRE(second.entries().size() == 3500);
  second.erase("/root/17");
  second.put("/root/18", {.root = "/root", .size = 99});
  second.store(db);
  const Ledger third = Ledger::load(db);
  CHECK(third.entries().size() == 3499);
  CHECK(third.find("/root/17") == nullptr);
  CHECK(third.find("/root/18")->size == 99);
  CHECK(third.find("/root/3499")->size == 3499);
}

TEST_CASE("a damaged ledger is an error, wherever it is cut", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  Ledger ledger;
  ledger.put("/a/b", {.root = "/a", .size = 1});
  ledger.store(db);
  const std::string bytes = db.get_metadata("ledger:0");
  REQUIRE(bytes.size() > 10);
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    CAPTURE(size);
    db.set_metadata("ledger:0", bytes.substr(0, size));
    CHECK_THROWS_AS(Ledger::load(db), Error);
  }
}

TEST_CASE("buckets are spread anew when small runs have filled them", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  for (int run = 0; run < 5; ++run) {
    Ledger ledger = Ledger::load(db);
    for (int i = 0; i < 1000; ++i) ledger.put("/root/" + std::to_string(run * 1000 + i), {.root = "/root"});
    ledger.store(db);
  }
  CHECK(Ledger::load(db).entries().size() == 5000);
  CHECK(db.get_metadata("ledger:buckets") != "1/1");
  CHECK_FALSE(db.get_metadata("ledger:2").empty());
}

TEST_CASE("a number of buckets that no index has is damage", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  const auto* const head =
      GENERATE("1/", "1/0", "1/x", "1/2x", "1/18446744073709551615", "1/99999999999999999999");
  CAPTURE(head);
  db.set_metadata("ledger:buckets", head);
  CHECK_THROWS_AS(Ledger::load(db), Error);
}
