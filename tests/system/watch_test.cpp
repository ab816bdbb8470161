// The command `watch` through the real program and the real kernel.
#include "indexer/publish/writer_lock.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/running_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <csignal>
#include <cstdlib>
#include <cstring>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace dateline;
using namespace std::chrono_literals;
using tests::comes_true;
using tests::run_index;
using tests::run_search;
using tests::RunningProgram;
namespace fs = std::filesystem;

namespace {

std::string article(const std::string& headline) {
  return headline + "\n\nThe council of Lissen met on Monday and spoke about " + headline +
         " until the evening. Nobody left before the vote, and the mayor thanked all who came.\n";
}

/// A watched directory "archive" with one article in it.
struct Watched {
  tests::TempDir directory;
  fs::path archive = directory.path() / "archive";
  std::optional<RunningProgram> program;

  explicit Watched(std::vector<std::string> options = {}) {
    directory.write("archive/first.txt", article("harbour"));
    options.insert(options.begin(), {"--db", "db", "watch", "archive", "--settle", "0.3"});
    program.emplace(DATELINE_INDEX_PROGRAM, options, directory.path());
    REQUIRE(program->says("1 article in the index"));
  }

  [[nodiscard]] std::uint64_t articles() const {
    const auto run = run_index({"--db", "db", "status", "--format", "json"}, directory.path());
    return run.status == 0 ? nlohmann::json::parse(run.out)["articles"].get<std::uint64_t>() : 0;
  }

  [[nodiscard]] bool finds(const std::string& word) const {
    return run_search({"--db", "db", "--format", "ids", word}, directory.path()).status == 0;
  }
};

}  // namespace

TEST_CASE("a burst of 500 files is taken in by few updates", "[system][watch]") {
  Watched watched;
  for (int i = 0; i < 500; ++i)
    watched.directory.write("archive/burst/" + std::to_string(i) + ".txt",
                            article("burst " + std::to_string(i)));
  CHECK(comes_true([&] { return watched.articles() == 501; }));
  CHECK(watched.program->says("501 articles in the index"));
  const auto updates = tests::count_of("in the index", watched.program->err());
  CAPTURE(watched.program->err());
  CHECK(updates <= 4);
}

TEST_CASE("whatever happens to files under watch is soon in the index", "[system][watch]") {
  Watched watched;
  // Edited in place, replaced in one step, moved in with its directory, renamed, removed.
  watched.directory.write("archive/first.txt", article("lighthouse"));
  CHECK(comes_true([&] { return watched.finds("lighthouse") && !watched.finds("harbour"); }));

  watched.directory.write("aside.txt", article("windmill"));
  fs::rename(watched.directory.path() / "aside.txt", watched.archive / "first.txt");
  CHECK(comes_true([&] { return watched.finds("windmill") && !watched.finds("lighthouse"); }));

  watched.directory.write("outside/deep/granary.txt", article("granary"));
  fs::rename(watched.directory.path() / "outside", watched.archive / "inside");
  CHECK(comes_true([&] { return watched.finds("granary"); }));

  watched.directory.write("archive/inside/deep/brewery.txt", article("brewery"));
  CHECK(comes_true([&] { return watched.finds("brewery"); }));

  fs::rename(watched.archive / "inside", watched.archive / "renamed");
  CHECK(comes_true([&] {
    return run_search({"--db", "db", "--format", "ids", "brewery"}, watched.directory.path()).out ==
           "renamed/deep/brewery.txt\n";
  }));

  fs::remove_all(watched.archive / "renamed");
  CHECK(comes_true([&] { return watched.articles() == 1; }));
  CHECK(watched.finds("windmill"));
}

TEST_CASE("SIGTERM and Ctrl-C end the watch within two seconds, with status 0", "[system][watch]") {
  const int signal = GENERATE(SIGTERM, SIGINT);
  Watched watched;
  SECTION("while it waits") {}
  SECTION("while it waits for another writer") {
    const WriterLock lock(IndexLocation{watched.directory.path() / "db"}, 10s);
    watched.directory.write("archive/second.txt", article("windmill"));
    REQUIRE(watched.program->says("busy"));
    watched.program->send(signal);
    CHECK(watched.program->wait(2s) == 0);
  }
  watched.program->send(signal);
  CHECK(watched.program->wait(2s) == 0);
}

TEST_CASE("a busy index is waited for", "[system][watch]") {
  Watched watched;
  {
    const WriterLock lock(IndexLocation{watched.directory.path() / "db"}, 10s);
    watched.directory.write("archive/second.txt", article("windmill"));
    CHECK(watched.program->says("is busy since"));
    CHECK_FALSE(watched.finds("windmill"));
  }
  CHECK(comes_true([&] { return watched.finds("windmill"); }));
}

