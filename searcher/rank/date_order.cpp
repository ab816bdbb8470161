// See date_order.hpp. By the calendar docid order is newest first but for days that articles came late to:
// one match in docid order gives the page, a second one what lies out of order and may belong before its end.
// Oldest first walks the days from their other end in windows that are expected to hold the page.
#include "searcher/rank/date_order.hpp"

#include "common/schema/fields.hpp"
#include "searcher/query/docids_query.hpp"
#include "searcher/rank/article_ids.hpp"
#include "searcher/rank/universal_terms.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace dateline {

namespace {

using Docids = std::vector<Xapian::docid>;

struct Dated {
  Xapian::docid docid = 0;
  std::string order{};    // value of slot_order; "" = undated
  std::uint32_t run = 0;  // articles of one run lie by id where they lie at one instant; 0 = of none
  mutable std::optional<std::string> id{};  // read when it matters
};

class StandsBefore {
 public:
  StandsBefore(const Xapian::Database& db, SortOrder sort) : db_(db), sort_(sort) {}

  /// By day and instant alone: values of slot_order.
  [[nodiscard]] bool by_day(const std::string& a, const std::string& b) const {
    if (a.empty() || b.empty()) return b.empty() && !a.empty();
    return sort_ == SortOrder::oldest ? a < b : a > b;
  }

  bool operator()(const Dated& a, const Dated& b) const {
    if (a.order != b.order) return by_day(a.order, b.order);
    if (a.run != 0 && a.run == b.run) return a.docid < b.docid;
    return id(a) < id(b);
  }

 private:
  [[nodiscard]] const std::string& id(const Dated& article) const {
    if (!article.id) article.id = id_of(db_.get_document(article.docid));
    return *article.id;
  }

  const Xapian::Database& db_;
  SortOrder sort_;
};

struct ByDay {
  const StandsBefore& stands_before;

  bool operator()(const Dated& a, const Dated& b) const { return stands_before.by_day(a.order, b.order); }
};

// How many articles stand up to the end of the page.
std::size_t count_to_page_end(const Xapian::Database& db, const MatchRequest& request) {
  const std::size_t all = db.get_doccount();
  const std::size_t end = request.offset > all ? all : request.offset + std::min(request.limit, all);
  return std::max<std::size_t>(end, 1);  // a page of none still counts
}

// Of these Xapian knows how many articles match before it reads any: a term, a cut by dates, everything.
bool is_counted_already(const Xapian::Query& query) {
  using Xapian::Query;
  if (query.get_type() == Query::LEAF_TERM || query.get_type() == Query::LEAF_MATCH_ALL) return true;
  return query.get_type() == Query::OP_FILTER && query.get_num_subqueries() == 2 &&
         query.get_subquery(0).get_type() == Query::LEAF_MATCH_ALL &&
         query.get_subquery(1).get_type() == Query::LEAF_POSTING_SOURCE;
}

template <class Found>
void take_page(const std::vector<Found>& found, const MatchRequest& request, MatchResult& result) {
  for (std::size_t i = request.offset; i < found.size() && result.documents.size() < request.limit; ++i) {
    if constexpr (std::is_same_v<Found, Dated>) {
      result.documents.push_back({.docid = found[i].docid});
    } else {
      result.documents.push_back({.docid = found[i]});
    }
  }
}

/// Keeps the first so many in the order asked for, and all that tie with the last of them: reading an id
/// takes ten times as long as a match. A spy learns an article's docid in its own database: where several are
/// searched under one stub that says little, and ids are read at once.
class DateSpy : public Xapian::MatchSpy {
 public:
  DateSpy(const Xapian::Database& db, const MatchRequest& request)
      : db_(db),
        clock_(request.deadline),
        keep_(count_to_page_end(db, request)),
        stands_before_(db, request.sort) {}

