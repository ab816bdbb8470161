// See large_article.hpp.
#include "indexer/build/bulk/large_article.hpp"

#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/position_list.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <span>
#include <utility>

namespace dateline {

namespace {

// What a term takes but for its text: in the table, here, and while it is sorted.
constexpr std::size_t bytes_a_term = 80;
// Of a run that the article's lists go to.
constexpr std::size_t most_run_bytes = std::size_t{8} << 20;

void append_posting(std::string& list, std::uint64_t wdf, std::string_view tag) {
  append_uint(list, wdf << 1 | (tag.empty() ? 0U : 1U));
  if (!tag.empty()) append_counted(list, tag);
}

void append_deltas(std::string& tag, std::span<const std::uint32_t> positions) {
  std::uint32_t before = 0;
  for (const std::uint32_t position : positions) append_uint(tag, position - std::exchange(before, position));
}

void take_deltas(std::string_view tag, std::vector<std::uint32_t>& positions) {
  std::uint32_t position = 0;
  const char* at = tag.data();
  while (at != tag.data() + tag.size()) {
    position += static_cast<std::uint32_t>(take_uint(at));
    positions.push_back(position);
  }
}

// As glass keeps them. `positions` ascend; the same may come again.
void pack_positions(std::vector<std::uint32_t>& positions, std::string& tag) {
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  tag.clear();
  if (positions.empty()) return;
  tag.resize(max_position_bytes(positions.size()) + slack_bytes);
  const char* const end = put_positions(tag.data(), positions);
  tag.resize(static_cast<std::size_t>(end - tag.data()));
}

/// The terms of an article as termlist.glass keeps them (segment_lists.cpp has the grammar), but for the two
/// counts in front. Terms come in byte order.
class TermlistWriter {
 public:
  void add(std::string_view term, std::uint64_t wdf) {
    ++count_;
    if (count_ == 1) {
      terms_ += static_cast<char>(term.size());
      terms_ += term;
      append_uint(terms_, wdf);
    } else {
      const auto apart = std::ranges::mismatch(before_, term);
      const auto reused = static_cast<std::size_t>(apart.in1 - before_.begin());
      const std::uint64_t packed = (wdf + 1) * (before_.size() + 1) + reused;
      const bool is_packed = wdf < 127 && packed < 256;
      terms_ += static_cast<char>(is_packed ? packed : reused);
      terms_ += static_cast<char>(term.size() - reused);
      terms_ += term.substr(reused);
      if (!is_packed) append_uint(terms_, wdf);
    }
    before_ = term;
  }

  /// Of an article of that length.
  std::string take(std::uint64_t length) {
    std::string counts;
    append_uint(counts, length);
    append_uint(counts, count_);
    terms_.insert(0, counts);
    return std::move(terms_);
  }

 private:
  std::string terms_;
  std::string before_;
  std::uint64_t count_ = 0;
};

}  // namespace

class LargeArticle::TermMerger {
 public:
  explicit TermMerger(const std::vector<StoredRun>& pieces) {
    for (const StoredRun& piece : pieces) {
      readers_.push_back(std::make_unique<RunReader>(piece, ""));
      order_.push_back(readers_.size() - 1);
    }
    std::ranges::make_heap(order_, [this](std::size_t a, std::size_t b) { return comes_later(a, b); });
  }

  /// False at the end. Positions ascend.
  bool next() {
    if (order_.empty()) return false;
    key_ = readers_[order_.front()]->key();
    wdf_ = 0;
    positions_.clear();
    const auto later = [this](std::size_t a, std::size_t b) { return comes_later(a, b); };
    while (!order_.empty() && readers_[order_.front()]->key() == key_) {
      std::ranges::pop_heap(order_, later);
      RunReader& reader = *readers_[order_.back()];
      RunReader::Posting posting;
      reader.next(posting);
      wdf_ += posting.wdf;
      if (posting.has_positions) take_deltas(posting.tag, positions_);
      reader.next_entry();
      if (reader.is_at_end()) {
        order_.pop_back();
      } else {
        std::ranges::push_heap(order_, later);
      }
    }
    return true;
  }

  [[nodiscard]] const std::string& key() const { return key_; }
  [[nodiscard]] std::uint64_t wdf() const { return wdf_; }
  [[nodiscard]] std::vector<std::uint32_t>& positions() { return positions_; }

 private:
  // Of equal terms the earlier piece has the lower positions.
  [[nodiscard]] bool comes_later(std::size_t a, std::size_t b) const {
    const int order = readers_[a]->key().compare(readers_[b]->key());
    return order != 0 ? order > 0 : a > b;
  }

