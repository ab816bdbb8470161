#include "indexer/publish/durable.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
namespace fs = std::filesystem;

TEST_CASE("a file is replaced whole, and nothing is left beside it", "[publish]") {
  const tests::TempDir directory;
  const auto file = directory.path() / "file";
  for (const std::string& contents : {std::string("first"), std::string(), std::string(100'000, 'x')}) {
    write_durably(file, contents);
    CHECK(tests::read_file(file) == contents);
  }
  CHECK_FALSE(fs::exists(directory.path() / "file.tmp"));
}

TEST_CASE("a file that cannot be replaced stays as it is, and nothing is left beside it", "[publish]") {
  const tests::TempDir directory;
  directory.write("taken/inside", "x");
  const auto write = [&] { write_durably(directory.path() / "taken", "contents"); };
  CHECK_THROWS_AS(write(), Error);
  CHECK(fs::exists(directory.path() / "taken/inside"));
  CHECK_FALSE(fs::exists(directory.path() / "taken.tmp"));
  CHECK_THROWS_WITH(write_durably(directory.path() / "nowhere/file", "x"), Catch::Contains("nowhere/file"));
}

TEST_CASE("a directory is copied with its files, and never over another", "[publish]") {
  const tests::TempDir directory;
  directory.write("from/empty", "");
  directory.write("from/large", std::string(3'000'001, 'y'));
  const auto from = directory.path() / "from";
  copy_directory(from, directory.path() / "to");
  CHECK(tests::read_file(directory.path() / "to/empty").empty());
  CHECK(tests::read_file(directory.path() / "to/large") == std::string(3'000'001, 'y'));
  CHECK_THROWS_AS(copy_directory(from, directory.path() / "to"), Error);
  CHECK_THROWS_AS(copy_directory(directory.path() / "nowhere", directory.path() / "other"), Error);
}

TEST_CASE("directories are made with those above them, or the one in the way is named", "[publish]") {
  const tests::TempDir directory;
  const auto deep = directory.path() / "a/b/c";
  make_directories_durably(deep);
  CHECK(fs::is_directory(deep));
  CHECK_NOTHROW(make_directories_durably(deep));
  CHECK_NOTHROW(make_directories_durably(directory.path() / "d/"));
  CHECK(fs::is_directory(directory.path() / "d"));
  directory.write("file", "x");
  CHECK_THROWS_WITH(make_directories_durably(directory.path() / "file/below"), Catch::Contains("file/below"));
}

TEST_CASE("what cannot be renamed is named with the place it should go to", "[publish]") {
  const tests::TempDir directory;
  CHECK_THROWS_WITH(rename_durably(directory.path() / "nowhere", directory.path() / "there"),
                    Catch::Contains("nowhere") && Catch::Contains("there"));
}

TEST_CASE("removing what is not there is no error", "[publish]") {
  const tests::TempDir directory;
  const auto file = directory.write("file", "x");
  remove_durably(file);
  CHECK_FALSE(fs::exists(file));
  CHECK_NOTHROW(remove_durably(file));
}