  void operator()(const Xapian::Document& document, double /*weight*/) override {
    clock_.count();
    std::string order = document.get_value(slot_order);
    const bool is_full = heap_.size() == keep_;
    const bool ties = is_full && order == heap_.front().order;
    if (is_full && !ties && !stands_before_.by_day(order, heap_.front().order)) return;
    Dated seen{.docid = document.get_docid(), .order = std::move(order)};
    if (db_.size() > 1) seen.id = id_of(document);
    if (ties) {
      ties_.push_back(std::move(seen));
      return;
    }
    if (is_full) drop_last();
    heap_.push_back(std::move(seen));
    std::ranges::push_heap(heap_, ByDay{stands_before_});
  }

  [[nodiscard]] std::vector<Dated> first() const {
    std::vector<Dated> sorted = heap_;
    sorted.insert(sorted.end(), ties_.begin(), ties_.end());
    std::ranges::sort(sorted, stands_before_);
    if (db_.size() == 1) return sorted;
    for (Dated& article : sorted) article.docid = docid_of(db_, *article.id);
    return sorted;
  }
  [[nodiscard]] std::size_t seen_count() const { return clock_.seen_count(); }

 private:
  void drop_last() {
    std::ranges::pop_heap(heap_, ByDay{stands_before_});
    Dated last = std::move(heap_.back());
    heap_.pop_back();
    // One that stands before all the ties comes in its place.
    if (heap_.empty() || heap_.front().order != last.order) {
      ties_.clear();
    } else {
      ties_.push_back(std::move(last));
    }
  }

  const Xapian::Database& db_;
  DeadlineClock clock_;
  std::size_t keep_;
  StandsBefore stands_before_;
  std::vector<Dated> heap_;  // the last by day on top
  std::vector<Dated> ties_;  // of that one's day and instant
};

class CalendarMatch {
 public:
  CalendarMatch(const Xapian::Database& db, const Xapian::Query& query, const MatchRequest& request)
      : db_(db),
        query_(without_universal_terms(query, db)),
        request_(request),
        calendar_(*request.calendar),
        wanted_(count_to_page_end(db, request)) {}

  MatchResult run() {
    look_at_first();
    if (request_.sort == SortOrder::oldest) {
      take_page(in_order(oldest()), request_, result_);
    } else {
      const Docids found = newest();
      if (is_in_order(found)) {
        take_page(found, request_, result_);
      } else {
        take_page(in_order(found), request_, result_);
      }
    }
    return std::move(result_);
  }

 private:
  // Counts, and reads the first matches in docid order: enough for a page, all where they are few.
  void look_at_first() {
    const std::size_t counted = std::max<std::size_t>(wanted_, exact_count_up_to);
    if (!is_counted_already(query_) || !look_at(wanted_)) look_at(counted);
  }

  // Whether that gives an exact count.
  bool look_at(std::size_t at_least) {
    first_.clear();
    const std::optional<Xapian::MSet> matches = match(query_, at_least, at_least, first_);
    result_.count = {.number = first_.size(), .is_exact = false};
    if (!matches) return true;  // nor would another try
    is_all_ = first_.size() < at_least;
    if (!is_all_) result_.count.number = matches->get_matches_estimated();
    result_.count.is_exact =
        is_all_ || matches->get_matches_lower_bound() == matches->get_matches_upper_bound();
    return result_.count.is_exact;
  }

  // Appends at most `keep` docids, ascending. None when the deadline came first.
  std::optional<Xapian::MSet> match(const Xapian::Query& query, std::size_t at_least, std::size_t keep,
                                    Docids& found) {
    Xapian::Enquire enquire(db_);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    DocidSpy spy(request_.deadline, keep);
    enquire.add_matchspy(&spy);
    std::optional<Xapian::MSet> matches;
    try {
      const std::size_t articles = db_.get_doccount();
      matches = enquire.get_mset(0, 1, static_cast<Xapian::doccount>(std::min(at_least, articles)));
    } catch (const DeadlineReached&) {
      result_.was_cut = true;
    }
    found.insert(found.end(), spy.docids().begin(), spy.docids().end());
    return matches;
  }

