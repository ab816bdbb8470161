#include "indexer/check_index.hpp"

#include "common/error.hpp"
#include "common/index/added_days.hpp"
#include "common/index/calendar_format.hpp"
#include "common/index/location.hpp"
#include "common/index/open.hpp"
#include "common/schema/fields.hpp"
#include "common/text/hash_digits.hpp"
#include "indexer/build/document.hpp"
#include "indexer/scan/ledger.hpp"
#include "indexer/update_index.hpp"
#include "tests/support/busy_writer.hpp"
#include "tests/support/calendar_copy.hpp"
#include "tests/support/corpus_index.hpp"
#include "tests/support/has.hpp"
#include "tests/support/index_dump.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>
#include <xapian.h>
#include <xxhash.h>

using namespace dateline;
using tests::has;
namespace fs = std::filesystem;

namespace {

CheckReport check(const fs::path& index) {
  Progress progress(ProgressKind::quiet);
  return check_index({.directory = index}, progress);
}

std::string damages_of(const fs::path& index) {
  std::string text;
  for (const auto& damage : check(index).damages) text += damage.part + ": " + damage.what + "\n";
  return text;
}

fs::path copy_of_corpus_index(const tests::TempDir& directory) {
  const auto copy = directory.path() / "index";
  fs::copy(tests::corpus_index(), copy, fs::copy_options::recursive);
  return copy;
}

fs::path generation_of(const fs::path& index) {
  const IndexLocation location{index};
  return location.generation(current_generation(location).value());
}

// A small index of its own: what is checked hundreds of times must be quick.
fs::path small_index(const tests::TempDir& directory) {
  tests::RandomText random(7);
  for (std::size_t i = 0; i < 12; ++i) {
    std::string text = "Date: " + std::to_string(i + 1) + " May 2021\n\nA harbour report " +
                       std::to_string(i) + "\n\nThe harbour of Lissen opened again.";
    for (std::size_t word = 0; word < 150; ++word) text += " word" + std::to_string(random.below(400));
    directory.write("articles/" + std::to_string(i) + ".txt", text + "\n");
  }
  Progress progress(ProgressKind::quiet);
  const auto index = directory.path() / "small";
  update_index({.directory = index, .paths = {directory.path() / "articles"}}, progress);
  return index;
}

// Neither the first nor the last.
Xapian::docid some_article(const Xapian::Database& db) {
  return *std::next(db.postlist_begin(""));
}

void overwrite(const fs::path& file, std::uintmax_t at, const std::string& bytes) {
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(static_cast<std::streamoff>(at));
  stream << bytes;
  REQUIRE(stream.flush());
}

// Flips a bit, zeroes, scribbles or cuts somewhere in a file. Returns what it did.
std::string damage_file(const fs::path& file, tests::RandomText& random) {
  const auto size = fs::file_size(file);
  INFO(file);
  REQUIRE(size > 0);
  const auto at = random.below(size);
  const std::size_t kind = random.below(8);
  if (kind == 0) {
    fs::resize_file(file, at);
    return "cut at " + std::to_string(at);
  }
  std::string bytes = tests::read_file(file).substr(at, kind < 5 ? 1 : 1 + random.below(64));
  const std::string before = bytes;
  for (char& byte : bytes) {
    const auto old = static_cast<unsigned char>(byte);
    if (kind < 5) byte = static_cast<char>(old ^ (1U << random.below(8)));
    if (kind == 5) byte = '\0';
    if (kind > 5) byte = static_cast<char>(random.below(256));
  }
  overwrite(file, at, bytes);
  return "kind " + std::to_string(kind) + ", " + std::to_string(bytes.size()) + " bytes at " +
         std::to_string(at) + (bytes == before ? " (as before)" : "");
}

std::size_t tries() {
  const char* setting = std::getenv("DATELINE_TRIES");
  return setting == nullptr ? 20 : std::strtoul(setting, nullptr, 10);
}

}  // namespace

TEST_CASE("an index as it was built is sound", "[check]") {
  const auto report = check(tests::corpus_index());
  CAPTURE(text_check(report));
  CHECK(report.is_sound());
  CHECK(report.notes.empty());
  CHECK(report.articles == tests::corpus_summary().articles_in_index);
}

TEST_CASE("a file that is missing or cut is named", "[check]") {
  const tests::TempDir directory;
  const auto index = copy_of_corpus_index(directory);
  const auto name = GENERATE(as<std::string>(), "postlist.glass", "position.glass", "termlist.glass",
                             "docdata.glass", "iamglass");
  const bool is_cut = GENERATE(false, true);
  CAPTURE(name, is_cut);
  const auto file = generation_of(index) / name;
  if (is_cut) {
    fs::resize_file(file, fs::file_size(file) / 2);
  } else {
    fs::remove(file);
  }
  const auto found = damages_of(index);
  CAPTURE(found);
  CHECK(has(found, name));
}

