#include "indexer/update_index.hpp"

#include "common/error.hpp"
#include "common/index/location.hpp"
#include "common/index/open.hpp"
#include "indexer/build/old_articles.hpp"
#include "indexer/scan/ledger.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <fstream>
#include <map>

#include <catch2/catch.hpp>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

constexpr const char* ferry =
    "Ferry sails\n\nThe ferry to Orrin sails again since Tuesday, said its captain.\n";
constexpr const char* mill = "Mill grinds\n\nThe mill at Osk grinds rye for the whole valley this winter.\n";
constexpr const char* bridge = "Bridge opens\n\nA bridge over the Lirra was opened with music and cake.\n";

std::string record(const std::string& id, const std::string& text) {
  return "{\"id\":\"" + id + "\",\"title\":\"" + id + "\",\"text\":\"" + text + "\"}\n";
}

/// An index of one directory.
class Archive {
 public:
  Archive() { fs::create_directory(root()); }

  [[nodiscard]] fs::path root() const { return directory_.path() / "archive"; }
  [[nodiscard]] fs::path db() const { return directory_.path() / "db"; }
  void write(const std::string& name, const std::string& contents) const {
    directory_.write("archive/" + name, contents);
  }
  /// Makes a file look touched; its contents stay.
  void touch(const std::string& name) {
    fs::last_write_time(root() / name, fs::file_time_type::clock::now() + std::chrono::seconds(++touches_));
  }

  [[nodiscard]] UpdateOptions options() const { return {.directory = db(), .paths = {root()}}; }
  UpdateSummary update() const { return update(options()); }
  UpdateSummary update(const UpdateOptions& options) const {
    Progress progress(ProgressKind::quiet);
    return update_index(options, progress);
  }

  /// Ingest revisions by id.
  [[nodiscard]] std::map<std::string, std::uint64_t> revisions() const {
    std::map<std::string, std::uint64_t> revisions;
    CHECK(for_each_old_article(open_index({db()}), [&](const OldArticle& article) {
            revisions[article.stored.article.id] = article.revision;
          }) == 0);
    return revisions;
  }
  [[nodiscard]] Ledger ledger() const { return Ledger::load(open_index({db()})); }
  [[nodiscard]] LedgerEntry entry(const std::string& name) const {
    return ledger().find((fs::canonical(root()) / name).native()).value();
  }

 private:
  tests::TempDir directory_;
  int touches_ = 0;
};

using Revisions = std::map<std::string, std::uint64_t>;

}  // namespace

TEST_CASE("each run that changes an article gets the next revision, and its articles have it", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.write("mill.txt", mill);
  CHECK(archive.update().revision == 1);
  CHECK(archive.update().was_up_to_date);
  archive.write("bridge.txt", bridge);
  CHECK(archive.update().revision == 2);
  archive.write("mill.txt", std::string(mill) + "It is old.\n");
  CHECK(archive.update().revision == 3);
  CHECK(archive.revisions() == Revisions{{"bridge.txt", 2}, {"ferry.txt", 1}, {"mill.txt", 3}});
  fs::remove(archive.root() / "mill.txt");
  CHECK(archive.update().revision == 4);
}

TEST_CASE("a moved file keeps its articles' revisions under their new ids", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.write("list.jsonl", record("own", "One.") + "{\"title\":\"Two\",\"text\":\"No id.\"}\n");
  archive.update();
  archive.write("mill.txt", mill);
  archive.update();
  archive.write("news/keep.txt", bridge);
  fs::rename(archive.root() / "ferry.txt", archive.root() / "news/boat.txt");
  fs::rename(archive.root() / "list.jsonl", archive.root() / "news/all.jsonl");
  auto options = archive.options();
  if (GENERATE(false, true)) options.max_transaction_bytes = 0;  // by a new generation
  const auto summary = archive.update(options);
  CHECK(summary.files_moved == 2);
  CHECK(summary.files_removed == 0);
  CHECK(
      archive.revisions() ==
      Revisions{
          {"mill.txt", 2}, {"news/all.jsonl#2", 1}, {"news/boat.txt", 1}, {"news/keep.txt", 3}, {"own", 1}});
}

