#include "indexer/watch/inotify_source.hpp"

#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace dateline;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// Watches DIR/archive; what is written before the next `sees` is what it sees.
struct Watch {
  tests::TempDir directory;
  fs::path archive = directory.path() / "archive";
  InotifySource source{directory.path() / "archive" / "index"};

  Watch() {
    directory.write("archive/a.txt", "one");
    directory.write("archive/deep/b.txt", "two");
    REQUIRE(source.watch({.roots = {archive}}).why.empty());
  }

  /// The worst of what has come since the last call.
  WatchEvent sees() {
    WatchEvent worst = WatchEvent::none;
    for (WatchEvent event = source.wait(30ms); event != WatchEvent::none; event = source.wait(30ms))
      worst = std::max(worst, event);
    return worst;
  }
};

}  // namespace

TEST_CASE("every way in which a file changes is seen, in every directory", "[watch]") {
  Watch watch;
  const fs::path file = watch.archive / GENERATE("a.txt", "deep/b.txt");
  CHECK(watch.sees() == WatchEvent::none);
  SECTION("edited in place") {
    watch.directory.write(file, "three");
  }
  SECTION("grown while it stays open") {
    const int open_file = open(file.c_str(), O_WRONLY | O_APPEND);
    REQUIRE(write(open_file, "more", 4) == 4);
    CHECK(watch.sees() == WatchEvent::changed);
    close(open_file);
  }
  SECTION("replaced by another") {
    watch.directory.write("elsewhere.txt", "three");
    fs::rename(watch.directory.path() / "elsewhere.txt", file);
  }
  SECTION("removed") {
    fs::remove(file);
  }
  SECTION("renamed") {
    fs::rename(file, fs::path(file).replace_filename("c.txt"));
  }
  SECTION("moved away") {
    fs::rename(file, watch.directory.path() / "away.txt");
  }
  SECTION("touched") {
    fs::last_write_time(file, fs::file_time_type::clock::now() + 1h);
  }
  SECTION("made readable") {
    REQUIRE(chmod(file.c_str(), 0600) == 0);
  }
  CHECK(watch.sees() == WatchEvent::changed);
  CHECK(watch.sees() == WatchEvent::none);
}

TEST_CASE("reading changes nothing, and what the walk passes over is not seen", "[watch]") {
  Watch watch;
  SECTION("a file is read") {
    CHECK(tests::read_file(watch.archive / "a.txt") == "one");
  }
  SECTION("a hidden file") {
    watch.directory.write("archive/.hidden.txt", "x");
  }
  SECTION("a hidden directory") {
    watch.directory.write("archive/.git/x.txt", "x");
  }
  SECTION("the index itself") {
    watch.directory.write("archive/index/XAPIANDB", "x");
    watch.directory.write("archive/index/generation-1/postlist.glass", "x");
  }
  SECTION("beside the root") {
    watch.directory.write("other.txt", "x");
  }
  CHECK(watch.sees() == WatchEvent::none);
}

TEST_CASE("another index below a root is watched no longer once it shows what it is", "[watch]") {
  Watch watch;
  watch.directory.write("archive/other/writer.lock", "x");
  watch.sees();
  watch.directory.write("archive/other/XAPIANDB", "x");
  watch.directory.write("archive/other/generation-1/postlist.glass", "x");
  watch.sees();
  watch.directory.write("archive/other/roots", "x");
  watch.directory.write("archive/other/generation-1/postlist.glass", "y");
  CHECK(watch.sees() == WatchEvent::none);
}

TEST_CASE("the rules of what is ignored are seen to change", "[watch]") {
  Watch watch;
  watch.directory.write("archive/.datelineignore", "drafts/\n");
  CHECK(watch.sees() == WatchEvent::lost);
}

