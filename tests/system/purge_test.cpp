// After `remove --purge` nothing of an article can be read in any file of its index.
#include "common/index/open.hpp"
#include "common/schema/stored.hpp"
#include "indexer/publish/writer_lock.hpp"
#include "indexer/remove/apply_removal.hpp"
#include "indexer/remove/pending_removal.hpp"
#include "indexer/remove/traces.hpp"
#include "tests/support/forensics.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using tests::all_text_in;
using tests::run_index;
using tests::run_search;
using tests::words_in;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

// The first and the last author and tag of all: Xapian keeps those apart.
constexpr const char* secret =
    "Date: 3 May 2021 Author: Aabrakadon Zyxwomat\n\nQwertzuiop at Blimfaxter\n\nThe harbour of Lissen "
    "opened again on Monday, said the fnordwibble of the town. Cranes moved the first containers before "
    "noon, "
    "and the grumpelstolz went back to work in the rain.\n\nTAGS: aaardtag, zzzztag\n";
const Words secret_words{"Aabrakadon",   "Zyxwomat", "Qwertzuiop", "Blimfaxter",   "fnordwibble",
                         "grumpelstolz", "aaardtag", "zzzztag",    "blattschnabel"};
constexpr const char* record =
    R"({"id":"kleinwinzig-17","title":"Flibbertigib is open","author":"Zzyzzyx Quux","source":"Aaagazette","text":"The snozzcumber of Lissen was eaten by a whangdoodle in the night of Monday."}
{"id":"stays-18","title":"Granary","author":"Jon Vale","source":"Lissen Post","text":"The granary of Lissen burned down in the night."}
)";
const Words record_words{"kleinwinzig", "Flibbertigib", "Zzyzzyx",
                         "Aaagazette",  "snozzcumber",  "whangdoodle"};

struct Purged {
  tests::TempDir directory;
  fs::path db = directory.path() / "db";

  Purged() {
    directory.write("archive/blattschnabel.txt", secret);
    directory.write("archive/feed.jsonl", record);
    directory.write("archive/lighthouse.txt",
                    "Date: 7 June 2022 Author: Jon Vale\n\nA lighthouse for sale\n\nThe old lighthouse of "
                    "Lissen is for sale, and nobody has lit the lamp for years.\n\nTAGS: sea\n");
    REQUIRE(index({"archive"}).status == 0);
  }

  tests::ProgramRun index(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--db", "db"});
    return run_index(arguments, directory.path());
  }

  [[nodiscard]] std::string found(const std::string& word) const {
    return run_search({"--db", "db", "--format", "ids", word}, directory.path()).out;
  }
};

}  // namespace

TEST_CASE("a purge leaves no word, name or number of an article in any file", "[system][purge]") {
  struct Row {
    Words arguments;
    Words gone;
  };
  const auto row = GENERATE(values<Row>({
      {{"archive/blattschnabel.txt"}, secret_words},
      {{"blattschnabel.txt"}, secret_words},  // by its id
      {{"fnordwibble"}, secret_words},        // by a query
      {{"kleinwinzig-17"}, record_words},
      {{"snozzcumber"}, record_words},
  }));
  CAPTURE(row.arguments);
  const Purged index;
  CHECK(words_in(all_text_in(index.db), row.gone) == row.gone);
  auto arguments = row.arguments;
  arguments.insert(arguments.begin(), {"remove", "--purge"});
  const auto run = index.index(arguments);
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(run.err.find("Verified: none of") != std::string::npos);
  CHECK(words_in(all_text_in(index.db), row.gone) == Words{});
  CHECK(list_generations(IndexLocation{index.db}).size() == 1);
  CHECK(index.found("lighthouse") == "lighthouse.txt\n");
  CHECK(index.found("granary") == "stays-18\n");

  // It stays so, though the file is there and is touched.
  fs::last_write_time(index.directory.path() / "archive/blattschnabel.txt", fs::file_time_type::clock::now());
  fs::last_write_time(index.directory.path() / "archive/feed.jsonl", fs::file_time_type::clock::now());
  index.directory.write("archive/new.txt",
                        "Windmill\n\nA windmill near Lissen burned down on Sunday evening.\n");
  CHECK(index.index({}).status == 0);
  CHECK(index.found("windmill") == "new.txt\n");
  CHECK(words_in(all_text_in(index.db), row.gone) == Words{});
}

