#include "indexer/formats/read_file.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

const ReadOptions options{.today = std::chrono::year(2024) / 6 / 1};

}  // namespace

TEST_CASE("what the receiver of articles throws is no fault of the file", "[read_file]") {
  const tests::TempDir directory;
  const auto* const name = GENERATE("a.txt", "a.jsonl", "a.json", "a.md");
  CAPTURE(name);
  const bool is_json = std::string_view(name).find("json") != std::string_view::npos;
  const auto file = directory.write(name, is_json ? "{\"title\":\"A headline\",\"text\":\"Some text.\"}"
                                                  : "A headline\n\nSome text of it.\n");
  const auto fail = [](Article&&) { throw Error(ErrorKind::bad_input, "the database is damaged"); };
  CHECK_THROWS_WITH(read_source_file(file, name, options, fail), "the database is damaged");
}

TEST_CASE("a file that cannot be opened says so, and that its articles may stay", "[read_file]") {
  const tests::TempDir directory;
  const auto missing =
      read_source_file(directory.path() / "missing.txt", "missing.txt", options, [](Article&&) {});
  CHECK_FALSE(missing.was_read);
  CHECK(missing.content_hash == 0);
  REQUIRE(missing.rejections.size() == 1);
  CHECK(missing.rejections[0].reason.starts_with("cannot be read: "));
}
