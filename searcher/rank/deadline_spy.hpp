// Ends a match at its deadline and keeps the best seen so far: Xapian's own time limit only ends the counting
// of matches beyond those asked for.
#pragma once

#include "searcher/search_types.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

/// Thrown out of the match when the deadline has come.
struct DeadlineReached {};

class DeadlineSpy : public Xapian::MatchSpy {
 public:
  struct Seen {
    Xapian::docid docid = 0;
    double weight = 0;
    std::string order{};  // value of slot_order, where days decide
  };

  /// Keeps the `keep` best in the order asked for.
  DeadlineSpy(std::chrono::steady_clock::time_point deadline, std::size_t keep,
              SortOrder sort = SortOrder::relevance)
      : deadline_(deadline), keep_(keep), sort_(sort) {}

  void operator()(const Xapian::Document& document, double weight) override;

  /// Best first.
  [[nodiscard]] std::vector<Seen> best() const;
  [[nodiscard]] std::size_t seen_count() const { return seen_count_; }

 private:
  std::chrono::steady_clock::time_point deadline_;
  std::size_t keep_;
  SortOrder sort_;
  std::size_t seen_count_ = 0;
  std::vector<Seen> heap_;  // the worst on top
};

}  // namespace dateline
