// See busy_writer.hpp.
#include "tests/support/busy_writer.hpp"

#include "indexer/update_index.hpp"

#include <csignal>
#include <exception>
#include <fstream>
#include <string>
#include <thread>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dateline::tests {

namespace {

void write_on(const std::filesystem::path& index, const std::filesystem::path& articles) {
  for (int number = 0;; ++number) {
    std::ofstream(articles / ("busy-" + std::to_string(number) + ".txt"))
        << "Harbour diary " << number << "\n\nThe harbour of Lissen opened again on day " << number << ".\n";
    Progress progress(ProgressKind::quiet);
    update_index({.directory = index, .paths = {articles}}, progress);
    std::this_thread::sleep_for(std::chrono::milliseconds(100));  // whoever waits for the lock gets it
  }
}

}  // namespace

BusyWriter::BusyWriter(const std::filesystem::path& index, const std::filesystem::path& articles)
    : process_(fork()) {
  if (process_ != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    write_on(index, articles);
  } catch (const std::exception&) {
    _exit(1);
  }
}

BusyWriter::~BusyWriter() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

}  // namespace dateline::tests
