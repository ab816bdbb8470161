// See log.hpp.
#include "common/log.hpp"

#include "common/terminal.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace dateline {

namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> made = [] {
    auto log =
        std::make_shared<spdlog::logger>("dateline", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    log->set_pattern("%H:%M:%S.%e %l: %v");
    log->set_level(spdlog::level::warn);
    return log;
  }();
  return *made;
}

void print(spdlog::level::level_enum level, const std::string& message) {
  if (logger().should_log(level)) logger().log(level, "{}", printable(message));
}

}  // namespace

void set_log_level(LogLevel level) {
  switch (level) {
    case LogLevel::warning:
      logger().set_level(spdlog::level::warn);
      return;
    case LogLevel::info:
      logger().set_level(spdlog::level::info);
      return;
    case LogLevel::debug:
      logger().set_level(spdlog::level::debug);
      return;
  }
}

void log_warning(const std::string& message) {
  print(spdlog::level::warn, message);
}
void log_info(const std::string& message) {
  print(spdlog::level::info, message);
}
void log_debug(const std::string& message) {
  print(spdlog::level::debug, message);
}

}  // namespace dateline
