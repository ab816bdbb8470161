#include "indexer/scan/ledger.hpp"

#include "common/error.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <limits>
#include <map>
#include <random>

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
  const std::map<std::string, LedgerEntry> entries{
      {"/a/x;1\n.txt",
       {.root = "/a",
        .id_path = "x;1%0A.txt",
        .size = 12,
        .changed_ns = -5,
        .content_hash = ~0ULL,
        .articles = 3}},
      {"/a/\xFF",
       {.root = "/a",
        .size = 1,
        .changed_ns = 7,
        .rejections = {"line 3: 12;bad", ""},
        .rejections_left_out = 9}},
      {"/a/b/c", {.root = "/a/b", .id_path = "c", .size = ~0ULL, .articles = 300, .documents = 299}},
      {"/a/b/d", {.root = "/a", .id_path = "b/d", .has_lost_ids = true, .is_kept = true, .limit_bytes = 1}},
      {"/top", {.root = "/", .id_path = "top", .changed_ns = std::numeric_limits<std::int64_t>::max()}},
      {"/a/listed", {.root = "/elsewhere", .id_path = "listed"}},
      {standard_input_path, {.root = "", .changed_ns = never_read, .articles = 2, .documents = 2}},
      {"/a/dangling", {.root = "", .changed_ns = never_read, .rejections = {"a link to nothing"}}},
  };
  for (const auto& [path, entry] : entries) ledger.put(path, entry);
  ledger.store(metadata_of(db));
  db.commit();

  const Ledger loaded = Ledger::load(db);
  CHECK(loaded.size() == entries.size());
  for (const auto& [path, entry] : entries) {
    CAPTURE(path);
    REQUIRE(loaded.find(path));
    CHECK(*loaded.find(path) == entry);
    CHECK(loaded.known(path)->changed_ns == entry.changed_ns);
  }
  CHECK_FALSE(loaded.find("/a/y"));
  CHECK_FALSE(loaded.find(""));
}

TEST_CASE("storing again writes what changed, and what was erased stays away", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  Ledger ledger;
  for (int i = 0; i < 3500; ++i)
    ledger.put("/root/" + std::to_string(i), {.root = "/root", .size = static_cast<std::uint64_t>(i)});
  ledger.store(metadata_of(db));

  Ledger second = Ledger::load(db);
  REQUIRE(second.size() == 3500);
  second.erase("/root/17");
  second.put("/root/18", {.root = "/root", .size = 99});
  second.store(metadata_of(db));
  const Ledger third = Ledger::load(db);
  CHECK(third.size() == 3499);
  CHECK(third.find("/root/17") == std::nullopt);
  CHECK(third.find("/root/18")->size == 99);
  CHECK(third.find("/root/3499")->size == 3499);
}

TEST_CASE("a damaged ledger is an error, wherever it is cut", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  Ledger ledger;
  ledger.put("/a/b", {.root = "/a", .size = 1});
  ledger.put("/a/c", {.root = "/b", .size = 300, .rejections = {"empty"}});
  ledger.store(metadata_of(db));
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
    ledger.store(metadata_of(db));
  }
  CHECK(Ledger::load(db).size() == 5000);
  CHECK(db.get_metadata("ledger:buckets") != "2/1");
  CHECK_FALSE(db.get_metadata("ledger:2").empty());
}

TEST_CASE("a number of buckets that no index has is damage", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  const auto* const head =
      GENERATE("2/", "2/0", "2/x", "2/2x", "2/18446744073709551615", "2/99999999999999999999");
  CAPTURE(head);
  db.set_metadata("ledger:buckets", head);
  CHECK_THROWS_AS(Ledger::load(db), Error);
}

TEST_CASE("a ledger of another version is told from a damaged one", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  db.set_metadata("ledger:buckets", "1/1");
  try {
    Ledger::load(db);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::wrong_version);
  }
}

