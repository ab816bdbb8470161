// A writer that is never done, for tests of those who read meanwhile.
#pragma once

#include <filesystem>

#include <sys/types.h>

namespace dateline::tests {

/// Adds an article a run to `articles`, which is indexed in `index`, until it is destroyed: every run is a
/// revision of its own with one article more. A process, killed in the middle of whatever it does.
class BusyWriter {
 public:
  BusyWriter(const std::filesystem::path& index, const std::filesystem::path& articles);
  ~BusyWriter();
  BusyWriter(const BusyWriter&) = delete;
  BusyWriter& operator=(const BusyWriter&) = delete;

 private:
  pid_t process_;
};

}  // namespace dateline::tests
