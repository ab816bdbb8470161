#include "indexer/status.hpp"

#include "common/error.hpp"
#include "indexer/update_index.hpp"
#include "tests/support/corpus_index.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

void update(const fs::path& index, const fs::path& path) {
  Progress progress(ProgressKind::quiet);
  using namespace std::chrono;
  update_index({.directory = index, .paths = {path}, .reading = {.today = sys_days{2026y / November / 24}}},
               progress);
}

// As exported, so that the date is taken whatever it is.
std::string record(const std::string& id, const std::string& date, const std::string& source) {
  return nlohmann::json{
             {"dateline", 1}, {"id", id}, {"title", "Report " + id}, {"published", date}, {"source", source}}
             .dump() +
         "\n";
}

}  // namespace

TEST_CASE("status tells what the corpus holds", "[status]") {
  const auto status = read_status(tests::corpus_index());
  CHECK(status.articles == tests::corpus_summary().articles_in_index);
  CHECK(status.generations == 1);
  CHECK(status.first == tests::corpus_summary().first);
  CHECK(status.last == tests::corpus_summary().last);
  CHECK(status.languages.size() > 10);
  CHECK(status.authors > 10);
  REQUIRE_FALSE(status.sources.empty());
  CHECK(std::ranges::is_sorted(status.sources, std::ranges::greater(), &NameCount::articles));
  CHECK(status.bytes_in_all > status.bytes_on_disk);
}

TEST_CASE("the span of dates shrinks when articles go", "[status]") {
  struct Row {
    std::vector<std::string> dates;
    std::string first;
    std::string last;
  };
  const auto row = GENERATE(
      Row{{"2021-05-03", "2022-06-07"}, "2021-05-03", "2022-06-07"},
      Row{{"2021-05-03"}, "2021-05-03", "2021-05-03"}, Row{{"2021", "2022-06-07"}, "2021", "2022-06-07"},
      Row{{"2021-05", "2021-06", "2021"}, "2021-05", "2021-06"},
      Row{{"-0044-03-15", "1066-10-14", "-0045"}, "-0045", "1066-10-14"}, Row{{}, "", ""});
  const tests::TempDir directory;
  const auto index = directory.path() / "index";
  const auto file =
      directory.write("a.jsonl", record("old", "1950-01-01", "A") + record("new", "2025-01-01", "A"));
  update(index, file);
  std::string records;
  for (const auto& date : row.dates) records += record(date, date, "A");
  directory.write("a.jsonl", records + record("undated", "", "A"));
  update(index, file);
  const auto status = read_status(index);
  CHECK((status.first ? format_iso(*status.first) : "") == row.first);
  CHECK((status.last ? format_iso(*status.last) : "") == row.last);
}

TEST_CASE("sources come by frequency and as they are printed", "[status]") {
  const tests::TempDir directory;
  std::string records = record("a", "2021", "Northern Courier") + record("b", "2021", "The Estuary Post") +
                        record("c", "2021", "the estuary POST");
  for (int i = 0; i < 12; ++i) records += record(std::to_string(i), "2021", "Outlet " + std::to_string(i));
  const auto index = directory.path() / "index";
  update(index, directory.write("a.jsonl", records));
  const auto status = read_status(index);
  REQUIRE(status.sources.size() == 14);
  CHECK(status.sources.front().name == "The Estuary Post");
  CHECK(status.sources.front().articles == 2);
  CHECK(text_status(status, false).find("sources: The Estuary Post 2, ") != std::string::npos);
  CHECK(text_status(status, false).find("and 4 more") != std::string::npos);
  CHECK(nlohmann::json::parse(json_status(status))["sources"].size() == 14);
}

TEST_CASE("status as JSON has its version, the last run, the roots and the settings", "[status]") {
  const auto json = nlohmann::json::parse(json_status(read_status(tests::corpus_index())));
  CHECK(json["version"] == 2);
  CHECK(json["articles"] == tests::corpus_summary().articles_in_index);
  CHECK(json["last_run"]["revision"] == 1);
  CHECK(json["roots"].size() == 1);
  CHECK(json["links"] == "inside");
  CHECK(json["exclude"].empty());
}

TEST_CASE("nothing that status prints steers a terminal", "[status]") {
  IndexStatus status{.directory = "/odd\x1b[31m"};
  status.languages = {{"e\x1bn", 1}};
  status.sources = {{.name = "\xC2\x9B"
                             "31m",
                     .articles = 1}};
  status.last_run = "{\"at\":\"\\u001b[2J\"}";
  status.made_from = {.roots = {"/a\nb\x1b"}, .include = {"*\x1b"}, .exclude = {"\x07"}};
  status.rejections = {{.path = "/x\x1b", .where = "", .reason = "bad \x07"}};
  for (const auto& text : {text_status(status, true), json_status(status)}) {
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
      CHECK(tests::is_safe_line(text.substr(begin, end - begin)));
  }
}

TEST_CASE("a last run that cannot be read is told as none", "[status]") {
  IndexStatus status;
  status.last_run = GENERATE(as<std::string>(), "", "{", "[1]", "7", "{\"files_read\":\"x\"}");
  CHECK_NOTHROW(text_status(status, false));
  CHECK_NOTHROW(json_status(status));
}
