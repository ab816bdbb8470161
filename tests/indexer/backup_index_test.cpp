#include "indexer/backup_index.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "indexer/check_index.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/remove_articles.hpp"
#include "indexer/update_index.hpp"
#include "tests/support/busy_writer.hpp"
#include "tests/support/corpus_index.hpp"
#include "tests/support/index_dump.hpp"
#include "tests/support/temp_dir.hpp"

#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

BackupReport back_up(const fs::path& index, const fs::path& backup) {
  Progress progress(ProgressKind::quiet);
  return back_up_index({.directory = index, .backup = backup}, progress);
}

BackupReport restore(const fs::path& index, const fs::path& backup) {
  Progress progress(ProgressKind::quiet);
  return restore_index({.directory = index, .backup = backup}, progress);
}

void update(const fs::path& index, const fs::path& path) {
  Progress progress(ProgressKind::quiet);
  update_index({.directory = index, .paths = {path}}, progress);
}

bool is_sound(const fs::path& index) {
  Progress progress(ProgressKind::quiet);
  const auto report = check_index({.directory = index}, progress);
  UNSCOPED_INFO(text_check(report));
  return report.is_sound() && report.notes.empty();
}

std::string text_of(int number) {
  return "Report " + std::to_string(number) + "\n\nThe harbour of Lissen opened again on day " +
         std::to_string(number) + ".\n";
}

fs::path small_index(const tests::TempDir& directory) {
  for (int i = 0; i < 5; ++i) directory.write("articles/" + std::to_string(i) + ".txt", text_of(i));
  update(directory.path() / "index", directory.path() / "articles");
  return directory.path() / "index";
}

fs::path generation_of(const fs::path& index) {
  const IndexLocation location{index};
  return location.generation(current_generation(location).value());
}

std::uint64_t revision_of(const fs::path& index) {
  return std::stoull(open_index({index}).get_metadata(metadata_revision));
}

std::uint64_t count_of(const fs::path& index) {
  return open_index({index}).get_doccount();
}

}  // namespace

TEST_CASE("a backup is an index that holds the same", "[backup]") {
  const tests::TempDir directory;
  const auto backup = directory.path() / "backup";
  const auto report = back_up(tests::corpus_index(), backup);
  CHECK(report.articles == tests::corpus_summary().articles_in_index);
  CHECK(is_sound(backup));
  CHECK(tests::first_difference(tests::dump_index(tests::corpus_index()), tests::dump_index(backup)) == "");
  CHECK(read_sources({backup}) == read_sources({tests::corpus_index()}));
}

TEST_CASE("a backup takes the place of an earlier one, and one generation lies there", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  directory.write("articles/later.txt", text_of(77));
  update(index, directory.path() / "articles");
  back_up(index, backup);
  CHECK(tests::first_difference(tests::dump_index(index), tests::dump_index(backup)) == "");
  CHECK(list_generations({backup}).size() == 1);
  CHECK(is_sound(backup));
}

TEST_CASE("a directory that is no backup is left alone", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  update(directory.path() / "other", directory.path() / "articles");
  directory.write("files/letter.txt", "x");
  directory.write("file", "x");
  const auto* const name = GENERATE("other", "files", "file", "index", "index/backup", ".");
  CAPTURE(name);
  CHECK_THROWS_AS(back_up(index, directory.path() / name), Error);
  CHECK(is_sound(directory.path() / "other"));
}

TEST_CASE("what a backup that was stopped left behind is no hindrance", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  directory.write("backup/unfinished-1-packed/postlist.glass", "x");
  directory.write("backup/writer.lock", "");
  directory.write("backup/backup", "dateline backup 1\n");
  back_up(index, directory.path() / "backup");
  CHECK(is_sound(directory.path() / "backup"));
}

TEST_CASE("a damaged index is not backed up, and the earlier backup stays", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  const auto dump = tests::dump_index(backup);
  const auto file = generation_of(index) / GENERATE(as<std::string>(), "position.glass", "docdata.glass");
  fs::resize_file(file, fs::file_size(file) / 2);
  CHECK_THROWS_AS(back_up(index, backup), Error);
  CHECK(is_sound(backup));
  CHECK(tests::first_difference(dump, tests::dump_index(backup)) == "");
}