  void collect(DateCut cut, std::size_t at_most, Docids& found) {
    if (cut.ranges.empty() || result_.was_cut) return;
    match({Xapian::Query::OP_FILTER, query_, docids_query(std::move(cut))}, at_most, at_most, found);
  }

  Docids newest() {
    if (first_.size() <= wanted_ && (is_all_ || result_.was_cut)) return first_;
    Docids found(first_.begin(), first_.begin() + static_cast<std::ptrdiff_t>(wanted_));
    DateCut others = out_of_order(found.back());
    if (!is_all_) {
      collect(std::move(others), db_.get_doccount(), found);
      return found;
    }
    for (auto docid = first_.begin() + static_cast<std::ptrdiff_t>(wanted_); docid != first_.end(); ++docid) {
      const auto holds = [docid](const DocidRange& range) { return range.holds(*docid); };
      if (std::ranges::any_of(others.ranges, holds)) found.push_back(*docid);
    }
    return found;
  }

  // Docids behind `last` whose articles may stand before it.
  [[nodiscard]] DateCut out_of_order(Xapian::docid last) const {
    const Calendar& calendar = calendar_.calendar();
    const auto days = calendar.days();
    DateCut cut{.articles = db_.get_doccount(), .is_exact = false};
    const auto add = [&cut, last](std::uint64_t begin, std::uint64_t end) {
      begin = std::max<std::uint64_t>(begin, std::uint64_t{last} + 1);
      if (begin < end)
        cut.ranges.push_back(
            {.first = static_cast<std::uint32_t>(begin), .size = static_cast<std::uint32_t>(end - begin)});
    };
    if (last >= calendar.first_overflow()) {
      add(last, calendar.next_overflow());
      return cut;
    }
    const CalendarDay& undated = calendar.undated();
    const bool is_undated = last >= undated.home.docids.first;
    CalendarSpan before{.begin = 0, .end = days.size()};
    if (is_undated) {
      if (undated.sorted < undated.home.used)
        add(std::uint64_t{undated.home.docids.first} + undated.sorted, undated.home.docids.end());
    } else {
      const CalendarSpan group = calendar_.group_of(last);
      before.end = group.end;
      if (!calendar_.uneven(group).empty())
        add(std::uint64_t{days[group.begin].home.docids.first} + days[group.begin].sorted,
            days[group.end - 1].home.docids.end());
    }
    const auto add_overflow = [&add](const CalendarDay& day) {
      for (const CalendarRange& range : day.overflow) add(range.docids.first, range.docids.end());
    };
    for (const std::uint32_t place : calendar_.uneven(before)) add_overflow(days[place]);
    if (is_undated) add_overflow(undated);
    std::ranges::sort(cut.ranges, {}, &DocidRange::first);
    return cut;
  }

  // Whether docid order is the order asked for, of docids that `newest` found.
  [[nodiscard]] bool is_in_order(const Docids& found) const {
    if (found.empty()) return true;
    const Calendar& calendar = calendar_.calendar();
    const CalendarDay& undated = calendar.undated();
    if (found.back() >= calendar.first_overflow()) return false;
    const bool is_undated = found.back() >= undated.home.docids.first;
    if (is_undated && !undated.is_in_order()) return false;
    const auto days = calendar.days();
    const auto groups = calendar_.uneven(
        {.begin = 0, .end = is_undated ? days.size() : calendar_.group_of(found.back()).end});
    return std::ranges::none_of(groups, [&](std::uint32_t place) {
      const DocidRange& home = days[place].home.docids;
      const auto docid = std::ranges::lower_bound(found, home.first);
      return docid != found.end() && home.holds(*docid);
    });
  }