TEST_CASE("files that exchange their names, or are rotated, keep their articles' revisions", "[update]") {
  Archive archive;
  archive.write("a.txt", ferry);
  archive.update();
  archive.write("b.txt", mill);
  archive.update();
  SECTION("exchanged") {
    fs::rename(archive.root() / "a.txt", archive.root() / "c.txt");
    fs::rename(archive.root() / "b.txt", archive.root() / "a.txt");
    fs::rename(archive.root() / "c.txt", archive.root() / "b.txt");
    archive.update();
    CHECK(archive.revisions() == Revisions{{"a.txt", 2}, {"b.txt", 1}});
  }
  SECTION("rotated") {
    fs::rename(archive.root() / "b.txt", archive.root() / "c.txt");
    fs::rename(archive.root() / "a.txt", archive.root() / "b.txt");
    archive.write("a.txt", bridge);
    archive.update();
    CHECK(archive.revisions() == Revisions{{"a.txt", 3}, {"b.txt", 1}, {"c.txt", 2}});
  }
}

TEST_CASE("an id that a changed file gives up goes to the other file that holds it, in the same run",
          "[update]") {
  Archive archive;
  archive.write("a.jsonl", record("shared", "In the first file."));
  archive.write("b.jsonl", record("shared", "In the second file."));
  archive.update();
  CHECK(archive.entry("a.jsonl").documents == 0);
  archive.write("b.jsonl", record("another", "In the second file."));
  archive.update();
  CHECK(archive.revisions() == Revisions{{"another", 2}, {"shared", 2}});
  CHECK_FALSE(archive.entry("a.jsonl").has_lost_ids);
}

TEST_CASE("an id goes back to a file whose name is no UTF-8 when the one that has it is gone", "[update]") {
  Archive archive;
  archive.write("a\xFF.jsonl", record("shared", "In the first file."));
  archive.update();
  archive.write("b.jsonl", record("shared", "In the second file."));
  archive.update();
  CHECK(archive.entry("a\xFF.jsonl").has_lost_ids);
  fs::remove(archive.root() / "b.jsonl");
  archive.update();
  CHECK(archive.revisions() == Revisions{{"shared", 3}});
}

TEST_CASE("files that exchange ids have lost none", "[update]") {
  Archive archive;
  archive.write("a.jsonl", record("one", "First."));
  archive.write("b.jsonl", record("two", "Second."));
  archive.update();
  archive.write("a.jsonl", record("two", "Second."));
  archive.write("b.jsonl", record("one", "First, again."));
  CHECK(archive.update().ids_lost == 0);
  CHECK_FALSE(archive.entry("a.jsonl").has_lost_ids);
}

TEST_CASE("a rebuild leaves an id to the file that has it, though that is not read now", "[update]") {
  Archive archive;
  archive.write("a.jsonl", record("shared", "In the first file."));
  archive.write("b/b.jsonl", record("shared", "In the second file."));
  archive.update();
  // Root may read anything: a file that is gone and whose articles are kept stands for one that cannot be
  // read.
  auto options = archive.options();
  options.paths.clear();
  options.keep_removed = true;
  fs::remove(archive.root() / "b/b.jsonl");
  archive.update(options);
  options.kind = UpdateKind::rebuild;
  archive.update(options);
  CHECK(archive.entry("a.jsonl").documents == 0);
  CHECK(archive.entry("a.jsonl").has_lost_ids);
}

TEST_CASE("a copy of a file that stays is a new article", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.update();
  archive.write("copy.txt", ferry);
  CHECK(archive.update().files_moved == 0);
  CHECK(archive.revisions() == Revisions{{"copy.txt", 2}, {"ferry.txt", 1}});
}

TEST_CASE("a touched but equal file is not read as changed, and not looked into twice", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.update();
  archive.touch("ferry.txt");
  const auto summary = archive.update();
  CHECK(summary.files_read == 0);
  CHECK(summary.files_unchanged == 1);
  CHECK(archive.update().was_up_to_date);
  CHECK(archive.revisions() == Revisions{{"ferry.txt", 1}});
}

TEST_CASE("records of a changed file that are the same stay untouched", "[update]") {
  Archive archive;
  archive.write("list.jsonl", record("a", "First.") + record("b", "Second.") + record("c", "Third."));
  archive.update();
  archive.write("list.jsonl", record("a", "First.") + record("b", "Changed.") + record("d", "Fourth."));
  const auto summary = archive.update();
  CHECK(summary.articles_read == 3);
  CHECK(summary.articles_unchanged == 1);
  CHECK(archive.revisions() == Revisions{{"a", 1}, {"b", 2}, {"d", 2}});
  CHECK(archive.entry("list.jsonl").documents == 3);
}

