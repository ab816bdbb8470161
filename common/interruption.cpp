// See interruption.hpp.
#include "common/interruption.hpp"

#include "common/error.hpp"

#include <csignal>

namespace dateline {

namespace {

// The one state that a signal handler can reach.
volatile std::sig_atomic_t signal_that_came = 0;

void remember(int signal) {
  signal_that_came = signal;
}

}  // namespace

void remember_interruptions() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    if (sigaction(signal, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = remember;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // without SA_RESTART: a wait for input ends
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
  }
}

bool is_interrupted() {
  return signal_that_came != 0;
}

void stop_if_interrupted(const std::string& what_was_kept) {
  if (is_interrupted()) {
    throw Error(ErrorKind::interrupted, "interrupted: " + what_was_kept,
                "Run the same command again to go on.");
  }
}

void end_by_interruption() {
  const int signal = signal_that_came;
  if (signal == 0) return;
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace dateline
