// Tables at their limits, read through Xapian as a database's user metadata.
#include "indexer/build/bulk/table_file.hpp"

#include "common/error.hpp"
#include "indexer/build/bulk/version_file.hpp"
#include "indexer/publish/durable.hpp"
#include "tests/support/bulk_input.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string>

#include <catch2/catch.hpp>
#include <xapian.h>

using namespace dateline;
using namespace dateline::tests;

namespace {

constexpr std::string_view key_prefix{"\0\xC0", 2};
constexpr std::size_t item_bytes = 3;  // before key and value
using Entries = std::map<std::string, std::string>;

/// How a table's entries are handed to it.
struct Cut {
  std::size_t entries_a_part = 1'000'000;
  std::size_t limit_bytes = 0;  // see TablePartWriter
};

TableRoot write_table(const std::filesystem::path& path, const Entries& entries, const Cut& cut) {
  TableFile file(path);
  const auto writer_at = [&](PartPlace place) {
    if (cut.limit_bytes == 0) return TablePartWriter(place);
    return TablePartWriter(place, {}, cut.limit_bytes,
                           [&file](TablePart&& blocks) { return file.append(std::move(blocks)); });
  };
  auto entry = entries.begin();
  auto place = PartPlace::begins_table;
  do {
    TablePartWriter writer = writer_at(place);
    for (std::size_t i = 0; i < cut.entries_a_part && entry != entries.end(); ++i, ++entry)
      writer.add(std::string(key_prefix) + entry->first, entry->second);
    file.append(writer.finish());
    place = PartPlace::follows;
  } while (entry != entries.end());
  return file.finish();
}

/// A database without articles that has the entries as metadata. Empty values are none of Xapian's.
TableRoot make_database(const std::filesystem::path& directory, const Entries& entries, const Cut& cut = {}) {
  std::filesystem::create_directory(directory);
  DatabaseTables tables;
  tables.postlist = write_table(directory / "postlist.glass", entries, cut);
  tables.termlist = write_table(directory / "termlist.glass", {}, {});
  write_durably(directory / "iamglass", version_file({}, tables, {}));
  return tables.postlist;
}

/// The first entry that is not as expected; "" when all are.
std::string difference(const std::filesystem::path& path, const Entries& expected) {
  const Xapian::Database db(path.string());
  auto key = db.metadata_keys_begin();
  for (const auto& [name, value] : expected) {
    if (key == db.metadata_keys_end() || *key != name) return "no " + name + " where it belongs";
    if (db.get_metadata(name) != value) return "the value of " + name;
    ++key;
  }
  return key == db.metadata_keys_end() ? "" : "one more: " + *key;
}

std::string value_of(std::size_t bytes, std::size_t number) {
  std::string value(bytes, '\0');
  for (std::size_t i = 0; i < bytes; ++i)
    value[i] = static_cast<char>((i * 31 + number * 7 + i / 251) & 0xFF);
  return value;
}

// The value with which an item under a key of `key_bytes` fills `left` bytes of a block.
std::string filling(std::size_t left, std::size_t key_bytes) {
  return std::string(left - directory_entry_bytes - item_bytes - key_prefix.size() - key_bytes, 'f');
}

constexpr std::size_t null_item_bytes = item_bytes + directory_entry_bytes;

}  // namespace

