// Inverts an article that is too large to be kept in memory beside its terms: what it gives is sorted in
// pieces, which go to the file of runs, and the pieces are merged.
//
//   piece     = run of one docid (term_run.hpp), but for its tags
//   tag       = { uint(position - position before) }*      of a piece; before the first: 0
//
// The article's lists then go to runs of their own: several, one stretch of the terms each, behind each
// other.
#pragma once

#include "indexer/build/article_terms.hpp"
#include "indexer/build/bulk/bulk_builder.hpp"
#include "indexer/build/bulk/run_reader.hpp"
#include "indexer/build/bulk/segment_log.hpp"
#include "indexer/build/bulk/table_part.hpp"
#include "indexer/build/bulk/term_run.hpp"
#include "indexer/build/bulk/term_table.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct LargeRuns {
  std::vector<StoredRun> runs{};
  DatabaseStatistics statistics{};
  std::map<unsigned, ValueBounds> values{};  // by slot
};

/// Not for use by two threads at once.
class LargeArticle : private ArticleTerms {
 public:
  /// Takes about `sorting_bytes` in memory, beside an article and its term list. `file` outlives it, and the
  /// runs.
  LargeArticle(Analyser& analyser, std::size_t sorting_bytes, RunFile& file)
      : ArticleTerms(analyser), sorting_bytes_(sorting_bytes), file_(file) {}

  /// Its term list goes into `termlist`. Throws Error(io).
  LargeRuns invert(const BulkArticle& article, TablePartWriter& termlist);

 private:
  struct Occurrence {
    TermNumber number = 0;
    std::uint32_t position = 0;
  };
  /// Puts the terms of all pieces behind each other.
  class TermMerger;

  void add_boolean(std::string_view term) override { number_of(term); }
  void add_posting(std::string_view term, std::uint32_t position, unsigned wdf) override;
  void add_term(std::string_view term, unsigned wdf) override { wdfs_[number_of(term)] += wdf; }
  void add_value(unsigned slot, std::string_view value) override { values_.emplace(slot, value); }

  TermNumber number_of(std::string_view term);
  [[nodiscard]] bool is_full() const;
  void write_piece();
  void group_positions();
  void append_entry(TermRun& run, std::string_view key, std::uint64_t wdf, std::string_view list) const;
  void append_values(TermRun& run, std::uint64_t length) const;
  void close_run(TermRun& run, LargeRuns& done);
  void add_termlist(std::string_view terms, TablePartWriter& termlist) const;

  std::size_t sorting_bytes_;
  RunFile& file_;
  std::uint32_t docid_ = 0;
  TermTable table_{};
  std::size_t table_text_bytes_ = 0;
  std::vector<std::uint32_t> wdfs_{};  // by term
  std::vector<Occurrence> occurrences_{};
  std::vector<std::size_t> group_ends_{};  // in `positions_`, by term
  std::vector<std::uint32_t> positions_{};
  std::map<unsigned, std::string> values_{};  // by slot
  std::vector<StoredRun> pieces_{};
};

}  // namespace dateline
