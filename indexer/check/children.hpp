// Work on a database that may be damaged, done in child processes: Xapian may crash, hang or take all memory
// on damage, and must not take the check with it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace dateline {

/// What is wrong with one part of an index.
struct Damage {
  std::string part;  // "position.glass", "XAPIANDB", "article 17 (harbour.html)"
  std::string what;
};

/// How a child tells its parent what it found. Texts are made printable on the way.
class ChildReport {
 public:
  explicit ChildReport(int pipe) : pipe_(pipe) {}
  ~ChildReport();
  ChildReport(const ChildReport&) = delete;
  ChildReport& operator=(const ChildReport&) = delete;

  void damage(const std::string& part, const std::string& what);
  /// Damage that ends the work: what comes after it was not checked.
  void fail(const std::string& part, const std::string& what);
  /// A writer has moved the database on underneath; or, when there is none, `part` is damaged.
  void moved(const std::string& part);
  /// Adds to the number of that name (one word).
  void count(const std::string& name, std::uint64_t number);
  /// So many more steps of the work are done.
  void advance(std::uint64_t steps);
  /// The work is done: without it the child counts as crashed.
  void finish();

 private:
  void send(char kind, const std::string& text);
  void flush();

  int pipe_;
  std::string buffer_;
};

struct ChildTask {
  std::string part;                        // named when the child crashes, hangs or throws
  std::function<void(ChildReport&)> work;  // runs in the child; may throw anything
};

/// Of processor time and memory; each child has them to itself.
struct ChildLimits {
  std::uint64_t cpu_seconds = 60;
  std::uint64_t memory_bytes = std::uint64_t{2} << 30;
};

struct ChildFindings {
  std::vector<Damage> damages{};
  std::vector<std::string> moved{};  // parts
  std::map<std::string, std::uint64_t> counts{};
  bool is_complete = true;  // every child came to its end
};

/// Runs the tasks, as many at a time as there are processors. Call while the process has one thread. Throws
/// Error(io) when no process can be made, Error(interrupted).
ChildFindings run_children(const std::vector<ChildTask>& tasks, const ChildLimits& limits,
                           const std::function<void(std::uint64_t steps)>& advance);

}  // namespace dateline