TEST_CASE("a value of any length comes back whole, wherever its block ends", "[bulk]") {
  const TempDir dir;
  const std::size_t bytes =
      GENERATE(1, 255, 256, 257, range(2028, 2050), 4070, 4080, 8180, 8192, 8193, 100'000, 1'000'000);
  const std::size_t before = GENERATE(1, 1000, 2000);  // bytes in front of it, four times
  CAPTURE(bytes, before);
  Entries entries;
  for (int i = 0; i < 4; ++i) entries["a" + std::to_string(i)] = std::string(before, 'a');
  entries["b"] = value_of(bytes, 1);
  entries["c"] = value_of(bytes, 2);
  entries["d"] = "end";
  make_database(dir.path() / "db", entries, GENERATE(Cut{}, Cut{.entries_a_part = 5}, Cut{.limit_bytes = 1}));
  CHECK(difference(dir.path() / "db", entries) == "");
  CHECK(check_of(dir.path() / "db") == "");
}

TEST_CASE("keys of the least and the greatest length tell their values apart", "[bulk]") {
  const TempDir dir;
  Entries entries;
  // Xapian's own keys are at most 255 bytes, two of them our prefix.
  for (const std::size_t bytes : {1, 2, 249, 250, 252, 253}) {
    for (const char last : {'\x01', 'a', '\xFF'})
      entries[std::string(bytes - 1, '\xFF') + last] = value_of(3000, bytes);
  }
  make_database(dir.path() / "db", entries, GENERATE(Cut{}, Cut{.entries_a_part = 1}));
  CHECK(difference(dir.path() / "db", entries) == "");
  CHECK(check_of(dir.path() / "db") == "");
}

TEST_CASE("a table grows from one leaf to two when its block is full, not before", "[bulk]") {
  const TempDir dir;
  const std::size_t too_many = GENERATE(0, 1);
  Entries entries;
  std::size_t left = block_bytes - block_header_bytes - null_item_bytes;
  for (const char* name : {"a", "b", "c", "d"}) {
    const std::size_t of_it = std::min<std::size_t>(left / 2, 2000);
    entries[name] = filling(of_it, 1);
    left -= of_it;
  }
  entries["e"] = filling(std::min<std::size_t>(left, 1000), 1);
  left -= std::min<std::size_t>(left, 1000);
  if (left > 0) entries["f"] = filling(left, 1);
  entries.rbegin()->second += std::string(too_many, 'x');
  const auto root = make_database(dir.path() / "db", entries);
  CHECK(root.level == too_many);
  CHECK(root.blocks == (too_many == 0 ? 1 : 3));
  CHECK(std::filesystem::file_size(dir.path() / "db/postlist.glass") == root.blocks * block_bytes);
  CHECK(difference(dir.path() / "db", entries) == "");
  CHECK(check_of(dir.path() / "db") == "");
}

TEST_CASE("a table with branches three levels high is read, checked and changed by Xapian", "[bulk]") {
  const TempDir dir;
  Entries entries;
  for (unsigned i = 0; i < 5000; ++i) {
    const std::string digits = std::to_string(100'000 + i);
    entries[std::string(240, 'p') + digits] = value_of(1750 + i % 20, i);
  }
  const auto root = make_database(
      dir.path() / "db", entries,
      GENERATE(Cut{}, Cut{.entries_a_part = 701}, Cut{.entries_a_part = 1999, .limit_bytes = 50'000}));
  CHECK(root.level == 3);
  CHECK(root.entries == entries.size());
  CHECK(difference(dir.path() / "db", entries) == "");
  CHECK(check_of(dir.path() / "db") == "");
  {
    Xapian::WritableDatabase db((dir.path() / "db").string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (auto entry = entries.begin(); entry != entries.end();) {
      if (entry->second.size() % 5 == 0) {
        db.set_metadata(entry->first, "");
        entry = entries.erase(entry);
        continue;
      }
      if (entry->second.size() % 5 == 1) db.set_metadata(entry->first, entry->second += "longer");
      ++entry;
    }
    db.set_metadata("first", entries["first"] = value_of(5000, 1));
    db.commit();
  }
  CHECK(difference(dir.path() / "db", entries) == "");
  CHECK(check_of(dir.path() / "db") == "");
}

TEST_CASE("random entries come back from a table in any number of parts", "[bulk][property]") {
  const TempDir dir;
  RandomText random(seed());
  constexpr auto lengths = std::to_array<std::size_t>({0, 20, 300, 2100, 9000});
  for (int round = 0; round < 8; ++round) {
    Entries entries;
    for (std::size_t left = random.below(400); left > 0; --left) {
      std::string name(random.below(random.below(4) == 0 ? 240 : 8),
                       static_cast<char>('a' + random.below(2)));
      name += std::to_string(random.below(100'000));
      entries[name] = value_of(1 + random.below(lengths[random.below(lengths.size())] + 1), left);
    }
    const Cut cut{.entries_a_part = 1 + random.below(200), .limit_bytes = random.below(3) * 20'000};
    CAPTURE(round, cut.entries_a_part, cut.limit_bytes);
    const auto path = dir.path() / std::to_string(round);
    make_database(path, entries, cut);
    CHECK(difference(path, entries) == "");
    CHECK(check_of(path) == "");
  }
}

TEST_CASE("a key that is empty, too long or out of order is our fault and is refused", "[bulk]") {
  TablePartWriter writer(PartPlace::begins_table);
  writer.add(std::string(255, 'k'), "");
  CHECK_THROWS_AS(writer.add("", ""), Error);
  CHECK_THROWS_AS(writer.add(std::string(256, 'm'), ""), Error);
  CHECK_THROWS_AS(writer.add(std::string(255, 'k'), ""), Error);
  CHECK_THROWS_AS(writer.add("a", ""), Error);
}
