// See match.hpp.
#include "searcher/rank/match.hpp"

#include "searcher/rank/date_order.hpp"
#include "searcher/rank/ranking.hpp"
#include "searcher/rank/universal_terms.hpp"

#include <algorithm>
#include <chrono>

namespace dateline {

namespace {

// Xapian takes doccount's full range as "all"; a page beyond it is empty anyway.
Xapian::doccount to_doccount(std::size_t number) {
  constexpr std::size_t largest = 0x7FFFFFFF;
  return static_cast<Xapian::doccount>(std::min(number, largest));
}

MatchResult best_so_far(const DeadlineSpy& spy, const MatchRequest& request) {
  MatchResult result{.count = {.number = spy.seen_count(), .is_exact = false}, .was_cut = true};
  const auto best = spy.best();
  for (std::size_t i = request.offset; i < best.size() && result.documents.size() < request.limit; ++i) {
    result.documents.push_back({.docid = best[i].docid, .score = best[i].weight});
  }
  return result;
}

MatchResult match_by_relevance(const Xapian::Database& db, const Xapian::Query& query,
                               const MatchRequest& request) {
  Xapian::Enquire enquire(db);
  enquire.set_query(without_universal_filters(query, db));
  enquire.set_weighting_scheme(ranking_weight());
  DeadlineSpy spy(db, request.deadline, request.offset + request.limit);
  enquire.add_matchspy(&spy);
  Xapian::MSet matches;
  try {
    // A page of none still counts: Xapian runs no match for 0 items.
    const auto items = std::max<Xapian::doccount>(to_doccount(request.limit), 1);
    const auto check_at_least = request.needs_full_match ? db.get_doccount() : exact_count_up_to;
    matches = enquire.get_mset(to_doccount(request.offset), items, check_at_least);
  } catch (const DeadlineReached&) {
    return best_so_far(spy, request);
  }
  MatchResult result;
  result.count = {.number = matches.get_matches_estimated(),
                  .is_exact = matches.get_matches_lower_bound() == matches.get_matches_upper_bound()};
  for (auto match = matches.begin(); match != matches.end() && result.documents.size() < request.limit;
       ++match) {
    result.documents.push_back({.docid = *match, .score = match.get_weight()});
  }
  return result;
}

}  // namespace

MatchResult run_match(const Xapian::Database& db, const Xapian::Query& query, const MatchRequest& request) {
  if (request.sort == SortOrder::relevance) return match_by_relevance(db, query, request);
  return request.calendar != nullptr ? match_by_calendar(db, query, request)
                                     : match_by_values(db, query, request);
}

std::optional<std::uint64_t> count_matches(const Xapian::Database& db, const Xapian::Query& query,
                                           Deadline deadline) {
  if (query.empty()) return 0;
  if (std::chrono::steady_clock::now() > deadline) return std::nullopt;
  Xapian::Enquire enquire(db);
  enquire.set_query(without_universal_terms(query, db));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  DocidSpy spy(deadline, 0);
  enquire.add_matchspy(&spy);
  try {
    return enquire.get_mset(0, 1, db.get_doccount()).get_matches_estimated();
  } catch (const DeadlineReached&) {
    return std::nullopt;
  }
}

}  // namespace dateline
