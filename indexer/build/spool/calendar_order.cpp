// See calendar_order.hpp. Dates are ordered in memory; the articles of one date by what is read of them when
// their segment is built.
#include "indexer/build/spool/calendar_order.hpp"

#include "common/schema/stored.hpp"
#include "indexer/build/article_terms.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace dateline {

namespace {

// Newest first, then by id: the order within a date.
struct OrderKey {
  std::int64_t instant = 0;
  std::string id{};

  friend bool operator<(const OrderKey& a, const OrderKey& b) {
    return a.instant != b.instant ? a.instant > b.instant : a.id < b.id;
  }
};

OrderKey order_key(const Article& article) {
  const std::int64_t instant =
      article.published ? instant_of(*article.published).time_since_epoch().count() : 0;
  return {.instant = instant, .id = article.id};
}

struct OrderedArticle {
  OrderKey key{};
  BulkArticle article{};
  StoredParts parts{};  // empty when its data is packed already
};

OrderedArticle read_article(const ArticleSpool& spool, ArticleSpool::Number number) {
  SpooledArticle spooled;
  spool.read(number, spooled);
  OrderedArticle read{
      .article = {.file_term = file_term(spool.entries()[number].file_hash), .revision = spooled.revision}};
  read.article.data = spooled.packed;
  if (spooled.packed.empty()) read.parts = spooled.parts;
  read.article.article = read_parts(parts_of(std::move(spooled))).article;
  read.key = order_key(read.article.article);
  return read;
}

OrderKey read_key(const ArticleSpool& spool, ArticleSpool::Number number) {
  SpooledArticle spooled;
  spool.read(number, spooled);
  return order_key(read_metadata(spooled).article);
}

}  // namespace

CalendarOrder::CalendarOrder(const ArticleSpool& spool, std::uint64_t segment_bytes) : spool_(spool) {
  order_by_date();
  cut(segment_bytes);
}

void CalendarOrder::order_by_date() {
  std::map<PackedDate, std::size_t, std::greater<>> places;  // counts, then where the next one goes
  for (const SpoolEntry& entry : spool_.entries()) {
    if (entry.bytes > 0) ++places[entry.date];
  }
  std::vector<DayCount> days;
  std::uint32_t undated = 0;
  for (const auto& [date, count] : places) {
    if (date == 0) {
      undated = static_cast<std::uint32_t>(count);
    } else {
      days.push_back({.date = unpack_date(date), .articles = static_cast<std::uint32_t>(count)});
    }
  }
  calendar_ = plan_calendar(days, undated);
  std::size_t begin = 0;
  for (auto& [date, count] : places) {
    const auto first = calendar_.first_docid(date == 0 ? std::nullopt : std::optional(unpack_date(date)));
    dates_.push_back({.begin = begin, .end = begin + count, .first_docid = first, .is_sorted = count == 1});
    begin += std::exchange(count, begin);
  }
  numbers_.resize(begin);
  for (ArticleSpool::Number number = 0; number < spool_.entries().size(); ++number) {
    const SpoolEntry& entry = spool_.entries()[number];
    if (entry.bytes > 0) numbers_[places[entry.date]++] = number;
  }
}

std::uint64_t CalendarOrder::bytes_of(const Stretch& stretch) const {
  std::uint64_t bytes = 0;
  for (std::size_t i = stretch.begin; i < stretch.end; ++i)
    bytes += spool_.unpacked_record_bytes(numbers_[i]);
  return bytes;
}

void CalendarOrder::cut(std::uint64_t segment_bytes) {
  std::uint64_t bytes = segment_bytes;  // of the last segment
  for (const Stretch& date : dates_) {
    const std::uint64_t more = bytes_of(date);
    if (more > segment_bytes) {
      cut_large(date, segment_bytes);
      bytes = segment_bytes;
      continue;
    }
    if (bytes + more > segment_bytes) {
      segments_.emplace_back();
      bytes = 0;
    }
    segments_.back().push_back(date);
    bytes += more;
  }
}

// All undated articles, for one: sorted here, then cut anywhere.
void CalendarOrder::cut_large(Stretch date, std::uint64_t segment_bytes) {
  std::vector<std::pair<OrderKey, ArticleSpool::Number>> keys;
  for (std::size_t i = date.begin; i < date.end; ++i)
    keys.emplace_back(read_key(spool_, numbers_[i]), numbers_[i]);
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 0; i < keys.size(); ++i) numbers_[date.begin + i] = keys[i].second;
  const std::size_t end = date.end;
  date.is_sorted = true;
  for (date.end = date.begin; date.end < end;) {
    std::uint64_t bytes = 0;
    while (date.end < end && bytes < segment_bytes)
      bytes += spool_.unpacked_record_bytes(numbers_[date.end++]);
    segments_.push_back({date});
    date.first_docid += static_cast<std::uint32_t>(date.end - date.begin);
    date.begin = date.end;
  }
}

std::uint64_t CalendarOrder::largest_article(std::size_t segment) const {
  std::uint64_t largest = 0;
  for (const Stretch& stretch : segments_[segment]) {
    for (std::size_t i = stretch.begin; i < stretch.end; ++i)
      largest = std::max(largest, spool_.unpacked_record_bytes(numbers_[i]));
  }
  return largest;
}

void CalendarOrder::read(std::size_t segment, const std::function<void(const BulkArticle&)>& take) const {
  std::vector<OrderedArticle> articles;  // of one date, when they are not sorted yet
  for (const Stretch& stretch : segments_[segment]) {
    std::uint32_t docid = stretch.first_docid;
    // Packed when it is taken: who looks at a few articles of a date does not pay for all.
    const auto take_at_next = [&](OrderedArticle& read) {
      if (read.article.data.empty()) read.article.data = pack_stored(read.parts);
      read.article.docid = docid++;
      take(read.article);
    };
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      OrderedArticle read = read_article(spool_, numbers_[i]);
      if (stretch.is_sorted) {
        take_at_next(read);
      } else {
        articles.push_back(std::move(read));
      }
    }
    std::sort(articles.begin(), articles.end(),
              [](const OrderedArticle& a, const OrderedArticle& b) { return a.key < b.key; });
    for (auto& ordered : articles) take_at_next(ordered);
    articles.clear();
  }
}

}  // namespace dateline
