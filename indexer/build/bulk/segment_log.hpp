// The terms of a segment's articles, in the order in which they came, and how they become the segment's
// lists: every list of the run and every term list is written in one pass, at a place known from counts.
#pragma once

#include "indexer/build/bulk/byte_buffer.hpp"
#include "indexer/build/bulk/table_part.hpp"
#include "indexer/build/bulk/term_run.hpp"
#include "indexer/build/bulk/term_table.hpp"
#include "indexer/build/bulk/version_file.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// The statistics that Xapian keeps of a value slot.
struct ValueBounds {
  std::uint32_t documents = 0;
  std::string lower{};
  std::string upper{};

  void add(std::string_view value);
  void add(const ValueBounds& other);
};

class SegmentLog {
 public:
  void begin_article(std::uint32_t docid);
  /// Each term of the article once; `positions` ascend, the same may come twice.
  void add_term(TermNumber number, std::uint32_t wdf, std::span<const std::uint32_t> positions);
  void add_value(unsigned slot, std::string_view value);
  void end_article();

  /// The run of all that was logged, and the term lists into `termlist`. Numbers are of `table`.
  TermRun write(const TermTable& table, TablePartWriter& termlist);
  [[nodiscard]] const DatabaseStatistics& statistics() const { return statistics_; }
  [[nodiscard]] std::map<unsigned, ValueBounds> value_bounds() const;
  /// Forgets the articles, keeping the memory.
  void clear();
  /// The numbers of terms begin anew. Only after `clear`.
  void forget_terms() { counts_.clear(); }

 private:
  struct TermCounts {
    std::uint32_t documents = 0;
    std::uint32_t first_docid = 0;
    std::uint32_t last_docid = 0;
    std::uint32_t list_bytes = 0;
    std::uint64_t sum_of_wdf = 0;
  };
  struct LoggedTerm {
    TermNumber number = 0;
    std::uint32_t wdf_and_flag = 0;  // wdf << 1 | has positions
  };
  struct LoggedArticle {
    std::uint32_t docid = 0;
    std::uint32_t terms = 0;
    std::uint32_t length = 0;
    std::uint32_t slots = 0;  // a bit for each that is used
  };
  struct DocidList {  // of a value slot, or of the lengths: as the run has it
    std::string bytes{};
    std::uint32_t first_docid = 0;
    std::uint32_t last_docid = 0;
    std::uint32_t documents = 0;

    void begin_entry(std::uint32_t docid);
  };
  struct SortedTerm {
    std::uint64_t prefix = 0;  // its first eight bytes, big-endian
    std::uint32_t begin = 0;   // in `sorted_texts_`
    std::uint32_t length = 0;
  };
  struct ListPlace {
    std::uint32_t at = 0;  // in the run
    std::uint32_t last_docid = 0;
  };

  std::size_t add_tag(std::span<const std::uint32_t> positions);
  void sort_terms(const TermTable& table);
  void lay_out(TermRun& run);
  void fill_lists(TermRun& run);
  void write_termlists(TablePartWriter& termlist);
  void sort_article_terms(std::span<const LoggedTerm> terms);
  void append_termlist(std::string& tag, const LoggedArticle& article) const;

  std::vector<TermCounts> counts_{};  // by term
  std::vector<TermNumber> used_{};    // terms of this segment
  std::vector<LoggedTerm> terms_{};
  std::vector<LoggedArticle> articles_{};
  ByteBuffer tags_{};  // { string(position tag) }*
  std::map<unsigned, DocidList> values_{};
  std::map<unsigned, ValueBounds> bounds_{};
  DocidList lengths_{};
  DatabaseStatistics statistics_{};
  std::size_t article_begin_ = 0;  // in `terms_`

  std::vector<TermNumber> order_{};    // terms in byte order
  std::vector<std::uint32_t> rank_{};  // of each term in it
  std::vector<SortedTerm> sorted_{};
  std::string sorted_texts_{};
  std::vector<ListPlace> places_{};             // by term
  std::vector<std::uint64_t> article_ranks_{};  // rank << 32 | wdf
  std::vector<std::uint64_t> ranks_aside_{};
};

}  // namespace dateline
