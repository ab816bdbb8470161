// Errors become one line on standard error and exit status 2; see run_main.hpp.
#include "common/run_main.hpp"

#include "common/error.hpp"
#include "common/interruption.hpp"
#include "common/terminal.hpp"

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string>

#include <poll.h>
#include <unistd.h>

namespace dateline {

namespace {

// Whether whoever read standard output has gone.
bool is_pipe_closed() {
  pollfd output{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
  return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

void print_error(const char* program, const std::string& what, const std::string& remedy) {
  std::string line = std::string(program) + ": " + what;
  // A remedy in lower case goes on with the sentence.
  const bool goes_on = !remedy.empty() && remedy.front() >= 'a' && remedy.front() <= 'z';
  if (!remedy.empty()) line += (line.back() == '.' ? " " : goes_on ? "; " : ". ") + remedy;
  std::cerr << printable(line) << std::endl;
}

}  // namespace

int run_main(const char* program, const std::function<ExitStatus()>& body) {
  // A reader that closes the pipe (head) must not kill a run with a signal: the failed write is noticed
  // below.
  std::signal(SIGPIPE, SIG_IGN);
  ExitStatus status = ExitStatus::could_not;
  try {
    status = body();
  } catch (const Error& error) {
    print_error(program, error.what(), error.remedy());
    if (error.kind() == ErrorKind::interrupted) {
      std::cout.flush();
      end_by_interruption();
    }
  } catch (const std::bad_alloc&) {
    print_error(program, "out of memory", "close other programs or give the command less to do at once");
  } catch (const std::exception& error) {
    print_error(program, std::string("unexpected: ") + error.what(), "please report this");
  } catch (...) {  // Xapian's errors are no std::exception
    print_error(program, "unexpected error", "please report this");
  }
  std::cout.flush();
  if (std::cout.bad() || std::fflush(stdout) != 0) {
    if (is_pipe_closed()) return static_cast<int>(status);
    print_error(program, "writing to standard output: no space or the device failed", "");
    return static_cast<int>(ExitStatus::could_not);
  }
  return static_cast<int>(status);
}

}  // namespace dateline