TEST_CASE("of two records of one file with one id the later is the article, also the second time",
          "[update]") {
  Archive archive;
  archive.write("list.jsonl", record("a", "Old.") + record("a", "New."));
  archive.update();
  archive.write("list.jsonl", record("a", "Old.") + record("a", "New.") + record("b", "More."));
  archive.update();
  CHECK(archive.revisions() == Revisions{{"a", 1}, {"b", 2}});
  CHECK(archive.entry("list.jsonl").articles == 3);
  CHECK(archive.entry("list.jsonl").documents == 2);
}

TEST_CASE("articles of a removed file go, or stay for good when that run was told to keep them", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.write("mill.txt", mill);
  archive.write("bridge.txt", bridge);
  archive.update();
  fs::remove(archive.root() / "ferry.txt");
  CHECK(archive.update().files_removed == 1);
  fs::remove(archive.root() / "mill.txt");
  auto options = archive.options();
  options.keep_removed = true;
  CHECK(archive.update(options).files_kept == 1);
  CHECK(archive.revisions().contains("mill.txt"));
  CHECK(archive.update().was_up_to_date);
  CHECK(archive.entry("mill.txt").is_kept);

  options = {.directory = archive.db(), .kind = UpdateKind::rebuild};
  CHECK(archive.update(options).articles_carried_over == 1);
  CHECK(archive.revisions() == Revisions{{"bridge.txt", 1}, {"mill.txt", 1}});
  archive.write("mill.txt", mill);
  archive.update();
  CHECK_FALSE(archive.entry("mill.txt").is_kept);
  fs::remove(archive.root() / "mill.txt");
  archive.update();
  CHECK(archive.revisions() == Revisions{{"bridge.txt", 1}});
}

TEST_CASE("a rejected file is read again when it changes, or when that is asked for", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.write("bad.json", "{\"title\": ");
  CHECK(archive.update().rejections.size() == 1);
  CHECK(archive.update().was_up_to_date);
  auto options = archive.options();
  options.retry_rejected = true;
  const auto retried = archive.update(options);
  CHECK(retried.rejections.size() == 1);
  CHECK(retried.files_unchanged == 1);
  archive.write("bad.json", "{\"title\": \"Good\", \"text\": \"Now it is whole.\"}");
  CHECK(archive.update().articles_read == 1);
}

TEST_CASE("a rebuild reads all files anew and keeps ids and revisions", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.update();
  archive.write("list.jsonl", record("a", "First.") + record("b", "Second."));
  archive.update();
  const auto before = archive.revisions();
  archive.write("list.jsonl", record("a", "First.") + record("b", "Changed."));
  archive.write("mill.txt", mill);
  const UpdateOptions rebuild{.directory = archive.db(), .kind = UpdateKind::rebuild};
  const auto summary = archive.update(rebuild);
  CHECK(summary.files_read == 3);
  CHECK(summary.revision == 3);
  CHECK(archive.revisions() == Revisions{{"a", 2}, {"b", 3}, {"ferry.txt", 1}, {"mill.txt", 3}});
  CHECK(archive.update(rebuild).revision == 3);
  CHECK(archive.update().was_up_to_date);
}

TEST_CASE("a rebuild from what is stored reads no file", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.write("mill.txt", mill);
  archive.update();
  const auto before = archive.revisions();
  fs::rename(archive.root(), archive.root().parent_path() / "unmounted");
  const auto summary = archive.update({.directory = archive.db(), .kind = UpdateKind::rebuild_from_stored});
  CHECK(summary.articles_carried_over == 2);
  CHECK(archive.revisions() == before);
  fs::rename(archive.root().parent_path() / "unmounted", archive.root());
  CHECK(archive.update().was_up_to_date);
}

TEST_CASE("a rebuild carries over the articles of a root that is not there", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.update();
  fs::rename(archive.root(), archive.root().parent_path() / "unmounted");
  const auto summary = archive.update({.directory = archive.db(), .kind = UpdateKind::rebuild});
  CHECK(summary.articles_in_index == 1);
  CHECK(summary.rejections.size() == 1);
  fs::rename(archive.root().parent_path() / "unmounted", archive.root());
  const auto after = archive.update();  // the root is no problem any more
  CHECK(after.files_unchanged == 1);
  CHECK(after.files_removed == 0);
  CHECK(after.revision == 1);
  CHECK(archive.update().was_up_to_date);
}

