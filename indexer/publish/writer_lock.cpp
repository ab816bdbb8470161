// An open-file-description lock on DIR/writer.lock, which says who holds it; see writer_lock.hpp.
#include "indexer/publish/writer_lock.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"
#include "indexer/publish/durable.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <string>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr std::chrono::milliseconds retry_interval{100};

std::string holder_of(int file) {
  std::array<char, 256> text{};
  const ssize_t size = pread(file, text.data(), text.size() - 1, 0);
  return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string("another run");
}

std::string describe_self() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  std::array<char, 32> now{};
  const std::time_t time = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::strftime(now.data(), now.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
  return std::string("since ") + now.data() + " by process " + std::to_string(getpid()) + " on " +
         host.data();
}

[[noreturn]] void throw_io(const std::string& doing) {
  const int code = errno;
  throw Error(ErrorKind::io, doing + ": " + std::generic_category().message(code),
              code == EACCES || code == EROFS ? "choose a directory that you may write to with --db" : "");
}

// An index is made in a new or empty directory only: never among somebody's files, never in another's
// database.
void refuse_foreign_directory(const IndexLocation& location) {
  if (current_generation(location)) return;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(location.directory, ignored)) {
    const std::string name = entry.path().filename().string();
    // The stub is ours where it is torn: see current_generation.
    const bool is_ours = name == "writer.lock" || name == "roots" || name == "roots.tmp" ||
                         name == "XAPIANDB" || name == "XAPIANDB.tmp" || name == "backup" ||
                         name == "backup.tmp" || name == "removal" || name == "removal.tmp" ||
                         name.starts_with("unfinished-") || name.starts_with("generation-");
    if (is_ours) continue;
    throw Error(ErrorKind::usage,
                location.directory.string() + " holds other files (" + name + ") and no index",
                "name a new or empty directory with --db");
  }
}

}  // namespace

WriterLock::WriterLock(const IndexLocation& location, std::chrono::seconds timeout) {
  make_directories_durably(location.directory);
  refuse_foreign_directory(location);
  file_ = open(location.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) throw_io("opening " + location.lock().string());
  try {
    wait_until_held(location, timeout);
  } catch (...) {
    close(file_);
    throw;
  }
  const std::string self = describe_self();
  if (ftruncate(file_, 0) != 0 || pwrite(file_, self.data(), self.size(), 0) < 0) {
    // A full disk must not stop a run here: the lock is held, only its label is missing.
  }
}

WriterLock::~WriterLock() {
  close(file_);
}

void WriterLock::wait_until_held(const IndexLocation& location, std::chrono::seconds timeout) const {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EINTR && errno != EWOULDBLOCK) throw_io("locking " + location.lock().string());
    stop_if_interrupted("nothing was changed; the index was still busy " + holder_of(file_));
    if (std::chrono::steady_clock::now() >= deadline) {
      throw Error(ErrorKind::busy,
                  "the index " + location.directory.string() + " is busy " + holder_of(file_),
                  "wait until that run has ended, or wait longer with --lock-timeout SECONDS");
    }
    std::this_thread::sleep_for(retry_interval);
  }
}

}  // namespace dateline
