// What every program does around its work: errors become one line and an exit status.
#pragma once

#include <functional>

namespace dateline {

/// Exit statuses of both programs.
enum class ExitStatus : int {
  done = 0,
  nothing_matched = 1,
  could_not = 2,
  done_with_rejections = 3,
};

/// Runs `body` and returns the process's status. An exception is printed to standard error as
/// "PROGRAM: what failed. remedy" and gives 2; one of kind `interrupted` ends the process by the signal that
/// came. A full disk behind standard output gives 2; a closed pipe changes nothing and is not told.
int run_main(const char* program, const std::function<ExitStatus()>& body);

}  // namespace dateline
