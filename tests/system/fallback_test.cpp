// What the builder of tables made is thrown away when it is wrong or the library's format is another: the run
// is stopped where it is about to look, the files are changed, and it goes on.
#include "tests/support/corpus_index.hpp"
#include "tests/support/fault.hpp"
#include "tests/support/has.hpp"
#include "tests/support/index_dump.hpp"
#include "tests/support/running_program.hpp"

#include <csignal>
#include <fstream>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

std::vector<Setting> stopping_at(const std::filesystem::path& watched, const std::string& file) {
  std::vector<Setting> settings = shim_settings(watched);
  settings.emplace_back("DATELINE_FAULT_HOLD", file);
  return settings;
}

constexpr int corpus_status = 3;  // some of its files hold no article

// One byte of each block, where its entries are.
void damage(const std::filesystem::path& table) {
  std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
  const auto blocks = std::filesystem::file_size(table) / 8192;
  REQUIRE(blocks > 0);
  for (std::uintmax_t block = 0; block < blocks; ++block) {
    file.seekp(static_cast<std::streamoff>(block * 8192 + 8000));
    file.put('\x55');
  }
  REQUIRE(file.good());
}

// Makes an index of the corpus, changing `file` by `change` before the run opens it to read; returns what was
// told.
template <typename Change>
std::string index_with(const std::filesystem::path& index, const std::string& file, Change change) {
  RunningProgram run(DATELINE_INDEX_PROGRAM, {"--db", index.string(), corpus_directory().string()},
                     index.parent_path(), stopping_at(index.parent_path(), file));
  REQUIRE(run.is_stopped());
  change(index / file);
  run.send(SIGCONT);
  const auto status = run.wait(std::chrono::minutes(2));
  CAPTURE(run.err());
  REQUIRE(status == corpus_status);
  return run.err();
}

void check_same_as_built_directly(const std::filesystem::path& index) {
  const auto direct = index.parent_path() / "direct";
  REQUIRE(run_index({"--quiet", "--db", direct.string(), corpus_directory().string()}, index.parent_path())
              .status == corpus_status);
  CHECK(first_difference(dump_index(direct, DumpDetail::without_revisions),
                         dump_index(index, DumpDetail::without_revisions)) == "");
  CHECK(run_index({"--db", index.string(), "check"}, index.parent_path()).status == 0);
}

}  // namespace

TEST_CASE("tables that turn out wrong are thrown away and built by Xapian, and the run says so",
          "[system][fallback]") {
  const std::string table = GENERATE("position.glass", "postlist.glass", "termlist.glass", "docdata.glass");
  CAPTURE(table);
  const TempDir directory;
  const auto index = std::filesystem::canonical(directory.path()) / "index";
  const std::string told = index_with(index, "unfinished-1-packed/iamglass",
                                      [&](const auto& file) { damage(file.parent_path() / table); });
  CHECK(has(told, "what the bulk builder made is wrong"));
  CHECK(has(told, "built by Xapian"));
  check_same_as_built_directly(index);
}

TEST_CASE("a library that writes another format builds its tables itself, and the run says so",
          "[system][fallback]") {
  const TempDir directory;
  const auto index = std::filesystem::canonical(directory.path()) / "index";
  const std::string told = index_with(index, "unfinished-1/iamglass", [](const auto& file) {
    std::fstream version(file, std::ios::in | std::ios::out | std::ios::binary);
    version.seekp(15);  // its format's date
    version.put('\x6F');
    REQUIRE(version.good());
  });
  CHECK(has(told, "another format"));
  check_same_as_built_directly(index);
}