TEST_CASE("Xapian copies the revision that was opened, or fails", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto dump = tests::dump_index(index);
  const int commits = GENERATE(0, 1, 2, 3, 10);
  CAPTURE(commits);
  Xapian::Database opened = open_index({index});
  Xapian::WritableDatabase writer(generation_of(index).string());
  const std::vector<Xapian::docid> docids(writer.postlist_begin(""), writer.postlist_end(""));
  for (int i = 0; i < commits; ++i) {
    auto document = writer.get_document(docids.at(1));
    document.add_boolean_term("Kchanged" + std::to_string(i));
    document.set_data("changed " + std::to_string(i));
    for (std::size_t n = 0; n < 5; ++n) writer.replace_document(docids.at(n), document);
    writer.commit();
  }
  try {
    opened.compact((directory.path() / "copy").string(), Xapian::DBCOMPACT_NO_RENUMBER);
  } catch (const Xapian::DatabaseModifiedError&) {
    CHECK(commits > 1);
    return;
  }
  CHECK(tests::first_difference(dump, tests::dump_index(directory.path() / "copy")) == "");
}

TEST_CASE("a backup made while a writer runs is one revision, whole", "[backup][system]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  const tests::BusyWriter writer(index, directory.path() / "articles");
  std::uint64_t last = 0;
  for (int i = 0; i < 6; ++i) {
    back_up(index, backup);
    REQUIRE(is_sound(backup));
    const Xapian::Database db = open_index({backup});
    const auto revision = std::stoull(db.get_metadata(metadata_revision));
    CHECK(db.get_doccount() == revision + 4);  // the first revision holds five
    CHECK(revision >= last);
    last = revision;
  }
  CHECK(last > 1);
}

TEST_CASE("a backup is restored whatever is left of the index", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  const auto dump = tests::dump_index(index);
  const auto* const left = GENERATE("all", "nothing", "an empty directory", "no stub", "a cut stub",
                                    "a stub of zeros", "a cut table", "no table", "cut roots");
  CAPTURE(left);
  const std::string what = left;
  if (what == "nothing" || what == "an empty directory") fs::remove_all(index);
  if (what == "an empty directory") fs::create_directory(index);
  if (what == "no stub") fs::remove(index / "XAPIANDB");
  if (what == "a cut stub") directory.write("index/XAPIANDB", "auto gen");
  if (what == "a stub of zeros") directory.write("index/XAPIANDB", std::string(18, '\0'));
  if (what == "a cut table") fs::resize_file(generation_of(index) / "termlist.glass", 100);
  if (what == "no table") fs::remove(generation_of(index) / "postlist.glass");
  if (what == "cut roots") directory.write("index/roots", "datel");
  restore(index, backup);
  CHECK(is_sound(index));
  CHECK(tests::first_difference(dump, tests::dump_index(index)) == "");
  CHECK(list_generations({index}).size() <= 2);
}

TEST_CASE("a damaged backup is not restored, and the index stays as it was", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  const auto* const damage = GENERATE("stub", "roots", "table", "nothing there");
  CAPTURE(damage);
  const std::string what = damage;
  if (what == "stub") directory.write("backup/XAPIANDB", "auto generation-9\n");
  if (what == "roots") directory.write("backup/generation-1/roots", "datel");
  if (what == "table") fs::resize_file(generation_of(backup) / "position.glass", 100);
  if (what == "nothing there") fs::remove_all(backup);
  const auto dump = tests::dump_index(index);
  CHECK_THROWS_AS(restore(index, backup), Error);
  CHECK(is_sound(index));
  CHECK(tests::first_difference(dump, tests::dump_index(index)) == "");
}

TEST_CASE("what was removed since the backup stays removed, and its text is not in what is restored",
          "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  directory.write("articles/secret.txt", "Secret\n\nThe unmistakableword of the harbour.\n");
  update(index, directory.path() / "articles");
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  auto sources = read_sources({index});
  sources.removed.insert(GENERATE(false, true) ? removed_id_key("secret.txt")
                                               : removed_path_key(directory.path() / "articles/secret.txt"));
  write_sources({index}, sources);
  const auto report = restore(index, backup);
  CHECK(report.articles == 5);
  CHECK(is_sound(index));
  for (const auto& file : fs::directory_iterator(generation_of(index))) {
    if (file.is_regular_file())
      CHECK(tests::read_file(file.path()).find("unmistakableword") == std::string::npos);
  }
  CHECK(read_sources({index}).removed.size() == 1);
  Progress progress(ProgressKind::quiet);
  CHECK(update_index({.directory = index}, progress).articles_in_index == 5);
}