TEST_CASE("more events than the kernel keeps lose nothing, not even a directory's watch", "[system][watch]") {
  Watched watched;
  watched.directory.write("archive/second.txt", article("windmill"));
  CHECK(watched.program->says("2 articles in the index"));
  watched.program->send(SIGSTOP);
  // Two files in turn, since equal events in a row are one; max_queued_events is 16,384 on most systems.
  for (int i = 0; i < 20'000; ++i) {
    REQUIRE(chmod((watched.archive / "first.txt").c_str(), i % 2 == 0 ? 0600 : 0644) == 0);
    REQUIRE(chmod((watched.archive / "second.txt").c_str(), i % 2 == 0 ? 0600 : 0644) == 0);
  }
  watched.directory.write("archive/unseen/third.txt", article("granary"));
  watched.program->send(SIGCONT);
  CHECK(watched.program->says("3 articles in the index"));
  watched.directory.write("archive/unseen/fourth.txt", article("brewery"));
  CHECK(comes_true([&] { return watched.finds("brewery"); }));
}

TEST_CASE("a root that is emptied keeps its articles, and goes on when it is back", "[system][watch]") {
  Watched watched({"--rescan-every", "1"});
  fs::rename(watched.archive, watched.directory.path() / "unmounted");
  CHECK(watched.program->says("not there any more"));
  CHECK(watched.articles() == 1);
  fs::rename(watched.directory.path() / "unmounted", watched.archive);
  watched.directory.write("archive/second.txt", article("windmill"));
  CHECK(comes_true([&] { return watched.articles() == 2; }));
}

TEST_CASE("a root that is away keeps its articles over many rescans", "[system][watch]") {
  Watched watched({"--rescan-every", "1"});
  fs::rename(watched.archive, watched.directory.path() / "unmounted");
  CHECK(watched.program->says("not there any more"));
  CHECK_FALSE(watched.program->wait(3500ms));
  CHECK(watched.articles() == 1);
  fs::rename(watched.directory.path() / "unmounted", watched.archive);
  watched.directory.write("archive/second.txt", article("windmill"));
  CHECK(comes_true([&] { return watched.articles() == 2; }));
}

TEST_CASE("an index inside its own root does not set off updates of its own", "[system][watch]") {
  const tests::TempDir directory;
  directory.write("archive/first.txt", article("harbour"));
  RunningProgram program(DATELINE_INDEX_PROGRAM,
                         {"--db", "archive/db", "watch", "archive", "--settle", "0.1", "--json"},
                         directory.path());
  REQUIRE(program.says("1 article in the index"));
  directory.write("archive/second.txt", article("windmill"));
  REQUIRE(program.says("2 articles in the index"));
  CHECK_FALSE(program.wait(1s));
  CHECK(tests::count_of("in the index", program.err()) == 2);
  CHECK(tests::count_of("\n", program.out()) == 2);
}

TEST_CASE("systemd is told before the first update that the watch is ready, and when it stops",
          "[system][watch]") {
  const tests::TempDir directory;
  directory.write("archive/first.txt", article("harbour"));
  const int channel = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = directory.path() / "notify";
  std::memcpy(address.sun_path, name.c_str(), name.size());
  REQUIRE(bind(channel, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const timeval limit{.tv_sec = 60, .tv_usec = 0};
  setsockopt(channel, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  const auto receive = [channel] {
    std::string text(1000, '\0');
    const ssize_t size = recv(channel, text.data(), text.size(), 0);
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return text;
  };
  setenv("NOTIFY_SOCKET", name.c_str(), 1);
  RunningProgram program(DATELINE_INDEX_PROGRAM, {"--db", "db", "watch", "archive"}, directory.path());
  unsetenv("NOTIFY_SOCKET");
  CHECK(receive() == "READY=1\nSTATUS=the first update runs");
  CHECK(receive() == "STATUS=1 article");
  program.send(SIGTERM);
  CHECK(receive() == "STOPPING=1");
  CHECK(program.wait(2s) == 0);
  close(channel);
}

TEST_CASE("a watch with nothing to watch says what to do", "[system][watch]") {
  const tests::TempDir directory;
  const auto nothing = run_index({"--db", "db", "watch"}, directory.path());
  CHECK(nothing.status == 2);
  CHECK(nothing.err.find("nothing to index") != std::string::npos);
  const auto missing = run_index({"--db", "db", "watch", "nowhere"}, directory.path());
  CHECK(missing.status == 2);
  CHECK(missing.err.find("no such file") != std::string::npos);
}
