// See segment_log.hpp.
#include "indexer/build/bulk/segment_log.hpp"

#include "common/error.hpp"
#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/position_list.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

namespace dateline {

void ValueBounds::add(std::string_view value) {
  if (documents == 0 || value < lower) lower = value;
  if (documents == 0 || value > upper) upper = value;
  ++documents;
}

void ValueBounds::add(const ValueBounds& other) {
  if (other.documents == 0) return;
  if (documents == 0 || other.lower < lower) lower = other.lower;
  if (documents == 0 || other.upper > upper) upper = other.upper;
  documents += other.documents;
}

void SegmentLog::DocidList::begin_entry(std::uint32_t docid) {
  if (documents == 0) {
    first_docid = docid;
  } else {
    append_uint(bytes, docid - last_docid);
  }
  last_docid = docid;
  ++documents;
}

void SegmentLog::begin_article(std::uint32_t docid) {
  article_begin_ = terms_.size();
  articles_.push_back({.docid = docid});
}

std::uint32_t SegmentLog::add_tag(std::span<const std::uint32_t> positions) {
  const std::size_t begins_at = tags_.size();
  if (begins_at > std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorKind::internal, "a segment's positions take more than 4 GB");
  char* const begin = tags_.room(max_uint_bytes + max_position_bytes(positions.size()) + slack_bytes);
  char* end = put_positions(begin + 1, positions);
  const auto tag_bytes = static_cast<std::size_t>(end - begin - 1);
  if (tag_bytes < 0x80) {  // as nearly every tag
    *begin = static_cast<char>(tag_bytes);
  } else {
    std::memmove(begin + uint_bytes(tag_bytes), begin + 1, tag_bytes);
    end = put_uint(begin, tag_bytes) + tag_bytes;
  }
  tags_.end_at(end);
  return static_cast<std::uint32_t>(begins_at);
}

void SegmentLog::add_value(unsigned slot, std::string_view value) {
  LoggedArticle& article = articles_.back();
  assert(slot < 32);
  article.slots |= 1U << slot;
  DocidList& list = values_[slot];
  list.begin_entry(article.docid);
  append_counted(list.bytes, value);
  bounds_[slot].add(value);
}

void SegmentLog::end_article() {
  LoggedArticle& article = articles_.back();
  article.terms = static_cast<std::uint32_t>(terms_.size() - article_begin_);
  for (std::size_t i = article_begin_; i < terms_.size(); ++i) {
    const std::uint32_t wdf = terms_.data()[i].wdf_and_kind >> positions_kind_bits;
    article.length += wdf;
    statistics_.greatest_wdf = std::max(statistics_.greatest_wdf, wdf);
  }
  lengths_.begin_entry(article.docid);
  append_uint(lengths_.bytes, std::uint64_t{article.length} << 1);
  ++statistics_.documents;
  statistics_.last_docid = article.docid;
  statistics_.sum_of_lengths += article.length;
  statistics_.greatest_length = std::max(statistics_.greatest_length, article.length);
  if (article.length > 0 && (statistics_.least_length == 0 || article.length < statistics_.least_length))
    statistics_.least_length = article.length;
}

std::map<unsigned, ValueBounds> SegmentLog::value_bounds() const {
  return bounds_;
}

void SegmentLog::clear() {
  terms_.clear();
  articles_.clear();
  tags_.clear();
  values_.clear();
  bounds_.clear();
  lengths_ = {};
  statistics_ = {};
}

// All keys of values and lengths come before those of terms.
void SegmentLog::write_values(TermRun& run) const {
  const auto append_list = [&run](std::string_view key, const DocidList& list) {
    const std::size_t begin = begin_entry(
        run, key, {.documents = list.documents, .first_docid = list.first_docid}, list.bytes.size());
    run.bytes.append(list.bytes);
    end_entry(run, begin, list.bytes.size());
  };
  std::map<std::string, const DocidList*> value_lists;  // in the order of their keys
  for (const auto& [slot, list] : values_) {
    std::string key(value_key_prefix);
    append_uint(key, slot);
    value_lists.emplace(std::move(key), &list);
  }
  for (const auto& [key, list] : value_lists) append_list(key, *list);
  append_list(document_lengths_key, lengths_);
}

TermRun SegmentLog::write(const TermTable& table, TablePartWriter& termlist) {
  TermRun run;
  write_values(run);
  tags_.room(slack_bytes);
  lists_.write({.articles = articles_, .terms = terms_, .tags = tags_.data()}, table, run, termlist);
  run.bytes.room(slack_bytes);
  return run;
}

}  // namespace dateline
