#include "indexer/export_index.hpp"

#include "common/error.hpp"
#include "indexer/export/spool.hpp"
#include "indexer/formats/print_article.hpp"
#include "indexer/update_index.hpp"
#include "tests/support/busy_writer.hpp"
#include "tests/support/corpus_index.hpp"
#include "tests/support/index_dump.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

std::string exported(const fs::path& index, std::uint64_t since_revision = 0) {
  std::string lines;
  Progress progress(ProgressKind::quiet);
  export_index(
      {.directory = index, .since_revision = since_revision},
      [&lines](std::string_view line) {
        lines += line;
        return true;
      },
      progress);
  return lines;
}

UpdateSummary index_file(const fs::path& index, const fs::path& file) {
  using namespace std::chrono;
  Progress progress(ProgressKind::quiet);
  return update_index(
      {.directory = index, .paths = {file}, .reading = {.today = sys_days{2026y / November / 24}}}, progress);
}

std::string random_line(tests::RandomText& random) {
  std::string line = "x";
  const std::size_t words = random.below(6);
  for (std::size_t i = 0; i < words; ++i) line += " " + random.bytes(4);
  return line;
}

std::string random_date(tests::RandomText& random) {
  PrintedTime time{.date = {.year = static_cast<int>(random.below(3000)) - 975}};
  if (random.below(4) > 0) time.date.month = 1 + static_cast<unsigned>(random.below(12));
  if (time.date.month > 0 && random.below(4) > 0) {
    time.date.day = 1 + static_cast<unsigned>(random.below(28));
    if (random.below(2) > 0) time.second_of_day = static_cast<int>(random.below(86400));
    if (time.second_of_day && random.below(2) > 0)
      time.zone_minutes = static_cast<int>(random.below(1440)) - 720;
  }
  return format_iso(time);
}

// As any newspaper's records might be, so that what is exported has been through the reader once.
std::string random_record(tests::RandomText& random, std::size_t number) {
  nlohmann::json record{{"id", std::to_string(number) + random_line(random)}, {"title", random_line(random)}};
  std::string text;
  const std::size_t paragraphs = random.below(5);
  for (std::size_t i = 0; i < paragraphs; ++i) text += random.bytes(40) + "\n\n";
  record["text"] = text;
  if (random.below(2) > 0) record["summary"] = random_line(random);
  if (random.below(2) > 0) record["author"] = {random_line(random), random_line(random)};
  if (random.below(2) > 0) record["tags"] = {random_line(random), "ports"};
  if (random.below(3) > 0) record["date"] = random_date(random);
  if (random.below(3) > 0) record["modified"] = random_date(random);
  if (random.below(2) > 0) record["url"] = "https://a.example/2021/05/" + random_line(random);
  if (random.below(2) > 0) record["lang"] = "pt-BR";
  if (random.below(2) > 0) record["captions"] = random.bytes(9);
  return record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

// Export, index, export: the same lines and an equal index.
void check_round_trip(const tests::TempDir& directory, const fs::path& index) {
  const std::string lines = exported(index);
  const auto file = directory.write("export-2019-02-03.jsonl", lines);
  const auto copy = directory.path() / "copy";
  const auto summary = index_file(copy, file);
  CHECK(summary.rejections.empty());
  CHECK(exported(copy) == lines);
  const auto articles = [](const fs::path& of) { return tests::dump_index(of, tests::DumpDetail::articles); };
  CHECK(tests::first_difference(articles(index), articles(copy)) == "");
}

}  // namespace

TEST_CASE("an exported index is read back to an equal one", "[export]") {
  const tests::TempDir directory;
  check_round_trip(directory, tests::corpus_index());
}

TEST_CASE("random articles survive export and indexing unchanged", "[export][property]") {
  const tests::TempDir directory;
  tests::RandomText random(tests::seed());
  std::string records;
  for (std::size_t number = 0; number < 150; ++number) records += random_record(random, number);
  index_file(directory.path() / "index", directory.write("records.jsonl", records));
  check_round_trip(directory, directory.path() / "index");
}

TEST_CASE("a text of a megabyte and odd characters are exact", "[export]") {
  const tests::TempDir directory;
  std::string text = "\xEF\xBF\xBD \xF0\x9F\x9A\xA2 \xE2\x80\xAEmirrored \\u0041 \\\\ \"quoted\"\n\n";
  while (text.size() < (1U << 20)) text += "The harbour of Lissen opened again. ";
  Article article{.id = "a#1", .title = "T", .lang = "en", .format = "text/plain", .text = text};
  article.text.pop_back();
  const std::string line = print_export(article) + "\n";
  index_file(directory.path() / "index", directory.write("a.jsonl", line));
  CHECK(exported(directory.path() / "index") == line);
}