  std::vector<std::unique_ptr<RunReader>> readers_;
  std::vector<std::size_t> order_;  // a heap: the least first
  std::string key_;
  std::uint64_t wdf_ = 0;
  std::vector<std::uint32_t> positions_;
};

TermNumber LargeArticle::number_of(std::string_view term) {
  if (is_full()) write_piece();
  const TermNumber number = table_.find_or_add(term, hash_term(term));
  if (number == wdfs_.size()) {
    wdfs_.push_back(0);
    table_text_bytes_ += term.size();
  }
  return number;
}

void LargeArticle::add_posting(std::string_view term, std::uint32_t position, unsigned wdf) {
  const TermNumber number = number_of(term);
  wdfs_[number] += wdf;
  occurrences_.push_back({.number = number, .position = position});
}

// An occurrence is here, then among the grouped positions, then in the piece.
bool LargeArticle::is_full() const {
  const std::size_t bytes = table_.size() * bytes_a_term + 2 * table_text_bytes_ +
                            occurrences_.size() * (sizeof(Occurrence) + 2 * sizeof(std::uint32_t));
  return bytes > sorting_bytes_;
}

void LargeArticle::group_positions() {
  group_ends_.assign(table_.size() + 1, 0);
  for (const Occurrence& occurrence : occurrences_) ++group_ends_[occurrence.number + 1];
  std::partial_sum(group_ends_.begin(), group_ends_.end(), group_ends_.begin());
  positions_.resize(occurrences_.size());
  for (const Occurrence& occurrence : occurrences_)
    positions_[group_ends_[occurrence.number]++] = occurrence.position;
}

void LargeArticle::append_entry(TermRun& run, std::string_view key, std::uint64_t wdf,
                                std::string_view list) const {
  const std::size_t begin =
      begin_entry(run, key, {.documents = 1, .sum_of_wdf = wdf, .first_docid = docid_}, list.size());
  run.bytes.append(list);
  end_entry(run, begin, list.size());
}

void LargeArticle::write_piece() {
  group_positions();
  std::vector<TermNumber> order(table_.size());
  std::iota(order.begin(), order.end(), TermNumber{0});
  std::ranges::sort(order, {}, [this](TermNumber number) { return table_.text(number); });
  TermRun piece;
  std::string list;
  std::string tag;
  for (const TermNumber number : order) {
    const std::size_t begin = number == 0 ? 0 : group_ends_[number - 1];  // each end has moved to the next's
    tag.clear();
    append_deltas(tag, std::span(positions_).subspan(begin, group_ends_[number] - begin));
    list.clear();
    append_posting(list, wdfs_[number], tag);
    append_entry(piece, table_.text(number), wdfs_[number], list);
  }
  pieces_.emplace_back(std::move(piece)).move_to(file_);
  table_.clear();
  table_text_bytes_ = 0;
  wdfs_.clear();
  occurrences_.clear();
}

void LargeArticle::close_run(TermRun& run, LargeRuns& done) {
  if (run.samples.empty()) return;
  run.bytes.room(slack_bytes);
  done.runs.emplace_back(std::exchange(run, TermRun{})).move_to(file_);
}

void LargeArticle::append_values(TermRun& run, std::uint64_t length) const {
  std::map<std::string, std::string> lists;  // in the order of their keys
  for (const auto& [slot, value] : values_) {
    std::string key(value_key_prefix);
    append_uint(key, slot);
    append_counted(lists[key], value);
  }
  append_uint(lists[std::string(document_lengths_key)], length << 1);
  for (const auto& [key, list] : lists) append_entry(run, key, 0, list);
}

LargeRuns LargeArticle::invert(const BulkArticle& article, TablePartWriter& termlist) {
  docid_ = article.docid;
  values_.clear();
  describe(article.article, article.file_term, article.revision);
  write_piece();
  table_ = {};
  wdfs_ = {};
  occurrences_ = {};
  positions_ = {};
  LargeRuns done{.statistics = {.documents = 1, .last_docid = docid_}};
  for (const auto& [slot, value] : values_) done.values[slot].add(value);
  std::uint64_t length = 0;
  std::uint64_t greatest_wdf = 0;
  TermlistWriter terms;
  TermRun run;
  std::string list;
  std::string tag;
  for (TermMerger merger(pieces_); merger.next();) {
    terms.add(merger.key(), merger.wdf());
    length += merger.wdf();
    greatest_wdf = std::max(greatest_wdf, merger.wdf());
    pack_positions(merger.positions(), tag);
    list.clear();
    append_posting(list, merger.wdf(), tag);
    append_entry(run, merger.key(), merger.wdf(), list);
    if (run.bytes.size() >= most_run_bytes) close_run(run, done);
  }
  close_run(run, done);
  pieces_.clear();
  append_values(run, length);
  close_run(run, done);
  done.statistics.greatest_wdf = static_cast<std::uint32_t>(greatest_wdf);
  done.statistics.sum_of_lengths = length;
  done.statistics.least_length = done.statistics.greatest_length = static_cast<std::uint32_t>(length);
  add_termlist(terms.take(length), termlist);
  return done;
}

// As segment_lists.cpp writes them.
void LargeArticle::add_termlist(std::string_view terms, TablePartWriter& termlist) const {
  std::string key;
  append_sortable(key, docid_);
  termlist.add(key, terms);
  if (values_.empty()) return;
  std::string slots;
  unsigned next = 0;
  for (const auto& [slot, value] : values_) append_uint(slots, slot - std::exchange(next, slot + 1));
  key += '\0';
  termlist.add(key, slots);
}

}  // namespace dateline
