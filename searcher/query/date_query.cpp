// See date_query.hpp.
#include "searcher/query/date_query.hpp"

#include "common/schema/fields.hpp"
#include "common/schema/terms.hpp"
#include "searcher/query/docids_query.hpp"
#include "searcher/query/scored_query.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

namespace dateline {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using Xapian::Query;

constexpr unsigned months_per_year = 12;

// An interval with both ends, inside the years of the index.
struct Span {
  sys_days from;
  sys_days until;

  [[nodiscard]] bool covers(const PrintedDate& date) const {
    return from <= first_day(date) && last_day(date) <= until;
  }
  [[nodiscard]] bool touches(const PrintedDate& date) const {
    return from <= last_day(date) && first_day(date) <= until;
  }
};

// The years that articles of the index have, in no order.
std::vector<int> years_of_index(const Xapian::Database& db) {
  std::vector<int> years;
  for (auto term = db.allterms_begin("Y"); term != db.allterms_end("Y"); ++term) {
    const std::string name = *term;
    int year = 0;
    const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), year);
    if (error == std::errc() && end == name.data() + name.size() && is_valid({.year = year}))
      years.push_back(year);
  }
  return years;
}

std::optional<Span> close_ends(const DateInterval& interval, const std::vector<int>& years) {
  if (years.empty()) return std::nullopt;
  const auto [first, last] = std::ranges::minmax(years);
  Span span{.from = first_day({.year = first}), .until = last_day({.year = last})};
  if (interval.from) span.from = std::max(span.from, *interval.from);
  if (interval.until) span.until = std::min(span.until, *interval.until);
  if (span.from > span.until) return std::nullopt;
  return span;
}

std::string seconds_value(sys_days day) {
  return Xapian::sortable_serialise(
      static_cast<double>(std::chrono::sys_seconds(day).time_since_epoch().count()));
}

// Before year 0 articles have only a Y term: its days are told apart by the instant.
Query days_before_christ(const PrintedDate& year, const Span& span) {
  const sys_days from = std::max(span.from, first_day(year));
  const sys_days behind = std::min(span.until, last_day(year)) + days(1);
  const auto just_before = std::chrono::sys_seconds(behind).time_since_epoch().count() - 1;
  return {Query::OP_FILTER, Query(year_term(year.year)),
          Query(Query::OP_VALUE_RANGE, slot_published, seconds_value(from),
                Xapian::sortable_serialise(static_cast<double>(just_before)))};
}

void add_month(const PrintedDate& month, const Span& span, std::vector<Query>& terms) {
  if (span.covers(month)) {
    terms.emplace_back(month_term(month.year, month.month));
    return;
  }
  const sys_days from = std::max(span.from, first_day(month));
  const sys_days until = std::min(span.until, last_day(month));
  for (sys_days day = from; day <= until; day += days(1)) terms.emplace_back(day_term(to_printed_date(day)));
}

void add_year(const PrintedDate& year, const Span& span, std::vector<Query>& terms) {
  if (!span.touches(year)) return;
  if (span.covers(year)) {
    terms.emplace_back(year_term(year.year));
  } else if (year.year < 0) {
    terms.push_back(days_before_christ(year, span));
  } else {
    for (unsigned month = 1; month <= months_per_year; ++month) {
      const PrintedDate of_year{.year = year.year, .month = month};
      if (span.touches(of_year)) add_month(of_year, span, terms);
    }
  }
}

// Articles with the term `of` and none of `closer`; none when the index can have no such article.
std::optional<Query> known_no_closer(const std::string& of, const std::vector<std::string>& closer,
                                     const Xapian::Database& db) {
  Xapian::doccount rest = db.get_termfreq(of);
  std::vector<Query> present;
  for (const std::string& term : closer) {
    const Xapian::doccount articles = db.get_termfreq(term);
    rest -= std::min(rest, articles);
    if (articles > 0) present.emplace_back(term);
  }
  if (rest == 0) return std::nullopt;
  if (present.empty()) return Query(of);
  return Query(Query::OP_AND_NOT, Query(of), join(Query::OP_OR, present));
}

