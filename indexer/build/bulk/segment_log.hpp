// What a segment's articles have, noted in the order in which it comes; at the end it becomes the segment's
// lists (segment_lists.hpp).
#pragma once

#include "indexer/build/bulk/byte_buffer.hpp"
#include "indexer/build/bulk/segment_lists.hpp"
#include "indexer/build/bulk/table_part.hpp"
#include "indexer/build/bulk/term_run.hpp"
#include "indexer/build/bulk/term_table.hpp"
#include "indexer/build/bulk/version_file.hpp"

#include <cstddef>
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
  /// Room for `count` terms of the article, each to be set to what `log_term` returns. Until the next call.
  LoggedTerm* extend(std::size_t count) { return terms_.extend(count); }
  /// Each term of the article once; `positions` ascend and are distinct.
  LoggedTerm log_term(TermNumber number, std::uint32_t wdf, std::span<const std::uint32_t> positions) {
    LoggedTerm term{.number = number, .wdf_and_kind = wdf << positions_kind_bits};
    if (positions.empty()) return term;
    if (positions.size() == 1) {  // as most
      term.wdf_and_kind |= static_cast<std::uint32_t>(PositionsKind::single);
      term.positions = positions.front();
    } else {
      term.wdf_and_kind |= static_cast<std::uint32_t>(PositionsKind::tag);
      term.positions = add_tag(positions);
    }
    return term;
  }
  void add_value(unsigned slot, std::string_view value);
  void end_article();

  /// The run of all that was logged, and the term lists into `termlist`. Numbers are of `table`. Then only
  /// `clear`.
  TermRun write(const TermTable& table, TablePartWriter& termlist);
  /// About what it takes in memory.
  [[nodiscard]] std::size_t bytes() const { return terms_.size() * sizeof(LoggedTerm) + tags_.size(); }
  [[nodiscard]] const DatabaseStatistics& statistics() const { return statistics_; }
  [[nodiscard]] std::map<unsigned, ValueBounds> value_bounds() const;
  /// Forgets the articles, keeping the memory.
  void clear();

 private:
  struct DocidList {  // of a value slot, or of the lengths: as the run has it
    std::string bytes{};
    std::uint32_t first_docid = 0;
    std::uint32_t last_docid = 0;
    std::uint32_t documents = 0;

    void begin_entry(std::uint32_t docid);
  };
  /// Returns where it begins in `tags_`.
  std::uint32_t add_tag(std::span<const std::uint32_t> positions);
  void write_values(TermRun& run) const;

  RawBuffer<LoggedTerm> terms_{};
  std::vector<LoggedArticle> articles_{};
  ByteBuffer tags_{};  // { string(position tag) }*
  std::map<unsigned, DocidList> values_{};
  std::map<unsigned, ValueBounds> bounds_{};
  DocidList lengths_{};
  DatabaseStatistics statistics_{};
  std::size_t article_begin_ = 0;  // in `terms_`
  SegmentLists lists_{};
};

}  // namespace dateline
