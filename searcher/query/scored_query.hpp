// A query under construction whose scores come out right in Xapian 1.4.
//
// Where an OR or AND_MAYBE that holds a phrase or NEAR stands below an AND or FILTER or right of an
// AND_MAYBE, Xapian credits the phrase's whole weight to articles that have only its words; the sets are
// right. (4,000 random articles, 1.4.22: wrong in 63 % of `(words OR phrase) FILTER x`, 93 % of `x AND_MAYBE
// (words OR phrase)`.) So a query is kept as branches, joined by OR at the very top, and extras, each joined
// by AND_MAYBE above that: right in all of 3,000, as long as the matcher does not turn OR into AND for speed,
// which it does once it has check_at_least articles (wrong in 0.1 to 0.4 % then): see `needs_full_match`.
#pragma once

#include <vector>

#include <xapian.h>

namespace dateline {

class ScoredQuery {
 public:
  ScoredQuery() = default;
  /// Terms, and what has no phrase or NEAR below it.
  static ScoredQuery plain(Xapian::Query query);
  /// A phrase or NEAR.
  static ScoredQuery positional(Xapian::Query query);

  [[nodiscard]] bool is_empty() const { return branches_.empty(); }
  /// The articles that match. As a set it may stand anywhere; its scores count for nothing.
  [[nodiscard]] Xapian::Query set() const;
  /// The whole with its scores. Nothing may be built on it: change the ScoredQuery instead.
  [[nodiscard]] Xapian::Query assemble() const;
  /// Whether scores are right only with check_at_least at the number of articles: a phrase or NEAR ranks
  /// beside something else.
  [[nodiscard]] bool needs_full_match() const;

 private:
  struct Part {
    Xapian::Query query;
    bool is_positional = false;
  };

  static void add_part(std::vector<Part>& parts, Part part);
  /// One branch that matches `set` without a score; what ranked so far becomes extras.
  void collapse_to(const Xapian::Query& set);
  template <class Change>
  void change_branches(const Change& change);

  std::vector<Part> branches_;  // at most one that is not positional
  std::vector<Part> extras_;    // likewise

  friend ScoredQuery any_of(std::vector<ScoredQuery> queries);
  friend ScoredQuery all_of(std::vector<ScoredQuery> queries);
  friend ScoredQuery prefer(ScoredQuery required, const ScoredQuery& optional);
  friend ScoredQuery restrict_to(ScoredQuery query, const Xapian::Query& filter);
  friend ScoredQuery exclude(ScoredQuery query, const Xapian::Query& excluded);
  friend ScoredQuery scale(ScoredQuery query, double factor);
};

/// Scores add up. Empty ones are left out; empty when all are.
ScoredQuery any_of(std::vector<ScoredQuery> queries);
ScoredQuery all_of(std::vector<ScoredQuery> queries);
/// What `required` matches; `optional` adds its scores.
ScoredQuery prefer(ScoredQuery required, const ScoredQuery& optional);
/// `filter` and `excluded` are sets without scores and may be anything.
ScoredQuery restrict_to(ScoredQuery query, const Xapian::Query& filter);
ScoredQuery exclude(ScoredQuery query, const Xapian::Query& excluded);
ScoredQuery scale(ScoredQuery query, double factor);

/// OR and AND over a list, and a set without its scores.
Xapian::Query join(Xapian::Query::op op, const std::vector<Xapian::Query>& queries);
Xapian::Query without_score(const Xapian::Query& query);

}  // namespace dateline
