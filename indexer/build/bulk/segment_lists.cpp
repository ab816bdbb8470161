// See segment_lists.hpp.
#include "indexer/build/bulk/segment_lists.hpp"

#include "indexer/build/bulk/pack.hpp"

#include <algorithm>
#include <bit>
#include <string>
#include <string_view>
#include <utility>

namespace dateline {

namespace {

// What is looked at next lies anywhere: it is asked for so many terms or postings before.
constexpr std::size_t terms_ahead = 8;
constexpr std::size_t lists_ahead = 32;
constexpr std::size_t list_ends_ahead = 12;
constexpr std::ptrdiff_t counters_ahead = 32;
constexpr std::ptrdiff_t postings_ahead = 12;

constexpr std::uint32_t kind_mask = (1U << positions_kind_bits) - 1;
constexpr std::size_t most_number_bytes = 5;  // of 32 bits
// Without a tag of several positions: gap, wdf, and one position with its length.
constexpr std::size_t most_posting_bytes = 3 * most_number_bytes + 1;

PositionsKind kind_of(std::uint32_t wdf_and_kind) {
  return static_cast<PositionsKind>(wdf_and_kind & kind_mask);
}

std::uint32_t wdf_of(std::uint32_t wdf_and_kind) {
  return wdf_and_kind >> positions_kind_bits;
}

// As the run has it: uint(wdf << 1 | has positions).
std::uint32_t wdf_and_flag(std::uint32_t wdf_and_kind) {
  return wdf_of(wdf_and_kind) << 1 | ((wdf_and_kind & kind_mask) != 0 ? 1U : 0U);
}

// For so many bytes of tags there is room before it is asked for.
constexpr std::size_t tags_room = std::size_t{4} << 10;
constexpr std::size_t likely_posting_bytes = 5;

// Bytes that the two terms begin with alike, of eight or more the same.
std::uint32_t common_bytes_of_long(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t common = std::min(most, sizeof(SortedTerm::prefix));
  while (common < most && a[common] == b[common]) ++common;
  return static_cast<std::uint32_t>(common);
}

char* put_single_position(char* to, std::uint32_t position) {
  char* const end = put_short_uint(to + 1, position);
  *to = static_cast<char>(end - to - 1);
  return end;
}

}  // namespace

// Returns bytes that suffice for their term list.
std::size_t SegmentLists::count_terms_of(std::span<const LoggedTerm> terms) {
  std::size_t bytes = 2 * most_number_bytes;
  for (const LoggedTerm& term : terms) {
    TermPlace& place = places_[term.number];
    ++place.postings;
    bytes += place.length + (wdf_of(term.wdf_and_kind) < 0x80 ? 3 : 2 + most_number_bytes);
  }
  return bytes + slack_bytes;
}

// Finds the terms that are used and how long the term lists can be.
void SegmentLists::count_terms(const LoggedSegment& segment, const TermTable& table) {
  places_.resize(table.size());
  for (TermNumber number = 0; number < places_.size(); ++number)
    places_[number] = {.length = static_cast<std::uint32_t>(table.text(number).size())};
  begins_.assign(1, 0);
  std::span<const LoggedTerm> rest(segment.terms.data(), segment.terms.size());
  for (const LoggedArticle& article : segment.articles) {
    begins_.push_back(begins_.back() + count_terms_of(rest.first(article.terms)));
    rest = rest.subspan(article.terms);
  }
  used_.clear();
  for (TermNumber number = 0; number < places_.size(); ++number) {
    if (places_[number].postings > 0) used_.push_back(number);
  }
}

void SegmentLists::open_lists(std::span<const LoggedArticle> articles, ByteBuffer& termlists) {
  termlists.clear();
  char* const begin = termlists.room(begins_.back());
  lists_.clear();
  for (std::size_t i = 0; i < articles.size(); ++i) {
    char* to = begin + begins_[i];
    if (articles[i].terms > 0) to = put_uint(put_uint(to, articles[i].length), articles[i].terms);
    lists_.push_back({.to = to, .docid = articles[i].docid});
  }
}

void SegmentLists::group_postings(const LoggedSegment& segment) {
  std::uint32_t next = 0;
  for (const SortedTerm& term : sorted_)
    next += std::exchange(places_[term.number].postings, next);  // how many -> where they begin
  postings_.clear();
  Posting* const postings = postings_.extend(segment.terms.size() + lists_ahead);
  std::fill_n(postings + segment.terms.size(), lists_ahead, Posting{});
  const LoggedTerm* term = segment.terms.data();
  const LoggedTerm* const last = term + segment.terms.size();
  for (std::uint32_t article = 0; article < segment.articles.size(); ++article) {
    for (const LoggedTerm* const end = term + segment.articles[article].terms; term != end; ++term) {
      if (last - term > counters_ahead) __builtin_prefetch(&places_[term[counters_ahead].number], 1);
      if (last - term > postings_ahead)
        __builtin_prefetch(&postings[places_[term[postings_ahead].number].postings], 1);
      postings[places_[term->number].postings++] = {
          .article = article, .wdf_and_kind = term->wdf_and_kind, .positions = term->positions};
    }
  }
}

// termlist.glass (glass_termlisttable.cc): uint(document length) uint(terms), then the terms. The first is
// string(term) uint(wdf); each next shares `reused` bytes with the one before it, of length P:
//   q = (wdf + 1) * (P + 1) + reused;  if wdf < 127 and q < 256: q u8 | left u8 | tail
//   else reused u8 | left u8 | tail | uint(wdf)
// No bytes at all for an article without terms.
inline void SegmentLists::list_term(OpenList& list, const Term& term, std::uint32_t wdf) {
  char* to = list.to;
  const std::uint32_t length_before = list.length;
  const std::uint64_t different = term.prefix ^ list.prefix;
  std::uint32_t reused = 0;
  if (different != 0) {
    const auto common = static_cast<std::uint32_t>(std::countl_zero(different)) / 8;
    reused = std::min(common, std::min(term.length, length_before));
  } else {
    reused = common_bytes_of_long({term.text, term.length}, {list.text, length_before});
  }
  list.text = term.text;
  list.prefix = term.prefix;
  list.length = term.length;
  const std::uint32_t left = term.length - reused;
  // Below 256 only with a wdf below 127, as a term before it has a byte at least.
  const std::uint64_t packed = (std::uint64_t{wdf} + 1) * (length_before + 1) + reused;
  if (length_before > 0) {
    *to++ = static_cast<char>(packed < 256 ? packed : reused);
  }
  *to++ = static_cast<char>(left);
  copy_with_slack(to, term.text + reused, left);
  to += left;
  if (packed >= 256 || length_before == 0) to = put_uint(to, wdf);
  list.to = to;
}

// `postings` is followed by `lists_ahead` more that may be read.
void SegmentLists::write_list(const Term& long_lived_term, std::span<const Posting> postings,
                              const char* tags, ByteBuffer& run) {
  // Copies of our own: what is written are chars, which to the compiler might be anything.
  const Term term = long_lived_term;
  OpenList* const lists = lists_.data();
  char* to = run.room(postings.size() * most_posting_bytes + tags_room + slack_bytes);
  std::size_t room_for_tags = tags_room;
  std::uint32_t last_docid = lists[postings.front().article].docid;
  for (const Posting *posting = postings.data(), *const end = posting + postings.size(); posting != end;
       ++posting) {
    __builtin_prefetch(&lists[posting[lists_ahead].article], 1);
    __builtin_prefetch(lists[posting[list_ends_ahead].article].to, 1);
    prefetch(tags, posting[list_ends_ahead].positions);  // no more than a guess for those without a tag
    const std::uint32_t wdf_and_kind = posting->wdf_and_kind;
    const std::uint32_t positions = posting->positions;
    OpenList& list = lists[posting->article];
    const std::uint32_t docid = list.docid;
    if (docid != last_docid) to = put_short_uint(to, docid - last_docid);
    last_docid = docid;
    to = put_uint(to, wdf_and_flag(wdf_and_kind));
    if (kind_of(wdf_and_kind) == PositionsKind::single) {
      to = put_single_position(to, positions);
    } else if (kind_of(wdf_and_kind) == PositionsKind::tag) {
      const char* at = tags + positions;
      const auto tag_bytes = static_cast<std::size_t>(take_uint(at));
      const auto whole = static_cast<std::size_t>(at - (tags + positions)) + tag_bytes;
      if (whole > room_for_tags) {
        run.end_at(to);
        to = run.room(static_cast<std::size_t>(end - posting) * most_posting_bytes + whole + tags_room +
                      slack_bytes);
        room_for_tags = whole + tags_room;
      }
      room_for_tags -= whole;
      copy_with_slack(to, tags + positions, whole);
      to += whole;
    }
    list_term(list, term, wdf_of(wdf_and_kind));
  }
  run.end_at(to);
}

void SegmentLists::walk_terms(const TermTable& table, const char* tags, TermRun& run) {
  const Posting* posting = postings_.data();
  const char* const texts = table.size() > 0 ? table.text(0).data() : nullptr;
  for (std::size_t rank = 0; rank < sorted_.size(); ++rank) {
    if (rank + terms_ahead < sorted_.size()) {
      __builtin_prefetch(&places_[sorted_[rank + terms_ahead].number]);
      __builtin_prefetch(texts + sorted_[rank + terms_ahead].begin);
    }
    const TermPlace& place = places_[sorted_[rank].number];
    const Term term{
        .text = texts + sorted_[rank].begin, .prefix = sorted_[rank].prefix, .length = place.length};
    const Posting* const end = postings_.data() + place.postings;
    const std::span<const Posting> postings(posting, end);
    std::uint64_t sum_of_wdf = 0;
    for (const Posting& one : postings) sum_of_wdf += wdf_of(one.wdf_and_kind);
    const std::size_t likely_bytes = likely_posting_bytes * postings.size();
    const std::size_t begin = begin_entry(run, {term.text, term.length},
                                          {.documents = postings.size(),
                                           .sum_of_wdf = sum_of_wdf,
                                           .first_docid = lists_[posting->article].docid},
                                          likely_bytes);
    write_list(term, postings, tags, run.bytes);
    end_entry(run, begin, likely_bytes);
    posting = end;
  }
}

void SegmentLists::write_termlists(std::span<const LoggedArticle> articles, const char* termlists,
                                   TablePartWriter& termlist) const {
  std::string key;
  std::string slots;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const LoggedArticle& article = articles[i];
    const char* const begin = termlists + begins_[i];
    key.clear();
    append_sortable(key, article.docid);
    termlist.add(key, {begin, static_cast<std::size_t>(lists_[i].to - begin)});
    if (article.slots == 0) continue;
    key += '\0';
    slots.clear();
    unsigned next = 0;
    for (unsigned slot = 0; slot < 32; ++slot) {
      if ((article.slots >> slot & 1U) == 0) continue;
      append_uint(slots, slot - next);
      next = slot + 1;
    }
    termlist.add(key, slots);
  }
}

void SegmentLists::write(const LoggedSegment& segment, const TermTable& table, TermRun& run,
                         TablePartWriter& termlist) {
  count_terms(segment, table);
  sorted_ = order_.sort(used_, table);
  group_postings(segment);
  open_lists(segment.articles, segment.terms.bytes());
  walk_terms(table, segment.tags, run);
  write_termlists(segment.articles, segment.terms.bytes().data(), termlist);
}

}  // namespace dateline
