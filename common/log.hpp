// What a run tells of itself on standard error, beside its results: warnings always, steps with --verbose.
#pragma once

#include <string>

namespace dateline {

enum class LogLevel {
  warning,  // the user may want to act
  info,     // a step of a run
  debug,    // why something was decided
};

/// What is printed: this level and those above it. Warnings only, until it is called. Call before threads
/// start.
void set_log_level(LogLevel level);

/// One line each, made printable. May be called by several threads.
void log_warning(const std::string& message);
void log_info(const std::string& message);
void log_debug(const std::string& message);

}  // namespace dateline
