// See segment_log.hpp.
#include "indexer/build/bulk/segment_log.hpp"

#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/position_list.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <numeric>
#include <utility>

namespace dateline {

namespace {

constexpr std::size_t sample_bytes = std::size_t{64} << 10;

// Exactly; most are two to four bytes.
void copy_short(char* to, const char* from, std::size_t bytes) {
  if (bytes <= 4) {
    for (std::size_t i = 0; i < bytes; ++i) to[i] = from[i];
  } else {
    std::memcpy(to, from, bytes);
  }
}

std::uint64_t prefix_of(std::string_view term) {
  std::uint64_t prefix = 0;
  std::memcpy(&prefix, term.data(), std::min<std::size_t>(term.size(), sizeof prefix));
  return std::endian::native == std::endian::little ? __builtin_bswap64(prefix) : prefix;
}

struct SortKey {
  std::uint64_t prefix = 0;
  TermNumber number = 0;
};

}  // namespace

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

void SegmentLog::add_term(TermNumber number, std::uint32_t wdf, std::span<const std::uint32_t> positions) {
  LoggedArticle& article = articles_.back();
  article.length += wdf;
  statistics_.greatest_wdf = std::max(statistics_.greatest_wdf, wdf);
  const std::uint32_t wdf_and_flag = wdf << 1 | (positions.empty() ? 0U : 1U);
  terms_.push_back({.number = number, .wdf_and_flag = wdf_and_flag});
  if (number >= counts_.size()) counts_.resize(std::max<std::size_t>(number + 1, counts_.size() * 2));
  TermCounts& counts = counts_[number];
  std::size_t bytes = wdf_and_flag < 0x80 ? 1 : uint_bytes(wdf_and_flag);
  if (counts.documents++ == 0) {
    counts.first_docid = article.docid;
    used_.push_back(number);
  } else {
    const std::uint32_t gap = article.docid - counts.last_docid;
    bytes += gap < 0x80 ? 1 : uint_bytes(gap);
  }
  counts.last_docid = article.docid;
  counts.sum_of_wdf += wdf;
  if (!positions.empty()) bytes += add_tag(positions);
  counts.list_bytes += static_cast<std::uint32_t>(bytes);
}

// Returns its bytes, those of its length included.
std::size_t SegmentLog::add_tag(std::span<const std::uint32_t> positions) {
  char* const begin = tags_.room(max_uint_bytes + max_position_bytes(positions.size()) + slack_bytes);
  char* end =
      positions.size() == 1 ? put_uint(begin + 1, positions.front()) : put_positions(begin + 1, positions);
  const auto tag_bytes = static_cast<std::size_t>(end - begin - 1);
  if (tag_bytes < 0x80) {  // as nearly every tag
    *begin = static_cast<char>(tag_bytes);
  } else {
    std::memmove(begin + uint_bytes(tag_bytes), begin + 1, tag_bytes);
    end = put_uint(begin, tag_bytes) + tag_bytes;
  }
  tags_.end_at(end);
  return static_cast<std::size_t>(end - begin);
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
  for (const TermNumber number : used_) counts_[number] = {};
  used_.clear();
  terms_.clear();
  articles_.clear();
  tags_.clear();
  values_.clear();
  bounds_.clear();
  lengths_ = {};
  statistics_ = {};
}

void SegmentLog::sort_terms(const TermTable& table) {
  std::vector<SortKey> keys(used_.size());
  std::size_t text_bytes = 0;
  for (std::size_t i = 0; i < used_.size(); ++i) {
    const std::string_view text = table.text(used_[i]);
    keys[i] = {.prefix = prefix_of(text), .number = used_[i]};
    text_bytes += text.size();
  }
  std::ranges::sort(keys, [&table](const SortKey& a, const SortKey& b) {
    return a.prefix != b.prefix ? a.prefix < b.prefix : table.text(a.number) < table.text(b.number);
  });
  order_.resize(keys.size());
  rank_.resize(table.size());
  sorted_.resize(keys.size());
  sorted_texts_.clear();
  sorted_texts_.reserve(text_bytes + slack_bytes);
  for (std::uint32_t rank = 0; rank < keys.size(); ++rank) {
    const TermNumber number = keys[rank].number;
    const std::string_view text = table.text(number);
    order_[rank] = number;
    rank_[number] = rank;
    sorted_[rank] = {.prefix = keys[rank].prefix,
                     .begin = static_cast<std::uint32_t>(sorted_texts_.size()),
                     .length = static_cast<std::uint32_t>(text.size())};
    sorted_texts_ += text;
  }
  sorted_texts_.append(slack_bytes, '\0');
}

// Writes the run but for the lists of terms, for which it leaves room.
void SegmentLog::lay_out(TermRun& run) {
  const auto begin_entry = [&run](std::string_view key, const TermCounts& counts) {
    if (run.samples.empty() || run.bytes.size() - run.samples.back().offset >= sample_bytes)
      run.samples.push_back({.key = std::string(key), .offset = run.bytes.size()});
    char* to = run.bytes.room(key.size() + 5 * max_uint_bytes + slack_bytes);
    to = put_uint(to, key.size());
    std::memcpy(to, key.data(), key.size());
    to = put_uint(to + key.size(), counts.documents);
    to = put_uint(to, counts.sum_of_wdf);
    to = put_uint(to, counts.first_docid);
    run.bytes.end_at(put_uint(to, counts.list_bytes));
  };
  const auto append_list = [&](std::string_view key, const DocidList& list) {
    begin_entry(key, {.documents = list.documents,
                      .first_docid = list.first_docid,
                      .list_bytes = static_cast<std::uint32_t>(list.bytes.size())});
    run.bytes.append(list.bytes);
  };
  std::map<std::string, const DocidList*> value_lists;  // in the order of their keys
  for (const auto& [slot, list] : values_) {
    std::string key(value_key_prefix);
    append_uint(key, slot);
    value_lists.emplace(std::move(key), &list);
  }
  for (const auto& [key, list] : value_lists) append_list(key, *list);
  append_list(document_lengths_key, lengths_);
  places_.resize(rank_.size());
  for (std::size_t rank = 0; rank < order_.size(); ++rank) {
    const TermCounts& counts = counts_[order_[rank]];
    begin_entry({sorted_texts_.data() + sorted_[rank].begin, sorted_[rank].length}, counts);
    places_[order_[rank]] = {.at = static_cast<std::uint32_t>(run.bytes.size()),
                             .last_docid = counts.first_docid};
    run.bytes.extend(counts.list_bytes);
  }
  run.bytes.room(slack_bytes);
}

void SegmentLog::fill_lists(TermRun& run) {
  // Lists lie close together: what is copied with slack would run into the next, which may be written
  // already. So only a whole step that fits is copied without a call.
  const char* tag = tags_.data();
  const LoggedTerm* term = terms_.data();
  const LoggedTerm* const last = term + terms_.size();
  for (const LoggedArticle& article : articles_) {
    for (const LoggedTerm* const end = term + article.terms; term != end; ++term) {
      if (last - term > 8) __builtin_prefetch(&places_[term[8].number]);
      ListPlace& place = places_[term->number];
      char* to = run.bytes.data() + place.at;
      const char* const begin = to;
      if (article.docid != place.last_docid) to = put_uint(to, article.docid - place.last_docid);
      to = put_uint(to, term->wdf_and_flag);
      if ((term->wdf_and_flag & 1U) != 0) {
        const char* const tag_begin = tag;
        const std::uint64_t bytes = take_uint(tag);
        tag += bytes;
        const auto whole = static_cast<std::size_t>(tag - tag_begin);
        copy_short(to, tag_begin, whole);
        to += whole;
      }
      place.last_docid = article.docid;
      place.at += static_cast<std::uint32_t>(to - begin);
    }
  }
}

// By rank, into article_ranks_. A byte at a time, least first: twice as fast as comparing.
void SegmentLog::sort_article_terms(std::span<const LoggedTerm> terms) {
  constexpr std::size_t few = 48;
  article_ranks_.resize(terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i)
    article_ranks_[i] = std::uint64_t{rank_[terms[i].number]} << 32 | terms[i].wdf_and_flag >> 1;
  if (terms.size() < few) {
    std::ranges::sort(article_ranks_);
    return;
  }
  ranks_aside_.resize(terms.size());
  for (unsigned shift = 32; shift < 32U + static_cast<unsigned>(std::bit_width(order_.size())); shift += 8) {
    std::array<std::uint32_t, 256> counts{};
    for (const std::uint64_t rank : article_ranks_) ++counts[rank >> shift & 0xFF];
    std::exclusive_scan(counts.begin(), counts.end(), counts.begin(), std::uint32_t{0});
    for (const std::uint64_t rank : article_ranks_) ranks_aside_[counts[rank >> shift & 0xFF]++] = rank;
    article_ranks_.swap(ranks_aside_);
  }
}

// termlist.glass (glass_termlisttable.cc): uint(document length) uint(terms), then the terms. The first is
// string(term) uint(wdf); each next shares `reused` bytes with the one before it, of length P:
//   q = (wdf + 1) * (P + 1) + reused;  if wdf < 127 and q < 256: q u8 | left u8 | tail
//   else reused u8 | left u8 | tail | uint(wdf)
// No bytes at all for an article without terms.
void SegmentLog::append_termlist(std::string& tag, const LoggedArticle& article) const {
  constexpr std::size_t most_bytes_a_term = 2 + 255 + max_uint_bytes + slack_bytes;
  tag.clear();
  if (article_ranks_.empty()) return;
  append_uint(tag, article.length);
  append_uint(tag, article.terms);
  const std::size_t begin = tag.size();
  std::size_t text_bytes = 0;
  for (const std::uint64_t entry : article_ranks_) text_bytes += sorted_[entry >> 32].length + 12;
  tag.resize(begin + text_bytes + most_bytes_a_term);
  char* to = tag.data() + begin;
  const SortedTerm* before = nullptr;
  for (const std::uint64_t entry : article_ranks_) {
    const SortedTerm& term = sorted_[entry >> 32];
    const std::uint64_t wdf = entry & 0xFFFF'FFFF;
    const char* text = sorted_texts_.data() + term.begin;
    if (before == nullptr) {
      *to++ = static_cast<char>(term.length);
      copy_with_slack(to, text, term.length);
      to = put_uint(to + term.length, wdf);
      before = &term;
      continue;
    }
    std::size_t reused = static_cast<std::size_t>(std::countl_zero(before->prefix ^ term.prefix)) / 8;
    const std::size_t most = std::min(before->length, term.length);
    if (reused == sizeof term.prefix) {
      const char* other = sorted_texts_.data() + before->begin;
      while (reused < most && text[reused] == other[reused]) ++reused;
    }
    reused = std::min(reused, most);
    const std::size_t left = term.length - reused;
    const std::uint64_t packed = (wdf + 1) * (before->length + 1) + reused;
    const bool is_packed = wdf < 127 && packed < 256;
    *to++ = static_cast<char>(is_packed ? packed : reused);
    *to++ = static_cast<char>(left);
    copy_with_slack(to, text + reused, left);
    to += left;
    if (!is_packed) to = put_uint(to, wdf);
    before = &term;
  }
  tag.resize(static_cast<std::size_t>(to - tag.data()));
}

void SegmentLog::write_termlists(TablePartWriter& termlist) {
  std::string key;
  std::string tag;
  std::span<const LoggedTerm> rest(terms_);
  for (const LoggedArticle& article : articles_) {
    sort_article_terms(rest.first(article.terms));
    rest = rest.subspan(article.terms);
    append_termlist(tag, article);
    key.clear();
    append_sortable(key, article.docid);
    termlist.add(key, tag);
    if (article.slots == 0) continue;
    key += '\0';
    tag.clear();
    unsigned next = 0;
    for (unsigned slot = 0; slot < 32; ++slot) {
      if ((article.slots >> slot & 1U) == 0) continue;
      append_uint(tag, slot - next);
      next = slot + 1;
    }
    termlist.add(key, tag);
  }
}

TermRun SegmentLog::write(const TermTable& table, TablePartWriter& termlist) {
  TermRun run;
  sort_terms(table);
  lay_out(run);
  fill_lists(run);
  write_termlists(termlist);
  return run;
}

}  // namespace dateline