TEST_CASE("a stub that is missing, cut or names nothing is damage", "[check]") {
  const tests::TempDir directory;
  const auto index = copy_of_corpus_index(directory);
  const auto stub =
      GENERATE(as<std::string>(), "", "auto gener", "auto generation-9\n", std::string(8, '\0'));
  CAPTURE(stub);
  directory.write("index/XAPIANDB", stub);
  CHECK_FALSE(check(index).is_sound());
  fs::remove(index / "XAPIANDB");
  CHECK(has(damages_of(index), "XAPIANDB: is missing"));
}

TEST_CASE("lost roots are damage, leftovers are notes", "[check]") {
  const tests::TempDir directory;
  const auto index = copy_of_corpus_index(directory);
  directory.write("index/unfinished-7/x", "x");
  directory.write("index/roots.tmp", "x");
  fs::create_directory(index / "generation-9");
  auto report = check(index);
  CHECK(report.is_sound());
  CHECK(report.notes.size() == 3);
  directory.write("index/roots", "dateline ro");
  CHECK(has(damages_of(index), "roots: "));
  fs::remove(index / "roots");
  report = check(index);
  CHECK(has(text_check(report), "roots: is missing"));
  for (const int number : {10, 11, 12})
    fs::create_directory(index / ("generation-" + std::to_string(number)));
  CHECK(has(damages_of(index), "generations: 5 lie there"));
}

TEST_CASE("no index is no damage but an error", "[check]") {
  const tests::TempDir directory;
  CHECK_THROWS_AS(check(directory.path()), Error);
  CHECK_THROWS_AS(check(directory.path() / "none"), Error);
}

TEST_CASE("a writer at work is no damage", "[check][system]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const tests::BusyWriter writer(index, directory.path() / "articles");
  for (int i = 0; i < 6; ++i) {
    const auto report = check(index);
    CAPTURE(text_check(report));
    CHECK(report.is_sound());
  }
}

TEST_CASE("tables that are sound each and disagree are damage of the article", "[check]") {
  struct Row {
    const char* what;
    void (*change)(Xapian::WritableDatabase& db);
    const char* expected;
  };
  const auto row =
      GENERATE(Row{"a term too many",
                   [](Xapian::WritableDatabase& db) {
                     auto document = db.get_document(some_article(db));
                     document.add_boolean_term("Kstray");
                     db.replace_document(some_article(db), document);
                   },
                   "Kstray"},
               Row{"reasons of rejections that no entry of the ledger has",
                   [](Xapian::WritableDatabase& db) {
                     write_rejections_apart(metadata_of(db), "/a/b",
                                            pack_rejections("/a/b", std::vector<std::string>{"empty"}));
                   },
                   "rejections of a file that has none by the ledger"},
               Row{"reasons of rejections that are lost",
                   [](Xapian::WritableDatabase& db) {
                     Ledger ledger = Ledger::load(db);
                     ledger.put("/a/b", {.root = "/a", .rejections_left_out = 7});
                     ledger.store(metadata_of(db));
                   },
                   "/a/b: of its rejections 7 are kept apart by the ledger, 0 are there"},
               Row{"a term too few",
                   [](Xapian::WritableDatabase& db) {
                     auto document = db.get_document(some_article(db));
                     document.remove_term("harbour");
                     db.replace_document(some_article(db), document);
                   },
                   "harbour"},
               Row{"another position",
                   [](Xapian::WritableDatabase& db) {
                     auto document = db.get_document(some_article(db));
                     document.remove_posting("lissen", *db.positionlist_begin(some_article(db), "lissen"));
                     document.add_posting("lissen", 4000, 1);
                     db.replace_document(some_article(db), document);
                   },
                   "its postings are not those of its terms"},
               Row{"another date",
                   [](Xapian::WritableDatabase& db) {
                     auto document = db.get_document(some_article(db));
                     document.add_value(slot_published, Xapian::sortable_serialise(5));
                     db.replace_document(some_article(db), document);
                   },
                   "its value 0"},
               Row{"a revision to come",
                   [](Xapian::WritableDatabase& db) {
                     auto document = db.get_document(some_article(db));
                     document.add_value(slot_revision, Xapian::sortable_serialise(2));
                     db.replace_document(some_article(db), document);
                   },
                   "its ingest revision"},
               Row{"the same id twice",
                   [](Xapian::WritableDatabase& db) { db.add_document(db.get_document(some_article(db))); },
                   "an id is not that of one article"},
               Row{"data that are no article",
                   [](Xapian::WritableDatabase& db) {
                     auto document = db.get_document(some_article(db));
                     document.set_data("dateline=1\nid=x\n");
                     db.replace_document(some_article(db), document);
                   },
                   "article 1"},  // …: docids begin behind a reserve
               Row{"a file that the ledger does not know",
                   [](Xapian::WritableDatabase& db) {
                     Ledger ledger = Ledger::load(db);
                     std::string first;
                     ledger.for_each([&first](const std::string& path, const LedgerEntry&) { first = path; });
                     ledger.erase(first);
                     ledger.store(metadata_of(db));
                   },
                   "the ledger does not know"},
               Row{"an article that is gone",
                   [](Xapian::WritableDatabase& db) { db.delete_document(some_article(db)); },
                   "1 articles by the ledger, 0 in the index"},
               Row{"a ledger that cannot be read",
                   [](Xapian::WritableDatabase& db) { db.set_metadata("ledger:0", "5;abc"); }, "ledger"});
  CAPTURE(row.what);
  const tests::TempDir directory;
  const auto index = small_index(directory);
  REQUIRE(check(index).is_sound());
  {
    Xapian::WritableDatabase db(generation_of(index).string());
    row.change(db);
    db.commit();
  }
  const auto found = damages_of(index);
  CAPTURE(found);
  CHECK(has(found, row.expected));
}