TEST_CASE("what the walk's rules leave out is not seen", "[watch]") {
  Watch watch;
  watch.directory.write("archive/drafts/deep/x.txt", "x");
  watch.directory.write("archive/deep/.datelineignore", "*.tmp\nold/\n");
  watch.directory.write("archive/deep/old/x.txt", "x");
  fs::create_directory_symlink(watch.archive / "deep", watch.archive / "link");
  watch.directory.write("outside/x.txt", "x");
  fs::create_directory_symlink(watch.directory.path() / "outside", watch.archive / "other");
  const auto links = GENERATE(LinkPolicy::inside, LinkPolicy::all);
  watch.source.watch({.roots = {watch.archive},
                      .rules = {.exclude = {"drafts/", "*.log"},
                                .links = links,
                                .removed = {removed_path_key(watch.archive / "a.txt")}}});
  watch.sees();
  for (const auto* path : {"archive/drafts/deep/x.txt", "archive/x.log", "archive/deep/x.tmp",
                           "archive/deep/old/x.txt", "archive/a.txt", "archive/deep/x.log"}) {
    CAPTURE(path);
    watch.directory.write(path, "y");
    CHECK(watch.sees() == WatchEvent::none);
  }
  for (const auto* path : {"archive/x.tmp", "archive/deep/b.txt", "archive/old/x.txt"}) {
    CAPTURE(path);
    watch.directory.write(path, "y");
    CHECK(watch.sees() == WatchEvent::changed);
  }
  watch.directory.write("outside/x.txt", "y");
  CHECK(watch.sees() == (links == LinkPolicy::all ? WatchEvent::changed : WatchEvent::none));
}

TEST_CASE("a new directory is watched at once, with all that it holds", "[watch]") {
  Watch watch;
  SECTION("made") {
    fs::create_directories(watch.archive / "new/deeper");
  }
  SECTION("moved in from elsewhere") {
    fs::create_directories(watch.directory.path() / "elsewhere/deeper");
    fs::rename(watch.directory.path() / "elsewhere", watch.archive / "new");
  }
  SECTION("renamed inside") {
    fs::create_directories(watch.archive / "deep/deeper");
    CHECK(watch.sees() == WatchEvent::changed);
    fs::rename(watch.archive / "deep", watch.archive / "new");
  }
  CHECK(watch.sees() == WatchEvent::changed);
  watch.directory.write("archive/new/deeper/c.txt", "x");
  CHECK(watch.sees() == WatchEvent::changed);
}

TEST_CASE("a directory moved away is watched no longer", "[watch]") {
  Watch watch;
  fs::rename(watch.archive / "deep", watch.directory.path() / "away");
  CHECK(watch.sees() == WatchEvent::changed);
  watch.directory.write("away/b.txt", "x");
  CHECK(watch.sees() == WatchEvent::none);
}

TEST_CASE("a root that goes is waited for", "[watch]") {
  Watch watch;
  SECTION("removed") {
    fs::remove_all(watch.archive);
  }
  SECTION("moved away") {
    fs::rename(watch.archive, watch.directory.path() / "away");
  }
  CHECK(watch.sees() == WatchEvent::changed);
  fs::create_directory(watch.archive);
  CHECK(watch.sees() == WatchEvent::changed);
  watch.directory.write("archive/new.txt", "x");
  CHECK(watch.sees() == WatchEvent::changed);
}

TEST_CASE("a root that is a file is seen to change, to go and to come back", "[watch]") {
  const tests::TempDir directory;
  const auto file = directory.write("feed.jsonl", "{}");
  InotifySource source(directory.path() / "index");
  CHECK(source.watch({.roots = {file}}).why.empty());
  const auto sees = [&source] {
    bool has_seen = false;
    while (source.wait(30ms) != WatchEvent::none) has_seen = true;
    return has_seen;
  };
  directory.write("beside.txt", "x");
  CHECK_FALSE(sees());
  directory.write("feed.jsonl", "{}{}");
  CHECK(sees());
  directory.write("aside", "{}");
  fs::rename(directory.path() / "aside", file);
  CHECK(sees());
  directory.write("feed.jsonl", "{}{}{}");
  CHECK(sees());
  fs::remove(file);
  CHECK(sees());
  directory.write("feed.jsonl", "{}");
  CHECK(sees());
}

TEST_CASE("roots can be changed while it watches", "[watch]") {
  Watch watch;
  fs::create_directory(watch.directory.path() / "second");
  watch.sees();
  const auto coverage = watch.source.watch({.roots = {watch.directory.path() / "second"}});
  CHECK(coverage.directories == 2);  // the root and where it lies
  CHECK(watch.sees() == WatchEvent::none);
  watch.directory.write("archive/a.txt", "x");
  CHECK(watch.sees() == WatchEvent::none);
  watch.directory.write("second/a.txt", "x");
  CHECK(watch.sees() == WatchEvent::changed);
}