TEST_CASE("roots named since the backup stay with a restored index", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  directory.write("more/later.txt", text_of(77));
  update(index, directory.path() / "more");
  CHECK(restore(index, backup).roots_kept == 1);
  CHECK(read_sources({index}).roots.size() == 2);
  Progress progress(ProgressKind::quiet);
  CHECK(update_index({.directory = index}, progress).articles_in_index == 6);
}

TEST_CASE("what was removed since the backup is not in what is restored, nor comes back", "[backup]") {
  const tests::TempDir directory;
  directory.write("articles/feed.jsonl",
                  "{\"title\":\"One\",\"text\":\"The harbour of Lissen.\"}\n"
                  "{\"title\":\"Two\",\"text\":\"The granary of Lissen.\"}\n");
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  const auto* const removed = GENERATE("articles/3.txt", "3.txt", "feed.jsonl#1", "articles/feed.jsonl");
  const auto is_path = std::string(removed).starts_with("articles/");
  CAPTURE(removed);
  remove_articles(
      {.directory = index, .arguments = {is_path ? directory.path() / removed : fs::path(removed)}});
  const auto left = count_of(index);
  REQUIRE(left < 7);
  const auto report = restore(index, backup);
  CHECK(report.articles == left);
  CHECK(count_of(index) == left);
  CHECK(is_sound(index));
  update(index, directory.path() / "articles");
  CHECK(count_of(index) == left);
}

TEST_CASE("a root that was removed since the backup is not restored", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  directory.write("more/later.txt", text_of(77));
  update(index, directory.path() / "more");
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  remove_articles({.directory = index, .arguments = {directory.path() / "more"}});
  restore(index, backup);
  CHECK(count_of(index) == 5);
  CHECK(read_sources({index}).roots.size() == 1);
}

TEST_CASE("a removal that was interrupted stays pending when a backup is restored", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  write_pending({index}, {.staying = {removed_path_key(directory.path() / "articles/2.txt")}});
  restore(index, backup);
  CHECK(count_of(index) == 4);
  update(index, directory.path() / "articles");
  CHECK(count_of(index) == 4);
  CHECK_FALSE(read_pending({index}));
}

TEST_CASE("the index's revision does not turn back when a backup is restored", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  directory.write("articles/later.txt", text_of(77));
  update(index, directory.path() / "articles");
  directory.write("articles/later.txt", text_of(78));
  update(index, directory.path() / "articles");
  REQUIRE(revision_of(index) == 3);
  restore(index, backup);
  CHECK(count_of(index) == 5);
  CHECK(revision_of(index) == 3);
  CHECK(is_sound(index));
  update(index, directory.path() / "articles");
  CHECK(revision_of(index) == 4);
}

TEST_CASE("a restored index keeps what the ids of listed files are made from", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  directory.write("more/listed.txt", text_of(77));
  IndexSources sources = read_sources({index});
  const auto listed = directory.path() / "more/listed.txt";
  sources.roots.push_back(listed);
  sources.bases.emplace(listed.native(), directory.path().native());
  write_sources({index}, sources);
  restore(index, backup);
  CHECK(read_sources({index}).bases == sources.bases);
}

TEST_CASE("a backup's data come with the roots they were made from, whatever lies beside them", "[backup]") {
  const tests::TempDir directory;
  const auto index = small_index(directory);
  const auto backup = directory.path() / "backup";
  back_up(index, backup);
  const auto sources = read_sources({index});
  write_sources({backup}, {.roots = {"/elsewhere"}});  // of a later backup that was stopped
  fs::remove_all(index);
  restore(index, backup);
  CHECK(read_sources({index}) == sources);
  CHECK_FALSE(fs::exists(generation_of(index) / "roots"));
}