TEST_CASE("a purge alone cleans up after removals, changes and removed files", "[system][purge]") {
  const Purged index;
  REQUIRE(index.index({"remove", "fnordwibble"}).status == 0);
  CHECK_FALSE(words_in(all_text_in(index.db), secret_words).empty());
  index.directory.write("archive/feed.jsonl",
                        "{\"id\":\"x\",\"title\":\"Brewery\",\"text\":\"The brewery of Lissen.\"}");
  REQUIRE(index.index({}).status == 0);
  SECTION("alone") {
    CHECK(index.index({"remove", "--purge"}).status == 0);
  }
  SECTION("with what was removed before") {
    CHECK(index.index({"remove", "--purge", "archive/blattschnabel.txt"}).status == 0);
  }
  CHECK(words_in(all_text_in(index.db), secret_words) == Words{});
  CHECK(words_in(all_text_in(index.db), record_words) == Words{});
  CHECK(index.found("brewery") == "x\n");
}

TEST_CASE("a purge that was interrupted is finished by the next run that writes", "[system][purge]") {
  const Purged index;
  const IndexLocation location{index.db};
  const fs::path file = fs::canonical(index.directory.path()) / "archive/blattschnabel.txt";
  const PendingRemoval removal{.is_purge = true, .staying = {removed_path_key(file)}};
  // What is on the disk after each step of the purge; the program ends there.
  SECTION("after it was noted") {
    write_pending(location, removal);
  }
  SECTION("after the removed list was written") {
    write_pending(location, removal);
    settle_sources(location);
  }
  SECTION("after the articles were removed, older generations still there") {
    REQUIRE(index.index({"remove", "archive/blattschnabel.txt"}).status == 0);
    write_pending(location, removal);
  }
  SECTION("while older generations were removed") {
    fs::copy(location.generation(1), index.directory.path() / "old");
    REQUIRE(index.index({"remove", "--purge", "archive/blattschnabel.txt"}).status == 0);
    fs::rename(index.directory.path() / "old", index.db / "unfinished-1-old");
    write_pending(location, removal);
  }
  CHECK_FALSE(words_in(all_text_in(index.db), secret_words).empty());
  const auto command = GENERATE(values<Words>({{}, {"compact"}, {"remove", "--purge"}, {"rebuild"}}));
  CAPTURE(command);
  const auto run = index.index(command);
  CAPTURE(run.err);
  CHECK(run.status == 0);
  CHECK(words_in(all_text_in(index.db), secret_words) == Words{});
  CHECK_FALSE(read_pending(location));
  CHECK(index.found("harbour").empty());
  CHECK(index.found("granary") == "stays-18\n");
}

TEST_CASE("a reader that has the purged generation open goes on, then sees the new one", "[system][purge]") {
  const Purged index;
  IndexReader reader(IndexLocation{index.db});
  const auto articles = [&reader] {
    std::size_t count = 0;
    reader.run([&count](Xapian::Database& db) {
      count = 0;
      for (auto docid = db.postlist_begin(""); docid != db.postlist_end(""); ++docid) {
        Article article = read_stored(db.get_document(*docid).get_data()).article;
        read_stored_text(db.get_document(*docid).get_data(), article);
        count += article.text.empty() ? 0 : 1;
        Xapian::Enquire enquire(db);
        enquire.set_query(
            Xapian::Query(Xapian::Query::OP_PHRASE, Xapian::Query("of"), Xapian::Query("lissen")));
        CHECK(enquire.get_mset(0, 10).size() >= 3);
      }
    });
    return count;
  };
  CHECK(articles() == 4);
  REQUIRE(index.index({"remove", "--purge", "archive/blattschnabel.txt"}).status == 0);
  CHECK((articles() == 4 || articles() == 3));
  CHECK(IndexReader(IndexLocation{index.db}).location().directory == index.db);
}

TEST_CASE("what is left of an article is found, and what others account for is not", "[system][purge]") {
  const Purged index;
  const IndexLocation location{index.db};
  // An article's own word, one with bytes before it that may be a number's, one that is nowhere.
  CHECK(search_traces(location, {"grumpelstolz", "20grumpelstolz", "nowhere to be found"}).found == Words{});
  index.directory.write("db/generation-1/left.over", "xxx 20grumpelstolz xxx brewmaster of lissen xxx");
  CHECK(search_traces(location, {"20grumpelstolz", "lighthouse.txt", "brewmaster of"}).found ==
        Words{"brewmaster of"});
}