TEST_CASE("the checksum that an index had before the calendar is known", "[check]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto change = [&index](const std::string& revision) {
    Xapian::WritableDatabase db(generation_of(index).string());
    std::vector<std::string> later(db.metadata_keys_begin(metadata_calendar),
                                   db.metadata_keys_end(metadata_calendar));
    later.emplace_back(metadata_added_days);
    for (const auto& name : later) db.set_metadata(name, "");
    std::string entries;  // as they were summed then
    for (const char* name : {metadata_schema, metadata_analyser, metadata_revision, metadata_last_run})
      entries.append(name).append("=").append(db.get_metadata(name)).append("\n");
    db.set_metadata(metadata_sum, hash_digits(XXH3_64bits(entries.data(), entries.size())));
    db.set_metadata(metadata_revision, revision);
    db.commit();
  };
  change("1");
  CHECK(check(index).is_sound());
  change("7");
  CHECK(has(damages_of(index), "the index's own entries"));
}

TEST_CASE("whatever happens to a table, check ends and finds it, or nothing that is read has changed",
          "[check][property]") {
  const tests::TempDir directory;
  const auto index =
      std::getenv("DATELINE_TRIES") == nullptr ? small_index(directory) : copy_of_corpus_index(directory);
  const auto generation = generation_of(index);
  const auto dump = tests::dump_index(generation);
  tests::RandomText random(tests::seed());
  std::size_t found = 0;
  std::size_t unused = 0;
  for (std::size_t i = 0; i < tries(); ++i) {
    const auto* const name = std::array{"postlist.glass", "position.glass", "termlist.glass", "docdata.glass",
                                        "iamglass"}[random.below(5)];
    const auto file = generation / name;
    const std::string before = tests::read_file(file);
    const std::string what = damage_file(file, random);
    CAPTURE(name, what);
    if (!check(index).is_sound()) {
      ++found;
    } else {
      ++unused;
      CHECK(tests::first_difference(dump, tests::dump_index(generation)) == "");
    }
    fs::resize_file(file, before.size());
    overwrite(file, 0, before);
  }
  REQUIRE(check(index).is_sound());
  if (std::getenv("DATELINE_TRIES") != nullptr) WARN(found << " damages found, " << unused << " harmless");
}

TEST_CASE("an article that the calendar has under another day than its own is damage", "[check][calendar]") {
  const tests::TempDir directory;
  directory.write("articles/a.jsonl", R"({"id":"a","title":"Ferry","text":"It sails.","date":"2021-05-01"}
{"id":"b","title":"Ferry","text":"It has sailed.","date":"2021-05-02"}
)");
  const auto index = directory.path() / "index";
  Progress progress(ProgressKind::quiet);
  update_index({.directory = index,
                .paths = {directory.path() / "articles"},
                .reading = {.today = std::chrono::year(2026) / 1 / 1}},
               progress);
  const auto generation = generation_of(index);
  const auto plain = directory.path() / "plain";
  fs::rename(generation, plain);
  const Calendar right = tests::copy_by_calendar(Xapian::Database(plain.string()), generation);
  CHECK(damages_of(index) == "");
  REQUIRE(right.days().size() == 2);
  // The same ranges, each a day later; then one article less.
  std::vector<CalendarDay> days(right.days().begin(), right.days().end());
  const bool is_shifted = GENERATE(true, false);
  for (CalendarDay& day : days) {
    if (is_shifted) ++day.date.day;
  }
  if (!is_shifted) --days.front().articles;
  Xapian::WritableDatabase db(generation.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  write_calendar(db, Calendar(right.reserve(), days, right.undated(), right.next_overflow()));
  db.set_metadata(metadata_sum, sum_of_metadata(db));
  db.commit();
  db.close();
  CAPTURE(is_shifted, damages_of(index));
  CHECK(has(damages_of(index),
            is_shifted ? "the calendar has another day for it" : "the calendar counts other"));
}
