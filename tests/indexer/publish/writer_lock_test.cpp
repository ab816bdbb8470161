#include "indexer/publish/writer_lock.hpp"

#include "common/error.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <csignal>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

using namespace dateline;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// Another process that holds the lock until it is killed.
class Holder {
 public:
  explicit Holder(const IndexLocation& location, std::chrono::milliseconds lifetime = 1h) : child_(fork()) {
    if (child_ == 0) {
      const WriterLock lock(location, 0s);
      std::this_thread::sleep_for(lifetime);
      _exit(0);  // as a process that dies: the lock is let go of by the system
    }
    while (!fs::exists(location.lock()) || tests::read_file(location.lock()).empty())
      std::this_thread::sleep_for(1ms);
  }
  ~Holder() { kill_it(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

  [[nodiscard]] pid_t process() const { return child_; }
  void kill_it() {
    if (child_ < 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  pid_t child_;
};

std::size_t open_files() {
  const fs::directory_iterator files("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

std::string own_host() {
  std::string name(256, '\0');
  gethostname(name.data(), name.size() - 1);
  return name.substr(0, name.find('\0'));
}

}  // namespace

TEST_CASE("a lock held by another process is refused with who holds it since when", "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  const Holder holder(location);
  try {
    const WriterLock lock(location, 0s);
    FAIL("held twice");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::busy);
    CHECK_THAT(error.what(), Catch::Contains("is busy since 2") && Catch::Contains(" UTC by process ") &&
                                 Catch::Contains("by process " + std::to_string(holder.process()) + " on ") &&
                                 Catch::Contains(" on " + own_host()));
    CHECK_THAT(error.remedy(), Catch::Contains("--lock-timeout"));
  }
}

TEST_CASE("a lock is waited for as long as asked", "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  const Holder holder(location, 300ms);
  CHECK_NOTHROW(WriterLock(location, 60s));
}

TEST_CASE("the lock of a process that was killed is free, whatever its label says", "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  Holder holder(location);
  const std::string label = tests::read_file(location.lock());
  holder.kill_it();
  CHECK(tests::read_file(location.lock()) == label);
  const WriterLock lock(location, 0s);
  CHECK_THAT(tests::read_file(location.lock()),
             Catch::Contains("by process " + std::to_string(getpid()) + " on "));
}

TEST_CASE("a longer label leaves nothing behind a shorter one", "[publish]") {
  const tests::TempDir directory;
  directory.write("writer.lock", std::string(500, 'x'));
  const WriterLock lock(IndexLocation{directory.path()}, 0s);
  CHECK(tests::read_file(directory.path() / "writer.lock").find('x') == std::string::npos);
}

TEST_CASE("a lock that was refused leaves no file open", "[publish]") {
  const tests::TempDir directory;
  const IndexLocation location{directory.path()};
  const Holder holder(location);
  const auto before = open_files();
  for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(WriterLock(location, 0s), Error);
  CHECK(open_files() == before);
}

TEST_CASE("the program says who is busy, and waits as long as --lock-timeout says", "[cli]") {
  const tests::TempDir directory;
  directory.write("archive/a.txt", "Ferry sails\n\nThe ferry to Orrin sails again since Tuesday.\n");
  const IndexLocation location{directory.path() / "db"};
  fs::create_directory(location.directory);
  {
    const Holder holder(location);
    const auto run = tests::run_index({"--db", "db", "--lock-timeout", "0", "archive"}, directory.path());
    CHECK(run.status == 2);
    CHECK_THAT(run.err, Catch::Contains("busy since") &&
                            Catch::Contains("by process " + std::to_string(holder.process())) &&
                            Catch::Contains("--lock-timeout"));
  }
  const Holder holder(location, 500ms);
  CHECK(tests::run_index({"--db", "db", "--lock-timeout", "60", "archive"}, directory.path()).status == 0);
}

TEST_CASE("no index is made among somebody's files, but where a first run was stopped", "[publish]") {
  struct Row {
    const char* file;
    bool is_refused;
  };
  const auto row =
      GENERATE(Row{"letter.txt", true}, Row{"iamglass", true}, Row{"writer.lock", false}, Row{"roots", false},
               Row{"roots.tmp", false}, Row{"XAPIANDB.tmp", false}, Row{"unfinished-1/iamglass", false},
               Row{"unfinished-1-packed/iamglass", false}, Row{"generation-1/iamglass", false});
  CAPTURE(row.file);
  const tests::TempDir directory;
  directory.write(row.file, "x");
  const auto lock = [&] { WriterLock(IndexLocation{directory.path()}, 0s); };
  if (row.is_refused) {
    CHECK_THROWS_WITH(lock(), Catch::Contains(row.file));
    CHECK_FALSE(fs::exists(directory.path() / "writer.lock"));
  } else {
    CHECK_NOTHROW(lock());
  }
}

TEST_CASE("an index directory that cannot be made is an error that names it", "[publish]") {
  const tests::TempDir directory;
  directory.write("file", "x");
  CHECK_THROWS_WITH(WriterLock(IndexLocation{directory.path() / "file/db"}, 0s), Catch::Contains("file/db"));
}
