#include "indexer/scan/rejections_apart.hpp"

#include "common/error.hpp"
#include "indexer/scan/ledger.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

using Reasons = std::vector<std::string>;

Reasons reasons(int count, const std::string& why = "not JSON") {
  Reasons all;
  for (int line = 0; line < count; ++line) all.push_back("line " + std::to_string(line) + ": " + why);
  return all;
}

struct Database {
  tests::TempDir directory;
  Xapian::WritableDatabase db{(directory.path() / "db").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC};

  [[nodiscard]] std::size_t pieces() const {
    std::size_t count = 0;
    for (auto key = db.metadata_keys_begin(rejections_apart_prefix);
         key != db.metadata_keys_end(rejections_apart_prefix); ++key) {
      CHECK(db.get_metadata(*key).size() < 1'200'000);
      ++count;
    }
    return count;
  }
};

Reasons all_of(const Ledger& ledger, const Xapian::Database& db, const std::string& path) {
  Reasons all = ledger.find(path)->rejections;
  const Reasons apart = read_rejections_apart(db, path);
  CHECK(apart.size() == ledger.find(path)->rejections_left_out);
  all.insert(all.end(), apart.begin(), apart.end());
  return all;
}

}  // namespace

TEST_CASE("reasons are read back as they were written, in pieces of bounded size", "[ledger]") {
  Database index;
  const auto count = GENERATE(0, 1, 1000, 200'000);
  CAPTURE(count);
  write_rejections_apart(metadata_of(index.db), "/a/b", pack_rejections("/a/b", reasons(count)));
  CHECK(read_rejections_apart(index.db, "/a/b") == reasons(count));
  CHECK(read_rejections_apart(index.db, "/a/c").empty());
  write_rejections_apart(metadata_of(index.db), "/a/b", pack_rejections("/a/b", reasons(2)));
  CHECK(read_rejections_apart(index.db, "/a/b") == reasons(2));
  write_rejections_apart(metadata_of(index.db), "/a/b", {});
  CHECK(index.pieces() == 0);
}

TEST_CASE("a damaged piece, or one of another file, is an error", "[ledger]") {
  Database index;
  auto pieces = pack_rejections("/a/b", reasons(10));
  SECTION("a flipped bit") {
    pieces[0][20] ^= 1;
  }
  SECTION("cut") {
    pieces[0].resize(5);
  }
  SECTION("another file's") {
    pieces = pack_rejections("/a/c", reasons(10));
  }
  write_rejections_apart(metadata_of(index.db), "/a/b", pieces);
  CHECK_THROWS_AS(read_rejections_apart(index.db, "/a/b"), Error);
}

TEST_CASE("the ledger keeps every reason, and none of a file that has changed", "[ledger]") {
  Database index;
  Ledger ledger;
  ledger.put("/a/b", {.root = "/a", .rejections = reasons(60'000)});
  ledger.put("/a/few", {.root = "/a", .rejections = reasons(3)});
  ledger.store(metadata_of(index.db));
  ledger = Ledger::load(index.db);
  REQUIRE(all_of(ledger, index.db, "/a/b") == reasons(60'000));
  REQUIRE(index.pieces() == 2);
  SECTION("another time of it changes nothing") {
    LedgerEntry entry = *ledger.find("/a/b");
    entry.changed_ns = 7;
    ledger.put("/a/b", entry);
    ledger.store(metadata_of(index.db));
    CHECK(all_of(ledger, index.db, "/a/b") == reasons(60'000));
  }
  SECTION("it was read again and has others") {
    ledger.put("/a/b", {.root = "/a", .rejections = reasons(5000, "too long")});
    ledger.store(metadata_of(index.db));
    CHECK(all_of(ledger, index.db, "/a/b") == reasons(5000, "too long"));
    CHECK(index.pieces() == 1);
  }
  SECTION("it has few now") {
    ledger.put("/a/b", {.root = "/a", .rejections = reasons(1)});
    ledger.store(metadata_of(index.db));
    CHECK(all_of(ledger, index.db, "/a/b") == reasons(1));
    CHECK(index.pieces() == 0);
  }
  SECTION("it is gone") {
    ledger.erase("/a/b");
    ledger.store(metadata_of(index.db));
    CHECK(index.pieces() == 0);
  }
  SECTION("it is gone and comes again") {
    ledger.erase("/a/b");
    ledger.put("/a/b", {.root = "/a", .rejections = reasons(5000)});
    ledger.store(metadata_of(index.db));
    CHECK(all_of(ledger, index.db, "/a/b") == reasons(5000));
  }
}

TEST_CASE("another database gets the reasons kept apart as well, or word that they are lost", "[ledger]") {
  Database index;
  Ledger ledger;
  for (const auto* path : {"/a/same", "/a/read", "/a/gone"})
    ledger.put(path, {.root = "/a", .rejections = reasons(5000)});
  ledger.store(metadata_of(index.db));
  Database other;
  SECTION("all are there") {
    ledger.put("/a/read", {.root = "/a", .rejections = reasons(4000)});
    ledger.erase("/a/gone");
    ledger.take_rejections_apart(index.db);
    ledger.store(metadata_of(other.db));
    CHECK(all_of(ledger, other.db, "/a/same") == reasons(5000));
    CHECK(all_of(ledger, other.db, "/a/read") == reasons(4000));
    CHECK(other.pieces() == 2);
  }
  SECTION("those of one are damaged") {
    index.db.set_metadata(rejections_apart_prefix_of("/a/same") + "0", "?");
    ledger.take_rejections_apart(index.db);
    ledger.store(metadata_of(other.db));
    const auto left = all_of(ledger, other.db, "/a/same");
    CHECK(left.front().find("reasons, which the index before has lost") != std::string::npos);
    CHECK(left.size() < 5000);
    CHECK(all_of(ledger, other.db, "/a/read") == reasons(5000));
  }
}
