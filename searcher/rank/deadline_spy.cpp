// See deadline_spy.hpp.
#include "searcher/rank/deadline_spy.hpp"

#include "searcher/rank/article_ids.hpp"

#include <algorithm>
#include <utility>

namespace dateline {

namespace {

// Looking at the clock costs 20 ns; a match passes some million articles a second.
constexpr std::size_t clock_interval = 128;

bool is_better_seen(const DeadlineSpy::Seen& a, const DeadlineSpy::Seen& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.docid < b.docid;
}

}  // namespace

bool DeadlineSpy::is_better(const Kept& a, const Kept& b) {
  return is_better_seen(a.seen, b.seen);
}

void DeadlineClock::count() {
  if (++seen_count_ % clock_interval == 0 && std::chrono::steady_clock::now() > deadline_)
    throw DeadlineReached{};
}

void DeadlineSpy::operator()(const Xapian::Document& document, double weight) {
  clock_.count();
  if (keep_ == 0) return;
  Kept kept{.seen = {.docid = document.get_docid(), .weight = weight}, .id = {}};
  if (heap_.size() == keep_) {
    if (!is_better(kept, heap_.front())) return;
    std::ranges::pop_heap(heap_, is_better);
    heap_.pop_back();
  }
  if (db_.size() > 1) kept.id = id_of(document);
  heap_.push_back(std::move(kept));
  std::ranges::push_heap(heap_, is_better);
}

std::vector<DeadlineSpy::Seen> DeadlineSpy::best() const {
  std::vector<Seen> sorted;
  for (const Kept& kept : heap_) {
    sorted.push_back(kept.seen);
    if (db_.size() > 1) sorted.back().docid = docid_of(db_, kept.id);
  }
  std::ranges::sort(sorted, is_better_seen);
  return sorted;
}

void DocidSpy::operator()(const Xapian::Document& document, double /*weight*/) {
  clock_.count();
  if (docids_.size() < keep_) docids_.push_back(document.get_docid());
}

}  // namespace dateline
