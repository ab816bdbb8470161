// See deadline_spy.hpp.
#include "searcher/rank/deadline_spy.hpp"

#include "common/schema/fields.hpp"

#include <algorithm>
#include <utility>

namespace dateline {

namespace {

// Looking at the clock costs 20 ns; a match passes some million articles a second.
constexpr std::size_t clock_interval = 128;

// Undated articles (no value) come last in both orders of days.
struct IsBetter {
  SortOrder sort;

  bool operator()(const DeadlineSpy::Seen& a, const DeadlineSpy::Seen& b) const {
    if (a.weight != b.weight) return a.weight > b.weight;
    if (a.order != b.order) {
      if (a.order.empty() || b.order.empty()) return b.order.empty();
      return sort == SortOrder::oldest ? a.order < b.order : a.order > b.order;
    }
    return a.docid < b.docid;
  }
};

}  // namespace

void DeadlineSpy::operator()(const Xapian::Document& document, double weight) {
  if (++seen_count_ % clock_interval == 0 && std::chrono::steady_clock::now() > deadline_)
    throw DeadlineReached{};
  if (keep_ == 0) return;
  const bool goes_by_day = sort_ != SortOrder::relevance;
  Seen seen{.docid = document.get_docid(),
            .weight = goes_by_day ? 0 : weight,
            .order = goes_by_day ? document.get_value(slot_order) : std::string()};
  const IsBetter is_better{sort_};
  if (heap_.size() == keep_) {
    if (!is_better(seen, heap_.front())) return;
    std::ranges::pop_heap(heap_, is_better);
    heap_.pop_back();
  }
  heap_.push_back(std::move(seen));
  std::ranges::push_heap(heap_, is_better);
}

std::vector<DeadlineSpy::Seen> DeadlineSpy::best() const {
  std::vector<Seen> sorted = heap_;
  std::ranges::sort(sorted, IsBetter{sort_});
  return sorted;
}

}  // namespace dateline