TEST_CASE("a rebuild works from the files when the database is lost or damaged", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.update();
  const fs::path generation = archive.db() / "generation-1";
  SECTION("all of it") {
    fs::remove_all(generation);
  }
  SECTION("one table") {
    fs::remove(generation / "docdata.glass");
  }
  SECTION("the stub") {
    fs::remove(archive.db() / "XAPIANDB");
  }
  SECTION("its first file") {
    std::ofstream(generation / "iamglass") << "nonsense";
  }
  const auto summary = archive.update({.directory = archive.db(), .kind = UpdateKind::rebuild});
  CHECK(summary.articles_in_index == 1);
  CHECK(archive.revisions().contains("ferry.txt"));
  CHECK(archive.update().was_up_to_date);
}

TEST_CASE("a dry run tells what would be done and writes nothing", "[update]") {
  Archive archive;
  auto options = archive.options();
  options.is_dry_run = true;
  archive.write("ferry.txt", ferry);
  CHECK(archive.update(options).planned.size() == 1);
  CHECK_FALSE(fs::exists(archive.db()));
  archive.write("mill.txt", mill);
  archive.write("bridge.txt", bridge);
  archive.update();
  archive.write("mill.txt", std::string(mill) + "It is old.\n");
  fs::rename(archive.root() / "ferry.txt", archive.root() / "boat.txt");
  fs::remove(archive.root() / "bridge.txt");
  std::map<std::string, std::string> planned;
  for (const auto& change : archive.update(options).planned)
    planned[fs::path(change.path).filename().string()] = change.what;
  CHECK(planned == std::map<std::string, std::string>{
                       {"boat.txt", "moved"}, {"bridge.txt", "gone"}, {"mill.txt", "changed"}});
  CHECK(archive.revisions().size() == 3);
}

TEST_CASE("the ids of a file that is gone are free for another root's", "[update]") {
  const tests::TempDir directory;
  directory.write("north/a.txt", ferry);
  directory.write("south/b.txt", mill);
  const UpdateOptions options{.directory = directory.path() / "db",
                              .paths = {directory.path() / "north", directory.path() / "south"}};
  Progress progress(ProgressKind::quiet);
  update_index(options, progress);
  fs::remove(directory.path() / "north/a.txt");
  directory.write("north/c.txt", bridge);
  directory.write("south/a.txt", std::string(ferry) + "It is full.\n");
  update_index(options, progress);
  const Xapian::Database db = open_index({options.directory});
  CHECK(db.term_exists("Qa.txt"));
  CHECK_FALSE(db.term_exists("Qsouth/a.txt"));
}

TEST_CASE("an id that its holder gives up goes to the other file that has it, walked or not", "[update]") {
  const tests::TempDir directory;
  directory.write("north/x.jsonl", record("x1", "In the north."));
  directory.write("south/y.jsonl", record("x1", "In the south.") + record("y2", "Another."));
  UpdateOptions options{.directory = directory.path() / "db",
                        .paths = {directory.path() / "north", directory.path() / "south"}};
  Progress progress(ProgressKind::quiet);
  update_index(options, progress);
  directory.write("south/y.jsonl", record("y2", "Another."));
  options.paths = {directory.path() / "south"};
  CHECK(update_index(options, progress).articles_in_index == 2);
  CHECK(open_index({options.directory}).term_exists("Qx1"));
}

TEST_CASE("a lost or torn stub is mended with all that the index holds", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  auto options = archive.options();
  options.keep_removed = true;
  archive.update();
  archive.write("mill.txt", mill);
  fs::remove(archive.root() / "ferry.txt");
  archive.update(options);
  SECTION("lost") {
    fs::remove(archive.db() / "XAPIANDB");
  }
  SECTION("torn") {
    std::ofstream(archive.db() / "XAPIANDB") << "";
  }
  options = {.directory = archive.db(), .kind = GENERATE(UpdateKind::update, UpdateKind::rebuild)};
  archive.update(options);
  CHECK(archive.revisions() == Revisions{{"ferry.txt", 1}, {"mill.txt", 2}});
}