TEST_CASE("any byte of a ledger may be damaged: it is an error or an entry, never a crash", "[ledger]") {
  const tests::TempDir directory;
  auto db = make_db(directory);
  Ledger ledger;
  ledger.put("/a/b", {.root = "/a", .id_path = "b", .size = 1});
  ledger.put("/a/c", {.root = "/b", .id_path = "x", .size = 300, .limit_bytes = 5, .rejections = {"empty"}});
  ledger.store(metadata_of(db));
  const std::string bytes = db.get_metadata("ledger:0");
  const auto byte = GENERATE(as<char>{}, '\0', '\x01', '\x7F', '\x80', '\xFF');
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = byte;
    db.set_metadata("ledger:0", damaged);
    try {
      Ledger::load(db).for_each([](const std::string&, const LedgerEntry&) {});
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_input);
    }
  }
}

TEST_CASE("an entry keeps a bounded part of its reasons and counts the rest", "[ledger]") {
  Ledger ledger;
  LedgerEntry entry{.root = "/a"};
  for (int line = 0; line < 200'000; ++line) entry.rejections.push_back(std::to_string(line) + ": not JSON");
  ledger.put("/a/b", entry);
  const auto kept = ledger.find("/a/b");
  std::size_t bytes = 0;
  for (const auto& reason : kept->rejections) bytes += reason.size();
  CHECK(bytes <= max_rejection_bytes);
  CHECK(bytes > max_rejection_bytes - 100);
  CHECK(kept->rejections.size() + kept->rejections_left_out == 200'000);
}

TEST_CASE("however many files have however many bad lines, the ledger can be stored", "[ledger]") {
  struct Row {
    int files;
    int lines;
  };
  const auto row = GENERATE(values<Row>({{220, 30'000}, {1900, 2000}}));
  CAPTURE(row.files, row.lines);
  const tests::TempDir directory;
  auto db = make_db(directory);
  LedgerEntry entry{.root = "/a"};
  const auto lines = static_cast<std::size_t>(row.lines);
  for (std::size_t line = 0; line < lines; ++line)
    entry.rejections.push_back("line " + std::to_string(line) + ": not a JSON object");
  Ledger ledger;
  for (int file = 0; file < row.files; ++file) ledger.put("/a/" + std::to_string(file), entry);
  ledger.store(metadata_of(db));
  db.commit();
  for (auto key = db.metadata_keys_begin("ledger:"); key != db.metadata_keys_end("ledger:"); ++key)
    CHECK(db.get_metadata(*key).size() < 50'000'000);
  const Ledger loaded = Ledger::load(db);
  CHECK(loaded.size() == static_cast<std::size_t>(row.files));
  loaded.for_each([&](const std::string&, const LedgerEntry& kept) {
    REQUIRE(kept.rejections.size() + kept.rejections_left_out == lines);
  });
}

TEST_CASE("a ledger is what a map is, whatever is put, erased, stored and loaded", "[ledger][property]") {
  const tests::TempDir directory;
  std::mt19937 random(tests::seed());
  auto db = make_db(directory);
  std::map<std::string, LedgerEntry> model;
  Ledger ledger;
  for (int step = 0; step < 20'000; ++step) {
    const std::string path = "/r/" + std::to_string(random() % 3000);
    const auto chance = random() % 1000;
    if (chance < 700) {
      const LedgerEntry entry{
          .root = chance < 350 ? "/r" : "/x", .id_path = path.substr(3), .size = random()};
      model[path] = entry;
      ledger.put(path, entry);
    } else if (chance < 997) {
      model.erase(path);
      ledger.erase(path);
    } else {
      if (chance == 999) ledger.spread();
      ledger.store(metadata_of(db));
      if (chance != 997) ledger = Ledger::load(db);
    }
  }
  std::map<std::string, LedgerEntry> held;
  ledger.for_each([&held](const std::string& path, const LedgerEntry& entry) { held.emplace(path, entry); });
  CHECK(held == model);
  CHECK(ledger.size() == model.size());
  for (const auto& [path, entry] : model) CHECK(ledger.find(path) == entry);
}
