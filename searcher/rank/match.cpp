// See match.hpp.
#include "searcher/rank/match.hpp"

#include "common/schema/fields.hpp"
#include "searcher/rank/deadline_spy.hpp"
#include "searcher/rank/ranking.hpp"
#include "searcher/rank/universal_terms.hpp"

#include <algorithm>
#include <memory>

namespace dateline {

namespace {

// Up to so many matches the count is exact; above it is Xapian's estimate.
constexpr Xapian::doccount exact_count_up_to = 1000;

// Xapian takes doccount's full range as "all"; a page beyond it is empty anyway.
Xapian::doccount to_doccount(std::size_t number) {
  constexpr std::size_t largest = 0x7FFFFFFF;
  return static_cast<Xapian::doccount>(std::min(number, largest));
}

void set_order(Xapian::Enquire& enquire, SortOrder sort, std::unique_ptr<Xapian::MultiValueKeyMaker>& keys) {
  switch (sort) {
    case SortOrder::relevance:
      enquire.set_weighting_scheme(ranking_weight());
      return;
    case SortOrder::newest:
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_sort_by_value(slot_order, true);  // no value sorts below all others: undated last
      return;
    case SortOrder::oldest:
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      keys = std::make_unique<Xapian::MultiValueKeyMaker>();
      keys->add_value(slot_order, false, "\xFF");  // undated last here too
      enquire.set_sort_by_key(keys.get(), false);
      return;
  }
}

MatchResult best_so_far(const DeadlineSpy& spy, const MatchRequest& request) {
  MatchResult result{.count = {.number = spy.seen_count(), .is_exact = false}, .was_cut = true};
  const auto best = spy.best();
  for (std::size_t i = request.offset; i < best.size() && result.documents.size() < request.limit; ++i) {
    result.documents.push_back({.docid = best[i].docid, .score = best[i].weight});
  }
  return result;
}

}  // namespace

MatchResult run_match(const Xapian::Database& db, const Xapian::Query& query, const MatchRequest& request) {
  Xapian::Enquire enquire(db);
  enquire.set_query(request.sort == SortOrder::relevance ? without_universal_filters(query, db)
                                                         : without_universal_terms(query, db));
  std::unique_ptr<Xapian::MultiValueKeyMaker> keys;
  set_order(enquire, request.sort, keys);
  DeadlineSpy spy(request.deadline, request.offset + request.limit, request.sort);
  enquire.add_matchspy(&spy);
  Xapian::MSet matches;
  try {
    // A page of none still counts: Xapian runs no match for 0 items.
    const auto items = std::max<Xapian::doccount>(to_doccount(request.limit), 1);
    // A sort by date reads every match anyway: its count may as well be exact.
    const bool reads_all = request.needs_full_match || request.sort != SortOrder::relevance;
    const auto check_at_least = reads_all ? db.get_doccount() : exact_count_up_to;
    matches = enquire.get_mset(to_doccount(request.offset), items, check_at_least);
  } catch (const DeadlineReached&) {
    return best_so_far(spy, request);
  }
  MatchResult result;
  result.count = {.number = matches.get_matches_estimated(),
                  .is_exact = matches.get_matches_lower_bound() == matches.get_matches_upper_bound()};
  const bool has_scores = request.sort == SortOrder::relevance;
  for (auto match = matches.begin(); match != matches.end() && result.documents.size() < request.limit;
       ++match) {
    result.documents.push_back({.docid = *match, .score = has_scores ? match.get_weight() : 0});
  }
  return result;
}

std::optional<std::uint64_t> count_matches(const Xapian::Database& db, const Xapian::Query& query,
                                           Deadline deadline) {
  if (query.empty()) return 0;
  if (std::chrono::steady_clock::now() > deadline) return std::nullopt;
  Xapian::Enquire enquire(db);
  enquire.set_query(without_universal_terms(query, db));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  DeadlineSpy spy(deadline, 0);
  enquire.add_matchspy(&spy);
  try {
    return enquire.get_mset(0, 1, db.get_doccount()).get_matches_estimated();
  } catch (const DeadlineReached&) {
    return std::nullopt;
  }
}

}  // namespace dateline