  Docids oldest() {
    if (is_all_ || result_.was_cut) return first_;
    const auto days = calendar_.calendar().days();
    Docids found;
    // Twice the docids that should hold the page, were matches spread evenly; more each time they did not.
    std::uint64_t window = std::max<std::uint64_t>(
        2 * wanted_ * calendar_.calendar().next_overflow() / std::max<std::uint64_t>(result_.count.number, 1),
        64);
    for (std::size_t end = days.size(); end > 0 && found.size() < wanted_ && !result_.was_cut; window *= 4) {
      const std::uint64_t last = days[end - 1].home.docids.end();
      const std::uint64_t first = last - std::min(last, window);
      const auto inside = std::ranges::lower_bound(days.first(end), first, {}, [](const CalendarDay& day) {
        return std::uint64_t{day.home.docids.first};
      });
      const std::size_t place = std::min(static_cast<std::size_t>(inside - days.begin()), end - 1);
      const std::size_t begin = calendar_.group_at(place).begin;
      collect(calendar_.of_days({.begin = begin, .end = end}), db_.get_doccount(), found);
      end = begin;
    }
    if (found.size() < wanted_) add_undated(wanted_ - found.size(), found);
    return found;
  }

  void add_undated(std::size_t wanted, Docids& found) {
    const CalendarDay& undated = calendar_.calendar().undated();
    const DocidRange& home = undated.home.docids;
    const auto cut = [this](std::vector<DocidRange> ranges) {
      std::erase_if(ranges, [](const DocidRange& range) { return range.size == 0; });
      return DateCut{.ranges = std::move(ranges), .articles = db_.get_doccount(), .is_exact = false};
    };
    collect(cut({{.first = home.first, .size = undated.sorted}}), wanted, found);
    std::vector<DocidRange> others{
        {.first = home.first + undated.sorted, .size = home.size - undated.sorted}};
    for (const CalendarRange& range : undated.overflow) others.push_back(range.docids);
    std::ranges::sort(others, {}, &DocidRange::first);
    if (!undated.is_in_order()) collect(cut(std::move(others)), db_.get_doccount(), found);
  }

  [[nodiscard]] std::vector<Dated> in_order(Docids docids) const {
    std::ranges::sort(docids);
    std::vector<Dated> found;
    found.reserve(docids.size());
    auto value = db_.valuestream_begin(slot_order);
    const auto end = db_.valuestream_end(slot_order);
    for (const Xapian::docid docid : docids) {
      Dated dated{.docid = docid, .run = calendar_.run_of(docid)};
      if (value != end) value.skip_to(docid);
      if (value != end && value.get_docid() == docid) dated.order = *value;
      found.push_back(std::move(dated));
    }
    std::ranges::sort(found, StandsBefore(db_, request_.sort));
    return found;
  }

  const Xapian::Database& db_;
  Xapian::Query query_;
  const MatchRequest& request_;
  const CalendarReader& calendar_;
  std::size_t wanted_;
  Docids first_;         // the first matches in docid order
  bool is_all_ = false;  // whether there are no others
  MatchResult result_;
};

}  // namespace

MatchResult match_by_calendar(const Xapian::Database& db, const Xapian::Query& query,
                              const MatchRequest& request) {
  return CalendarMatch(db, query, request).run();
}

MatchResult match_by_values(const Xapian::Database& db, const Xapian::Query& query,
                            const MatchRequest& request) {
  Xapian::Enquire enquire(db);
  enquire.set_query(without_universal_terms(query, db));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  DateSpy spy(db, request);
  enquire.add_matchspy(&spy);
  MatchResult result;
  try {
    enquire.get_mset(0, 1, db.get_doccount());
  } catch (const DeadlineReached&) {
    result.was_cut = true;
  }
  result.count = {.number = spy.seen_count(), .is_exact = !result.was_cut};
  take_page(spy.first(), request, result);
  return result;
}

}  // namespace dateline
