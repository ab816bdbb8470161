// See merge.hpp.
#include "indexer/build/bulk/merge.hpp"

#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/postlist_writer.hpp"

#include <algorithm>
#include <memory>

namespace dateline {

namespace {

struct Source {
  std::unique_ptr<RunReader> reader;
  std::size_t number = 0;  // of the run
};

// The heap's top has the least key, and of equal ones the first run.
bool comes_later(const Source& a, const Source& b) {
  const int order = a.reader->key().compare(b.reader->key());
  return order != 0 ? order > 0 : a.number > b.number;
}

/// The entries of all runs with the least key that is left.
class EntryMerger {
 public:
  EntryMerger(const std::vector<StoredRun>& runs, const MergePart& part) : to_(part.to) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      auto reader = std::make_unique<RunReader>(runs[i], part.from);
      if (!is_over(*reader)) heap_.push_back({.reader = std::move(reader), .number = i});
    }
    std::ranges::make_heap(heap_, comes_later);
  }

  /// False at the end of the part. `entries` are in the order of the runs.
  bool next(std::vector<RunReader*>& entries) {
    for (Source& source : taken_) {
      source.reader->next_entry();
      if (is_over(*source.reader)) continue;
      heap_.push_back(std::move(source));
      std::ranges::push_heap(heap_, comes_later);
    }
    taken_.clear();
    entries.clear();
    while (!heap_.empty() &&
           (taken_.empty() || heap_.front().reader->key() == taken_.front().reader->key())) {
      std::ranges::pop_heap(heap_, comes_later);
      taken_.push_back(std::move(heap_.back()));
      heap_.pop_back();
      entries.push_back(taken_.back().reader.get());
    }
    return !entries.empty();
  }

 private:
  [[nodiscard]] bool is_over(const RunReader& reader) const {
    return reader.is_at_end() || (!to_.empty() && reader.key() >= to_);
  }

  std::string to_;
  std::vector<Source> heap_;
  std::vector<Source> taken_;
};

void write_values(PostlistWriter& writer, const std::vector<RunReader*>& entries) {
  const char* slot = entries.front()->key().data() + value_key_prefix.size();
  writer.begin_values(static_cast<unsigned>(take_uint(slot)));
  RunReader::Value value;
  for (RunReader* entry : entries) {
    while (entry->next(value)) writer.add_value(value.docid, value.value);
  }
  writer.end_values();
}

void write_whole(PostlistWriter& writer, std::uint32_t docid, std::string_view list) {
  const char* at = list.data();
  const char* const end = at + list.size();
  while (true) {
    const std::uint64_t wdf_and_flag = take_uint(at);
    writer.add(docid, wdf_and_flag >> 1);
    if ((wdf_and_flag & 1U) != 0) {
      const auto bytes = static_cast<std::size_t>(take_uint(at));
      writer.add_positions(docid, {at, bytes});
      at += bytes;
    }
    if (at == end) return;
    docid += static_cast<std::uint32_t>(take_uint(at));
  }
}

void write_postings(PostlistWriter& writer, RunReader& entry) {
  if (const auto list = entry.whole_list()) {
    write_whole(writer, entry.first_docid(), *list);
    return;
  }
  RunReader::Posting posting;
  while (entry.next(posting)) {
    writer.add(posting.docid, posting.wdf);
    if (posting.has_positions) writer.add_positions(posting.docid, posting.tag);
  }
}

void write_list(PostlistWriter& writer, const std::vector<RunReader*>& entries) {
  const std::string& key = entries.front()->key();
  if (key.starts_with(value_key_prefix)) {
    write_values(writer, entries);
    return;
  }
  if (key == document_lengths_key) {
    writer.begin_lengths();
  } else {
    std::uint64_t documents = 0;
    std::uint64_t sum_of_wdf = 0;
    for (const RunReader* entry : entries) {
      documents += entry->documents();
      sum_of_wdf += entry->sum_of_wdf();
    }
    writer.begin_term(key, documents, sum_of_wdf);
  }
  for (RunReader* entry : entries) write_postings(writer, *entry);
  writer.end();
}

}  // namespace

std::vector<MergePart> plan_merge(const std::vector<StoredRun>& runs, std::uint64_t part_bytes) {
  std::uint64_t all_bytes = 0;
  std::vector<std::string_view> keys;
  for (const StoredRun& run : runs) {
    all_bytes += run.bytes();
    for (const RunSample& sample : run.samples()) keys.push_back(sample.key);
  }
  std::ranges::sort(keys);
  const std::uint64_t parts = std::max<std::uint64_t>(1, all_bytes / part_bytes);
  std::vector<MergePart> plan(1);
  for (std::uint64_t part = 1; part < parts; ++part) {
    const std::string_view key = keys[static_cast<std::size_t>(keys.size() * part / parts)];
    if (key <= plan.back().from) continue;
    plan.back().to = key;
    plan.push_back({.from = std::string(key)});
  }
  return plan;
}

void merge_runs(const std::vector<StoredRun>& runs, const MergePart& part, TablePartWriter& postlist,
                TablePartWriter& position) {
  EntryMerger merger(runs, part);
  PostlistWriter writer(postlist, position);
  std::vector<RunReader*> entries;
  while (merger.next(entries)) write_list(writer, entries);
}

}  // namespace dateline