TEST_CASE("a rebuild takes articles from a damaged generation, else from the one before", "[update]") {
  Archive archive;
  archive.write("ferry.txt", ferry);
  archive.write("mill.txt", mill);
  archive.update();
  auto options = archive.options();
  options.keep_removed = true;
  options.max_transaction_bytes = 0;
  fs::remove(archive.root() / "ferry.txt");
  archive.write("bridge.txt", bridge);
  archive.update(options);
  archive.write("more.txt", std::string(bridge) + "It is long.\n");
  archive.update(options);
  REQUIRE(list_generations({archive.db()}) == std::vector<std::uint64_t>{2, 3});
  fs::remove(archive.db() / "generation-3" / GENERATE("position.glass", "docdata.glass", "iamglass"));
  const auto summary = archive.update({.directory = archive.db(), .kind = UpdateKind::rebuild});
  CHECK_FALSE(summary.damage.empty());
  CHECK(archive.revisions().size() == 4);
  CHECK(archive.revisions().contains("ferry.txt"));
}

TEST_CASE("an article that is as it was keeps its revision, though an equal file was moved over its own",
          "[update]") {
  Archive archive;
  archive.write("a.txt", ferry);
  archive.update();
  archive.write("b.txt", ferry);
  archive.update();
  fs::rename(archive.root() / "a.txt", archive.root() / "c");
  fs::rename(archive.root() / "b.txt", archive.root() / "a.txt");
  fs::rename(archive.root() / "c", archive.root() / "b.txt");
  const auto kind = GENERATE(UpdateKind::update, UpdateKind::rebuild);
  const std::uint64_t limit = GENERATE(0, 1'000'000);
  archive.update({.directory = archive.db(), .kind = kind, .max_transaction_bytes = limit});
  CHECK(archive.revisions().at("a.txt") == 1);
  CHECK(archive.revisions().at("b.txt") == 2);
}

TEST_CASE("two files that are exchanged are two that moved, and none is gone", "[update]") {
  Archive archive;
  archive.write("a.txt", ferry);
  archive.write("b.txt", mill);
  archive.update();
  fs::rename(archive.root() / "a.txt", archive.root() / "c");
  fs::rename(archive.root() / "b.txt", archive.root() / "a.txt");
  fs::rename(archive.root() / "c", archive.root() / "b.txt");
  archive.touch("a.txt");
  archive.touch("b.txt");
  const auto summary = archive.update();
  CHECK(summary.files_removed == 0);
  CHECK(summary.files_moved == 2);
}

TEST_CASE("a path named beside others that is no file is a rejection, the second time as well", "[update]") {
  Archive archive;
  archive.write("a.txt", ferry);
  const UpdateOptions options{.directory = archive.db(), .paths = {"/dev/null", archive.root()}};
  CHECK(archive.update(options).rejections.size() == 1);
  CHECK(archive.update(options).rejections.size() == 1);
}

TEST_CASE("a root that was emptied keeps its articles, and the others' updates go on", "[update]") {
  const tests::TempDir directory;
  directory.write("north/a.txt", ferry);
  directory.write("south/b.txt", mill);
  const UpdateOptions options{.directory = directory.path() / "db",
                              .paths = {directory.path() / "north", directory.path() / "south"}};
  Progress progress(ProgressKind::quiet);
  update_index(options, progress);
  fs::remove(directory.path() / "north/a.txt");
  directory.write("south/c.txt", bridge);
  for (int run = 0; run < 3; ++run) {
    const auto summary = update_index(options, progress);
    CHECK(summary.articles_in_index == 3);
    CHECK(summary.rejections.size() == 1);
  }
  fs::remove(directory.path() / "south/b.txt");
  fs::remove(directory.path() / "south/c.txt");
  CHECK_THROWS_AS(update_index(options, progress), Error);
}

TEST_CASE("a link to nothing that is gone has emptied no root", "[update]") {
  Archive archive;
  fs::create_symlink("nowhere", archive.root() / "broken");
  CHECK(archive.update().rejections.size() == 1);
  fs::remove(archive.root() / "broken");
  CHECK(archive.update().rejections.empty());
}

TEST_CASE("a change is seen though size and time of modification stay", "[update]") {
  Archive archive;
  archive.write("a.txt", ferry);
  archive.update();
  const auto time = fs::last_write_time(archive.root() / "a.txt");
  std::string other = ferry;
  other.replace(other.find("Orrin"), 5, "Arran");
  archive.write("a.txt", other);
  fs::last_write_time(archive.root() / "a.txt", time);
  CHECK(archive.update().files_read == 1);
}
