// Ends a match at its deadline: Xapian's own time limit only ends the counting of matches beyond those asked
// for. What was seen until then is kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

using Deadline = std::chrono::steady_clock::time_point;

/// Thrown out of the match when the deadline has come.
struct DeadlineReached {};

/// Counts matches against the clock.
class DeadlineClock {
 public:
  explicit DeadlineClock(Deadline deadline) : deadline_(deadline) {}

  /// Throws DeadlineReached.
  void count();
  [[nodiscard]] std::size_t seen_count() const { return seen_count_; }

 private:
  Deadline deadline_;
  std::size_t seen_count_ = 0;
};

/// Keeps the best by weight. A spy learns an article's docid in its own database: where several are searched
/// under one stub that says little, and ids are kept instead.
class DeadlineSpy : public Xapian::MatchSpy {
 public:
  struct Seen {
    Xapian::docid docid = 0;
    double weight = 0;
  };

  DeadlineSpy(const Xapian::Database& db, Deadline deadline, std::size_t keep)
      : db_(db), clock_(deadline), keep_(keep) {}

  void operator()(const Xapian::Document& document, double weight) override;

  /// Best first; ties by docid.
  [[nodiscard]] std::vector<Seen> best() const;
  [[nodiscard]] std::size_t seen_count() const { return clock_.seen_count(); }

 private:
  struct Kept {
    Seen seen;
    std::string id;  // where several databases are searched
  };
  static bool is_better(const Kept& a, const Kept& b);

  const Xapian::Database& db_;
  DeadlineClock clock_;
  std::size_t keep_;
  std::vector<Kept> heap_;  // the worst on top
};

/// Keeps the first so many docids of a match without weights, whose docids ascend.
class DocidSpy : public Xapian::MatchSpy {
 public:
  DocidSpy(Deadline deadline, std::size_t keep) : clock_(deadline), keep_(keep) {}

  void operator()(const Xapian::Document& document, double weight) override;

  [[nodiscard]] const std::vector<Xapian::docid>& docids() const { return docids_; }
  [[nodiscard]] std::size_t seen_count() const { return clock_.seen_count(); }

 private:
  DeadlineClock clock_;
  std::size_t keep_;
  std::vector<Xapian::docid> docids_;
};

}  // namespace dateline
