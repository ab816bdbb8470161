// One archive by both builders and by any number of threads: the program itself, over files.
#include "common/index/calendar_format.hpp"
#include "tests/support/bulk_input.hpp"
#include "tests/support/compare_databases.hpp"
#include "tests/support/corpus_index.hpp"
#include "tests/support/random_articles.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

std::string json_line(const Article& article, const std::string& date) {
  nlohmann::json record{{"id", article.id},     {"title", article.title}, {"summary", article.summary},
                        {"text", article.text}, {"tags", article.tags},   {"lang", article.lang}};
  if (!date.empty()) record["published"] = date;
  return record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// Two files of random articles, some of them under ids that both hold.
void write_random_archive(const TempDir& dir) {
  const unsigned drawn = seed();
  for (unsigned file = 0; file < 2; ++file) {
    std::string lines;
    unsigned number = 0;
    for (auto& made : random_articles(drawn + file, 250)) {
      ++number;
      made.article.id = "id-" + std::to_string(number % 5 == 0 ? number : number + file * 10'000);
      if (made.article.text.empty()) made.article.text = "Nothing is known of it.";
      lines += json_line(made.article, number % 7 == 0 ? "" : "2024-05-" + std::to_string(10 + number % 9));
    }
    dir.write("archive/file-" + std::to_string(file) + ".jsonl", lines);
  }
}

/// The directory of the generation.
std::filesystem::path build(const TempDir& dir, const std::string& name,
                            const std::vector<std::string>& options, const std::string& archive) {
  std::vector<std::string> arguments{"--quiet", "--db", name};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.push_back(archive);
  const auto run =
      run_program(DATELINE_INDEX_PROGRAM, arguments, dir.path(), {{"SOURCE_DATE_EPOCH", "1700000000"}});
  CAPTURE(run.err);
  REQUIRE((run.status == 0 || run.status == 3));
  CHECK(run.err.find("thrown away") == std::string::npos);
  return dir.path() / name / "generation-1";
}

std::string archive_for(const TempDir& dir, bool is_corpus) {
  if (is_corpus) return (corpus_directory() / "articles").string();
  write_random_archive(dir);
  return "archive";
}

}  // namespace

TEST_CASE("an index built in bulk is the one that Xapian builds, its calendar and metadata included",
          "[bulk][property]") {
  const TempDir dir;
  const std::string archive = archive_for(dir, GENERATE(true, false));
  CAPTURE(archive);
  const auto bulk = build(dir, "bulk", {"--threads", "2"}, archive);
  const auto xapian = build(dir, "xapian", {"--builder", "xapian"}, archive);
  const Xapian::Database found(bulk.string());
  CHECK(difference_between(Xapian::Database(xapian.string()), found) == "");
  CHECK(read_calendar(found).has_value());
  CHECK(check_of(bulk) == "");
}

TEST_CASE("a build at a given time makes the same files with any number of threads", "[bulk][cli]") {
  const TempDir dir;
  const std::string archive = archive_for(dir, GENERATE(true, false));
  CAPTURE(archive);
  const auto one = files_of(build(dir, "one", {"--threads", "1"}, archive));
  CHECK(one.size() == 5);
  CHECK((files_of(build(dir, "two", {"--threads", "2"}, archive)) == one));
  CHECK((files_of(build(dir, "three", {"--threads", "3"}, archive)) == one));
}

// Not the same files: memory says where segments end, and so how runs are put together.
TEST_CASE("a build with another memory makes an index of the same contents", "[bulk][cli]") {
  const TempDir dir;
  const std::string archive = archive_for(dir, GENERATE(true, false));
  CAPTURE(archive);
  const auto much = build(dir, "much", {"--threads", "2", "--memory", "1G"}, archive);
  const auto little = build(dir, "little", {"--threads", "2", "--memory", "64M"}, archive);
  CHECK(difference_between(Xapian::Database(much.string()), Xapian::Database(little.string())) == "");
}

TEST_CASE("one large file of lines makes the same index with any number of threads", "[bulk][cli]") {
  const TempDir dir;
  std::string lines;
  unsigned number = 0;
  while (lines.size() < (std::size_t{3} << 20)) {
    for (auto& made : random_articles(seed(), 200)) {
      made.article.id = number % 3 == 0 ? "id-" + std::to_string(number % 900) : "";
      made.article.text += " " + std::to_string(number);
      lines += json_line(made.article, number % 7 == 0 ? "" : "2024-05-" + std::to_string(10 + number % 9));
      if (++number % 50 == 0) lines += "{\"title\": no article}\n";
    }
  }
  const std::string archive = dir.write("archive/lines.jsonl", lines).string();
  const auto one = files_of(build(dir, "one", {"--threads", "1"}, archive));
  CHECK((files_of(build(dir, "two", {"--threads", "2"}, archive)) == one));
  CHECK((files_of(build(dir, "four", {"--threads", "4"}, archive)) == one));
}
