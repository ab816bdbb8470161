// A directory of the same file system that is mounted below a root, as bind mounts and containers do it. The
// mount is made in a namespace of its own, for one run of the program: the run after it is without. Left out,
// with a word, where this machine does not allow it.
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

/// Runs a program while disk/ is mounted at archive/disk/.
tests::ProgramRun run_with_mount(const fs::path& directory, const std::string& program,
                                 const std::vector<std::string>& arguments) {
  std::vector<std::string> all{"--mount", "/bin/sh", "-c",
                               R"(mount --bind disk archive/disk || exit 99; exec "$0" "$@")", program};
  if (geteuid() != 0) all.insert(all.begin(), {"--user", "--map-root-user"});
  all.insert(all.end(), arguments.begin(), arguments.end());
  return tests::run_program("/usr/bin/unshare", all, directory);
}

bool can_mount(const fs::path& directory) {
  return run_with_mount(directory, "/bin/test", {"-e", "archive/disk/far.txt"}).status == 0;
}

std::uint64_t count_articles(const fs::path& directory) {
  const auto run = tests::run_index({"--db", "db", "status", "--format", "json"}, directory);
  return nlohmann::json::parse(run.out)["articles"].get<std::uint64_t>();
}

}  // namespace

TEST_CASE("articles of a bind mount are kept when it is gone, and found again with it", "[system][mounts]") {
  const tests::TempDir directory;
  directory.write("archive/near.txt", "Near\n\nThe council of Lissen met.\n");
  directory.write("disk/far.txt", "Far\n\nThe council of Osk met.\n");
  fs::create_directory(directory.path() / "archive/disk");
  if (!can_mount(directory.path())) {
    WARN("left out: this machine lets no test mount a directory");
    return;
  }
  const auto index_with_mount = [&](const std::vector<std::string>& arguments) {
    return run_with_mount(directory.path(), DATELINE_INDEX_PROGRAM, arguments);
  };
  const auto first = index_with_mount({"--db", "db", "archive"});
  CAPTURE(first.err);
  REQUIRE(first.status == 0);
  REQUIRE(count_articles(directory.path()) == 2);

  const auto without = tests::run_index({"--db", "db"}, directory.path());
  CHECK(without.status == 3);
  CHECK(without.err.find("a disk was mounted there and is not now") != std::string::npos);
  CHECK(count_articles(directory.path()) == 2);

  const auto with = index_with_mount({"--db", "db"});
  CHECK(with.status == 0);
  CHECK(count_articles(directory.path()) == 2);

  CHECK(tests::run_index({"--db", "db", "--allow-empty-root"}, directory.path()).status == 0);
  CHECK(count_articles(directory.path()) == 1);
}

TEST_CASE("files of a bind mount that were named one by one are kept as well", "[system][mounts]") {
  const tests::TempDir directory;
  directory.write("disk/far.txt", "Far\n\nThe council of Osk met.\n");
  directory.write("near.txt", "Near\n\nThe council of Lissen met.\n");
  fs::create_directories(directory.path() / "archive/disk");
  if (!can_mount(directory.path())) return;
  const auto first = run_with_mount(directory.path(), DATELINE_INDEX_PROGRAM,
                                    {"--db", "db", "near.txt", "archive/disk/far.txt"});
  REQUIRE(first.status == 0);
  CHECK(tests::read_file(directory.path() / "db/roots").find("\nmount ") != std::string::npos);
  const auto without = tests::run_index({"--db", "db"}, directory.path());
  CHECK(without.status != 0);  // refused: a whole directory of named files is gone
  CHECK(count_articles(directory.path()) == 2);
}
