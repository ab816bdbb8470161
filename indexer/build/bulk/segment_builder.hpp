// Turns the articles of one segment, docids ascending, into finished leaf blocks of the tables that are
// ordered by docid, and into runs for those that are ordered by term: one, unless it has too many terms for
// that or articles that are very large.
#pragma once

#include "indexer/build/bulk/bulk_builder.hpp"
#include "indexer/build/bulk/inverter.hpp"
#include "indexer/build/bulk/large_article.hpp"
#include "indexer/build/bulk/run_reader.hpp"
#include "indexer/build/bulk/table_part.hpp"
#include "indexer/build/memory_plan.hpp"

#include <map>
#include <vector>

namespace dateline {

struct BuiltSegment {
  TablePart termlist{};
  TablePart docdata{};
  std::vector<StoredRun> runs{};  // in the order of their docids
  DatabaseStatistics statistics{};
  std::map<unsigned, ValueBounds> values{};  // by slot
};

void merge_statistics(DatabaseStatistics& all, const DatabaseStatistics& one);

/// Belongs to one thread.
class SegmentBuilder {
 public:
  /// `file` outlives it, and what it builds.
  SegmentBuilder(const MemoryPlan& plan, RunFile& file)
      : plan_(plan),
        file_(file),
        inverter_(analyser_, plan.kept_terms),
        large_(analyser_, plan.sorting_bytes, file) {}

  BuiltSegment build(const BulkInput& input, std::size_t segment);
  /// The emptied memory of blocks of an earlier segment, to be used again.
  void take_back(ByteBuffer&& termlist, ByteBuffer&& docdata) {
    termlist_memory_ = std::move(termlist);
    docdata_memory_ = std::move(docdata);
  }

 private:
  void add(const BulkArticle& article, TablePartWriter& termlist, BuiltSegment& done);
  void close_run(TablePartWriter& termlist, BuiltSegment& done);

  MemoryPlan plan_;
  RunFile& file_;
  Analyser analyser_{};
  Inverter inverter_;
  LargeArticle large_;
  ByteBuffer termlist_memory_{};
  ByteBuffer docdata_memory_{};
  bool has_open_run_ = false;
};

}  // namespace dateline
