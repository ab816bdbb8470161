// See merge.hpp.
#include "indexer/build/bulk/merge.hpp"

#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/postlist_writer.hpp"

#include <algorithm>
#include <memory>

namespace dateline {

namespace {

struct Source {
  RunReader* reader = nullptr;
  std::size_t number = 0;  // of the run
};

bool has_same_key(const RunReader& a, const RunReader& b) {
  return a.key_prefix() == b.key_prefix() && a.key() == b.key();
}

// The heap's top has the least key, and of equal ones the first run.
bool comes_later(const Source& a, const Source& b) {
  if (a.reader->key_prefix() != b.reader->key_prefix())
    return a.reader->key_prefix() > b.reader->key_prefix();
  const int order = a.reader->key().compare(b.reader->key());
  return order != 0 ? order > 0 : a.number > b.number;
}

/// The entries of all runs with the least key that is left.
class EntryMerger {
 public:
  EntryMerger(const std::vector<StoredRun>& runs, const MergePart& part, std::size_t window_bytes)
      : to_(part.to) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      readers_.push_back(std::make_unique<RunReader>(runs[i], part.from, window_bytes));
      if (is_over(*readers_.back())) {
        readers_.back().reset();
      } else {
        heap_.push_back({.reader = readers_.back().get(), .number = i});
      }
    }
    std::ranges::make_heap(heap_, comes_later);
  }

  /// False at the end of the part. `entries` are in the order of the runs.
  bool next(std::vector<RunReader*>& entries) {
    for (const Source& source : taken_) {
      source.reader->next_entry();
      if (is_over(*source.reader)) {
        readers_[source.number].reset();  // its window is memory
        continue;
      }
      heap_.push_back(source);
      std::ranges::push_heap(heap_, comes_later);
    }
    taken_.clear();
    entries.clear();
    while (!heap_.empty() &&
           (taken_.empty() || has_same_key(*heap_.front().reader, *taken_.front().reader))) {
      std::ranges::pop_heap(heap_, comes_later);
      taken_.push_back(heap_.back());
      heap_.pop_back();
      entries.push_back(taken_.back().reader);
    }
    return !entries.empty();
  }

 private:
  [[nodiscard]] bool is_over(const RunReader& reader) const {
    return reader.is_at_end() || (!to_.empty() && reader.key() >= to_);
  }

  std::string to_;
  std::vector<std::unique_ptr<RunReader>> readers_;
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

void write_postings(PostlistWriter& writer, RunReader& entry) {
  if (const auto list = entry.whole_list()) {
    writer.add_list(entry.first_docid(), *list);
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

void merge_runs(const std::vector<StoredRun>& runs, const MergePart& part, std::size_t window_bytes,
                TablePartWriter& postlist, TablePartWriter& position) {
  EntryMerger merger(runs, part, window_bytes);
  PostlistWriter writer(postlist, position);
  std::vector<RunReader*> entries;
  while (merger.next(entries)) write_list(writer, entries);
}

}  // namespace dateline
