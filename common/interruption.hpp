// A run that is asked to stop (Ctrl-C, SIGTERM, a closed terminal) ends at its next step, not in the middle.
#pragma once

#include <string>

namespace dateline {

/// Has SIGINT, SIGTERM and SIGHUP remembered instead of ending the process; each that comes a second time
/// ends it at once. One that is ignored already (nohup, a background job) stays ignored. Once, before threads
/// start.
void remember_interruptions();

/// Whether one of them has come. May be called by any thread.
bool is_interrupted();

/// Throws Error(interrupted) "interrupted: " + `what_was_kept` when one has come.
void stop_if_interrupted(const std::string& what_was_kept);

/// Ends the process by the signal that came, as its parent expects (a shell then ends its loop, too). Returns
/// when none has come.
void end_by_interruption();

}  // namespace dateline
