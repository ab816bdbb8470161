// See segment_builder.hpp.
#include "indexer/build/bulk/segment_builder.hpp"

#include "indexer/build/article_terms.hpp"
#include "indexer/build/bulk/pack.hpp"

#include <algorithm>
#include <utility>

namespace dateline {

void merge_statistics(DatabaseStatistics& all, const DatabaseStatistics& one) {
  all.documents += one.documents;
  all.last_docid = std::max(all.last_docid, one.last_docid);
  if (one.least_length > 0 && (all.least_length == 0 || one.least_length < all.least_length))
    all.least_length = one.least_length;
  all.greatest_length = std::max(all.greatest_length, one.greatest_length);
  all.greatest_wdf = std::max(all.greatest_wdf, one.greatest_wdf);
  all.sum_of_lengths += one.sum_of_lengths;
}

BuiltSegment SegmentBuilder::build(const BulkInput& input, std::size_t segment) {
  const auto place = segment == 0 ? PartPlace::begins_table : PartPlace::follows;
  TablePartWriter termlist(place, std::move(termlist_memory_));
  TablePartWriter docdata(place, std::move(docdata_memory_));
  BuiltSegment done;
  std::string key;
  input.read(segment, [&](const BulkArticle& article) {
    add(article, termlist, done);
    key.clear();
    append_sortable(key, article.docid);
    if (!article.data.empty())
      docdata.add(key, article.data);  // as Xapian does: its check refuses empty ones
  });
  if (has_open_run_) close_run(termlist, done);
  done.termlist = termlist.finish();
  done.docdata = docdata.finish();
  return done;
}

void SegmentBuilder::add(const BulkArticle& article, TablePartWriter& termlist, BuiltSegment& done) {
  if (prose_bytes(article.article) > plan_.large_text_bytes) {
    if (has_open_run_) close_run(termlist, done);
    LargeRuns large = large_.invert(article, termlist);
    std::ranges::move(large.runs, std::back_inserter(done.runs));
    merge_statistics(done.statistics, large.statistics);
    for (const auto& [slot, bounds] : large.values) done.values[slot].add(bounds);
    return;
  }
  has_open_run_ = true;
  inverter_.add(article.docid, article.article, article.file_term, article.revision);
  if (inverter_.term_count() <= plan_.run_terms && inverter_.logged_bytes() <= plan_.log_bytes) return;
  close_run(termlist, done);
  done.runs.back().move_to(file_);  // nobody counts how many a segment gives
}

void SegmentBuilder::close_run(TablePartWriter& termlist, BuiltSegment& done) {
  InvertedRun inverted = inverter_.finish(termlist);
  done.runs.emplace_back(std::move(inverted.run));
  merge_statistics(done.statistics, inverted.statistics);
  for (const auto& [slot, bounds] : inverted.values) done.values[slot].add(bounds);
  has_open_run_ = false;
}

}  // namespace dateline