// Of a year that the span touches without covering it: articles known to the year only, and those known only
// to a month that the span touches likewise.
void add_vague_of_year(const PrintedDate& year, const Span& span, const Xapian::Database& db,
                       std::vector<Query>& queries) {
  if (year.year < 0 || span.covers(year)) return;
  std::vector<std::string> month_terms;
  for (unsigned month = 1; month <= months_per_year; ++month) {
    const PrintedDate of_year{.year = year.year, .month = month};
    month_terms.push_back(month_term(year.year, month));
    if (!span.touches(of_year) || span.covers(of_year)) continue;
    std::vector<std::string> day_terms;
    for (sys_days day = first_day(of_year); day <= last_day(of_year); day += days(1))
      day_terms.push_back(day_term(to_printed_date(day)));
    if (const auto query = known_no_closer(month_terms.back(), day_terms, db)) queries.push_back(*query);
  }
  if (const auto query = known_no_closer(year_term(year.year), month_terms, db)) queries.push_back(*query);
}

Query terms_query(const DateInterval& interval, const Xapian::Database& db) {
  if (interval.is_undated) return Query(std::string(undated_term));
  const std::vector<int> years = years_of_index(db);
  const auto span = close_ends(interval, years);
  if (!span) return Query::MatchNothing;
  std::vector<Query> terms;
  for (const int year : years) add_year({.year = year}, *span, terms);
  return terms.empty() ? Query::MatchNothing : join(Query::OP_OR, terms);
}

}  // namespace

Query date_query(std::span<const DateInterval> intervals, QueryContext& context) {
  if (context.calendar != nullptr) return docids_query(context.calendar->inside(intervals));
  std::vector<Query> queries;
  for (const DateInterval& interval : intervals) queries.push_back(terms_query(interval, context.db));
  return queries.empty() ? Query::MatchNothing : join(Query::OP_OR, queries);
}

std::optional<Query> imprecise_query(const DateInterval& interval, QueryContext& context) {
  if (context.calendar != nullptr) {
    DateCut cut = context.calendar->touched_only(interval);
    if (cut.articles == 0) return std::nullopt;
    return docids_query(std::move(cut));
  }
  if (interval.is_undated) return std::nullopt;
  const auto span = close_ends(interval, years_of_index(context.db));
  if (!span) return std::nullopt;
  std::vector<Query> queries;
  const int first = to_printed_date(span->from).year;
  const int last = to_printed_date(span->until).year;
  add_vague_of_year({.year = first}, *span, context.db, queries);
  if (last != first) add_vague_of_year({.year = last}, *span, context.db, queries);
  if (queries.empty()) return std::nullopt;
  return join(Query::OP_OR, queries);
}

Query modified_query(const DateInterval& interval) {
  if (interval.is_undated)
    return {Query::OP_AND_NOT, Query::MatchAll,
            Query(Query::OP_VALUE_GE, slot_modified, seconds_value(first_day({.year = -9999})))};
  if (!interval.from && !interval.until) return Query::MatchAll;
  const std::string from = interval.from ? seconds_value(*interval.from) : std::string();
  if (!interval.until) return {Query::OP_VALUE_GE, slot_modified, from};
  const auto last_second = std::chrono::sys_seconds(*interval.until + days(1)).time_since_epoch().count() - 1;
  const std::string until = Xapian::sortable_serialise(static_cast<double>(last_second));
  const std::string lowest = interval.from ? from : seconds_value(first_day({.year = -9999}));
  return {Query::OP_VALUE_RANGE, slot_modified, lowest, until};
}

DateInterval intersect(const DateInterval& a, const DateInterval& b) {
  DateInterval both = a;
  if (b.from && (!both.from || *both.from < *b.from)) both.from = b.from;
  if (b.until && (!both.until || *both.until > *b.until)) both.until = b.until;
  return both;
}

}  // namespace dateline
