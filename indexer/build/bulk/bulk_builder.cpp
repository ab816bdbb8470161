// See bulk_builder.hpp.
#include "indexer/build/bulk/bulk_builder.hpp"

#include "common/error.hpp"
#include "indexer/build/bulk/merge.hpp"
#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/run_reader.hpp"
#include "indexer/build/bulk/segment_builder.hpp"
#include "indexer/parallel/memory_gate.hpp"
#include "indexer/parallel/turns.hpp"
#include "indexer/publish/durable.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

namespace {

constexpr std::string_view metadata_key_prefix{"\0\xC0", 2};
constexpr std::string_view value_bounds_key_prefix{"\0\xD0", 2};

std::string value_bounds_key(unsigned slot) {
  std::string key(value_bounds_key_prefix);
  append_uint_last(key, slot);
  return key;
}

std::string value_bounds_tag(const ValueBounds& bounds) {
  std::string tag;
  append_uint(tag, bounds.documents);
  append_counted(tag, bounds.lower);
  if (bounds.upper != bounds.lower) tag += bounds.upper;
  return tag;
}

class BulkBuilder {
 public:
  BulkBuilder(const std::filesystem::path& directory, const BulkInput& input, const BulkOptions& options)
      : directory_(directory), input_(input), options_(options) {}

  DatabaseStatistics build() {
    std::filesystem::create_directory(directory_);
    DatabaseTables tables;
    invert(tables);
    merge(tables);
    write_durably(directory_ / "iamglass", version_file(options_.uuid, tables, statistics_));
    return statistics_;
  }

 private:
  /// What a thread's blocks are in, part after part.
  struct MergeMemory {
    ByteBuffer postlist{};
    ByteBuffer position{};
  };

  void invert(DatabaseTables& tables) {
    TableFile termlist(directory_ / "termlist.glass");
    TableFile docdata(directory_ / "docdata.glass");
    if (input_.segments == 0) termlist.append(TablePartWriter(PartPlace::begins_table).finish());
    const unsigned threads = options_.memory.inverting_threads(options_.threads);
    std::vector<std::unique_ptr<SegmentBuilder>> builders(threads);
    Turns turns;
    MemoryGate gate(options_.memory.inverting_bytes);
    const auto invert_segment = [&](unsigned number, std::size_t segment) {
      const std::uint64_t largest = input_.largest_article ? input_.largest_article(segment) : 0;
      const MemoryGate::Pass pass = gate.enter(segment, options_.memory.segment_need(largest));
      auto& builder = builders[number];
      if (!builder) builder = std::make_unique<SegmentBuilder>(options_.memory, run_file_);
      BuiltSegment done = builder->build(input_, segment);
      turns.wait_for(segment);
      ByteBuffer termlist_memory = termlist.append(std::move(done.termlist));
      builder->take_back(std::move(termlist_memory), docdata.append(std::move(done.docdata)));
      merge_statistics(statistics_, done.statistics);
      for (const auto& [slot, bounds] : done.values) values_[slot].add(bounds);
      for (StoredRun& run : done.runs) keep_run(std::move(run));
      turns.pass(segment);
    };
    work_in_turns(threads, input_.segments, {&turns, &gate.turns()}, invert_segment);
    tables.termlist = termlist.finish();
    tables.docdata = finish_or_remove(docdata, "docdata.glass");
  }

  void keep_run(StoredRun&& run) {
    if (run.is_in_memory()) {
      if (run_bytes_ + run.bytes() <= options_.memory.run_bytes) {
        run_bytes_ += run.bytes();
      } else {
        run.move_to(run_file_);
      }
    }
    runs_.push_back(std::move(run));
  }

  void merge(DatabaseTables& tables) {
    TableFile postlist(directory_ / "postlist.glass");
    TableFile position(directory_ / "position.glass");
    const std::vector<MergePart> parts = plan_merge(runs_, options_.part_bytes);
    const MergeLimits limits = options_.memory.merging(options_.threads, runs_.size());
    std::vector<MergeMemory> memories(limits.threads);
    Turns turns;
    work_in_turns(limits.threads, parts.size(), {&turns}, [&](unsigned worker, std::size_t part) {
      const auto place = part == 0 ? PartPlace::begins_table : PartPlace::follows;
      const auto writer_for = [&](TableFile& table, ByteBuffer& memory) {
        return TablePartWriter(place, std::move(memory), limits.held_bytes,
                               [&table, &turns, part](TablePart&& blocks) {
                                 turns.wait_for(part);
                                 return table.append(std::move(blocks));
                               });
      };
      MergeMemory& memory = memories[worker];
      TablePartWriter postlist_part = writer_for(postlist, memory.postlist);
      TablePartWriter position_part = writer_for(position, memory.position);
      if (part == 0) write_metadata(postlist_part);
      merge_runs(runs_, parts[part], limits.window_bytes, postlist_part, position_part);
      TablePart postlist_end = postlist_part.finish();
      TablePart position_end = position_part.finish();
      turns.wait_for(part);
      memory.postlist = postlist.append(std::move(postlist_end));
      memory.position = position.append(std::move(position_end));
      turns.pass(part);
    });
    runs_.clear();
    run_file_.remove();
    tables.postlist = postlist.finish();
    tables.position = finish_or_remove(position, "position.glass");
  }

  // Before all lists of articles in the order of the keys.
  void write_metadata(TablePartWriter& postlist) const {
    for (const auto& [name, value] : input_.metadata) {
      postlist.add(std::string(metadata_key_prefix) + name, value);
    }
    std::map<std::string, const ValueBounds*> in_order;
    for (const auto& [slot, bounds] : values_) in_order.emplace(value_bounds_key(slot), &bounds);
    for (const auto& [key, bounds] : in_order) postlist.add(key, value_bounds_tag(*bounds));
  }

  std::optional<TableRoot> finish_or_remove(TableFile& table, const char* name) const {
    const TableRoot root = table.finish();
    if (root.entries > 0) return root;
    remove_durably(directory_ / name);
    return std::nullopt;
  }

  const std::filesystem::path& directory_;
  const BulkInput& input_;
  const BulkOptions& options_;
  DatabaseStatistics statistics_{};
  std::map<unsigned, ValueBounds> values_{};
  RunFile run_file_{directory_ / "runs"};
  std::vector<StoredRun> runs_{};  // in the order of their docids
  std::uint64_t run_bytes_ = 0;    // in memory
};

}  // namespace

DatabaseStatistics build_database(const std::filesystem::path& directory, const BulkInput& input,
                                  const BulkOptions& options) {
  return BulkBuilder(directory, input, options).build();
}

}  // namespace dateline