TEST_CASE("an exported article keeps what a reader would decide otherwise", "[export]") {
  const tests::TempDir directory;
  // No date though its id and its address have one, no language though it is English, a format of its own.
  const Article article{.id = "2021-05-03-harbour.txt",
                        .title = "Harbour reopens after the storm",
                        .url = "https://a.example/2021/05/03/harbour",
                        .format = "text/x-odd",
                        .text = "The harbour of Lissen opened again on Monday and the pilots went to work."};
  const std::string line = print_export(article) + "\n";
  index_file(directory.path() / "index", directory.write("2020-01-01.jsonl", line));
  CHECK(exported(directory.path() / "index") == line);
}

TEST_CASE("a line that no export can have printed is rejected", "[export]") {
  const auto line = GENERATE(
      as<std::string>(), R"({"dateline":2,"id":"a","title":"T"})", R"({"dateline":1,"title":"T"})",
      R"({"dateline":1,"id":"a"})", R"({"dateline":1,"id":"a","title":7})",
      R"({"dateline":1,"id":"a","title":"T","published":"1 May 2021"})",
      R"({"dateline":1,"id":"a","title":"T","published":"2021-02-30"})",
      R"({"dateline":1,"id":"a","title":"T","published_from":"feed"})",
      R"({"dateline":1,"id":"a","title":"T","published":"2021","published_from":"x"})",
      R"({"dateline":1,"id":"a","title":"T\u001b[31m"})",
      R"({"dateline":1,"id":"a","title":"T","authors":"Ada"})",
      R"({"dateline":1,"id":"a","title":"T","tags":[""]})", R"({"dateline":1,"id":"a","title":"T\nU"})");
  CAPTURE(line);
  const tests::TempDir directory;
  const auto file = directory.write("a.jsonl", line + "\n" + R"({"id":"b","title":"Ordinary"})" + "\n");
  const auto summary = index_file(directory.path() / "index", file);
  CHECK(summary.rejections.size() == 1);
  CHECK(summary.articles_in_index == 1);
}

TEST_CASE("a record whose dateline is a text or a date is an ordinary one", "[export]") {
  const auto value = GENERATE(as<std::string>(), "\"TEHRAN (Reuters)\"", "20230126", "null", "[1]");
  const tests::TempDir directory;
  const auto file =
      directory.write("a.jsonl", "{\"dateline\":" + value + ",\"id\":\"b\",\"title\":\"Ordinary\"}\n");
  CHECK(index_file(directory.path() / "index", file).rejections.empty());
}

TEST_CASE("only what came after a revision is exported when one is given", "[export]") {
  const tests::TempDir directory;
  const auto index = directory.path() / "index";
  index_file(index, directory.write("a.txt", "Harbour reopens\n\nThe harbour of Lissen opened again.\n"));
  index_file(index, directory.write("b.txt", "A lighthouse for sale\n\nThe lighthouse is for sale.\n"));
  CHECK(exported(index, 2).empty());
  const auto later = nlohmann::json::parse(exported(index, 1));
  CHECK(later["id"] == "b.txt");
  CHECK(later["dateline"] == 1);
}

TEST_CASE("an export is of one revision, whoever writes", "[export][system]") {
  const tests::TempDir directory;
  const auto articles = directory.write("articles/a.txt", "Harbour reopens\n\nThe harbour opened again.\n");
  const auto index = directory.path() / "index";
  index_file(index, articles.parent_path());
  const tests::BusyWriter writer(index, articles.parent_path());
  for (int i = 0; i < 10; ++i) {
    const std::string lines = exported(index);
    // The writer's articles are numbered: those of one revision are the first so many.
    const auto count = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
    for (std::size_t number = 0; number + 1 < count; ++number)
      CHECK(lines.find("\"busy-" + std::to_string(number) + ".txt\"") != std::string::npos);
  }
}

TEST_CASE("an export whose reader has gone stops", "[export]") {
  Progress progress(ProgressKind::quiet);
  int lines = 0;
  const auto printed = export_index(
      {.directory = tests::corpus_index()}, [&lines](std::string_view) { return ++lines < 3; }, progress);
  CHECK(lines == 3);
  CHECK(printed == 2);
}

TEST_CASE("what is set aside comes back in order, from memory and from a file", "[export]") {
  const tests::TempDir directory;
  const std::size_t memory_bytes = GENERATE(0, 50, 1'000'000);
  Spool spool(directory.path(), memory_bytes);
  REQUIRE(spool.append("of a try before"));
  spool.clear();
  for (std::size_t i = 0; i < 200; ++i)
    REQUIRE(spool.append(std::string(i * 50, static_cast<char>('a' + i % 26))));
  std::string record;
  for (std::size_t i = 0; i < 200; ++i) {
    REQUIRE(spool.take(record));
    REQUIRE(record == std::string(i * 50, static_cast<char>('a' + i % 26)));
  }
  CHECK_FALSE(spool.take(record));
  CHECK(fs::is_empty(directory.path()));
}

TEST_CASE("nothing can be set aside where nothing may be written", "[export]") {
  Spool spool("/proc", 10);
  CHECK_FALSE(spool.append("more than ten bytes"));
}
