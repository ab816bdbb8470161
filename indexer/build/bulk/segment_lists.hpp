// How what was logged of a segment's articles becomes the segment's lists. The log is by article; one
// counting sort makes it by term, the terms in byte order. One walk over that writes the run from its
// beginning to its end and adds each term to the term lists of its articles, which so come out sorted.
#pragma once

#include "indexer/build/bulk/byte_buffer.hpp"
#include "indexer/build/bulk/table_part.hpp"
#include "indexer/build/bulk/term_order.hpp"
#include "indexer/build/bulk/term_run.hpp"
#include "indexer/build/bulk/term_table.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dateline {

/// Where the positions of a term in an article are.
enum class PositionsKind : std::uint32_t { none, single, tag };

/// The wdf and a PositionsKind, in one.
inline constexpr int positions_kind_bits = 2;

struct LoggedTerm {
  TermNumber number = 0;
  std::uint32_t wdf_and_kind = 0;
  std::uint32_t positions = 0;  // single: the position; tag: where it begins in the log's `tags`
};

struct LoggedArticle {
  std::uint32_t docid = 0;
  std::uint32_t terms = 0;
  std::uint32_t length = 0;
  std::uint32_t slots = 0;  // a bit for each that is used
};

/// Docids ascend; each article has `terms` of the terms, one behind the other, each once.
struct LoggedSegment {
  std::span<const LoggedArticle> articles{};
  RawBuffer<LoggedTerm>& terms;
  const char* tags = nullptr;  // { string(position tag) }*, `slack_bytes` readable behind
};

/// May be used again: its memory is kept.
class SegmentLists {
 public:
  /// Appends the entries of all terms to `run`, and the term lists to `termlist`. Numbers are of `table`. The
  /// terms of the segment are lost: their memory is used for the term lists.
  void write(const LoggedSegment& segment, const TermTable& table, TermRun& run, TablePartWriter& termlist);

 private:
  struct TermPlace {
    std::uint32_t postings = 0;  // how many; then where the next goes
    std::uint32_t length = 0;
  };
  struct Posting {
    std::uint32_t article = 0;  // of the segment
    std::uint32_t wdf_and_kind = 0;
    std::uint32_t positions = 0;
  };
  /// A term list as far as it is written.
  struct OpenList {
    char* to = nullptr;
    const char* text = nullptr;  // of its last term
    std::uint64_t prefix = 0;
    std::uint32_t length = 0;
    std::uint32_t docid = 0;
  };
  struct Term {
    const char* text = nullptr;
    std::uint64_t prefix = 0;
    std::uint32_t length = 0;
  };

  void count_terms(const LoggedSegment& segment, const TermTable& table);
  std::size_t count_terms_of(std::span<const LoggedTerm> terms);
  void open_lists(std::span<const LoggedArticle> articles, ByteBuffer& termlists);
  void group_postings(const LoggedSegment& segment);
  void walk_terms(const TermTable& table, const char* tags, TermRun& run);
  void write_list(const Term& term, std::span<const Posting> postings, const char* tags, ByteBuffer& run);
  static void list_term(OpenList& list, const Term& term, std::uint32_t wdf);
  void write_termlists(std::span<const LoggedArticle> articles, const char* termlists,
                       TablePartWriter& termlist) const;

  std::vector<TermPlace> places_{};  // by term
  std::vector<TermNumber> used_{};
  TermOrder order_{};
  std::span<const SortedTerm> sorted_{};
  RawBuffer<Posting> postings_{};  // by term in byte order, then by article; more behind for looking ahead
  std::vector<OpenList> lists_{};  // by article
  std::vector<std::size_t> begins_{};  // of the lists, and where the last one may end
};

}  // namespace dateline
