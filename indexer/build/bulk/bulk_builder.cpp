// See bulk_builder.hpp.
#include "indexer/build/bulk/bulk_builder.hpp"

#include "common/error.hpp"
#include "indexer/build/bulk/inverter.hpp"
#include "indexer/build/bulk/merge.hpp"
#include "indexer/build/bulk/pack.hpp"
#include "indexer/build/bulk/run_reader.hpp"
#include "indexer/build/turns.hpp"
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
// What one part may hold back of each table until its turn comes.
constexpr std::size_t held_bytes = std::size_t{16} << 20;

void merge_statistics(DatabaseStatistics& all, const DatabaseStatistics& one) {
  all.documents += one.documents;
  all.last_docid = std::max(all.last_docid, one.last_docid);
  if (one.least_length > 0 && (all.least_length == 0 || one.least_length < all.least_length))
    all.least_length = one.least_length;
  all.greatest_length = std::max(all.greatest_length, one.greatest_length);
  all.greatest_wdf = std::max(all.greatest_wdf, one.greatest_wdf);
  all.sum_of_lengths += one.sum_of_lengths;
}

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
  struct Worker {
    Analyser analyser{};
    Inverter inverter{analyser};
  };

  void invert(DatabaseTables& tables) {
    TableFile termlist(directory_ / "termlist.glass");
    TableFile docdata(directory_ / "docdata.glass");
    if (input_.segments == 0) termlist.append(TablePartWriter(PartPlace::begins_table).finish());
    std::vector<std::unique_ptr<Worker>> workers(std::max(options_.threads, 1U));
    Turns turns;
    work_in_turns(options_.threads, input_.segments, {&turns}, [&](unsigned number, std::size_t segment) {
      auto& worker = workers[number];
      if (!worker) worker = std::make_unique<Worker>();
      InvertedSegment done = invert_segment(worker->inverter, segment);
      turns.wait_for(segment);
      termlist.append(std::move(done.termlist));
      docdata.append(std::move(done.docdata));
      merge_statistics(statistics_, done.statistics);
      for (const auto& [slot, bounds] : done.values) values_[slot].add(bounds);
      keep_run(std::move(done.run));
      turns.pass(segment);
    });
    tables.termlist = termlist.finish();
    tables.docdata = finish_or_remove(docdata, "docdata.glass");
  }

  InvertedSegment invert_segment(Inverter& inverter, std::size_t segment) {
    inverter.begin(segment == 0 ? PartPlace::begins_table : PartPlace::follows);
    input_.read(segment, [&](const BulkArticle& article) {
      inverter.add(article.docid, article.article, article.file_term, article.revision, article.data);
    });
    return inverter.finish();
  }

  void keep_run(TermRun&& run) {
    run_bytes_ += run.bytes.size();
    if (run_bytes_ <= options_.run_memory_bytes) {
      runs_.emplace_back(std::move(run));
      return;
    }
    run_bytes_ -= run.bytes.size();
    const auto path = directory_ / ("run-" + std::to_string(runs_.size()));
    runs_.emplace_back(std::move(run), path);
    run_files_.push_back(path);
  }

  void merge(DatabaseTables& tables) {
    TableFile postlist(directory_ / "postlist.glass");
    TableFile position(directory_ / "position.glass");
    const std::vector<MergePart> parts = plan_merge(runs_, options_.part_bytes);
    Turns turns;
    work_in_turns(options_.threads, parts.size(), {&turns}, [&](unsigned, std::size_t part) {
      const auto place = part == 0 ? PartPlace::begins_table : PartPlace::follows;
      const auto writer_for = [&](TableFile& table) {
        return TablePartWriter(place, held_bytes, [&table, &turns, part](TablePart&& blocks) {
          turns.wait_for(part);
          table.append(std::move(blocks));
        });
      };
      TablePartWriter postlist_part = writer_for(postlist);
      TablePartWriter position_part = writer_for(position);
      if (part == 0) write_metadata(postlist_part);
      merge_runs(runs_, parts[part], postlist_part, position_part);
      TablePart postlist_end = postlist_part.finish();
      TablePart position_end = position_part.finish();
      turns.wait_for(part);
      postlist.append(std::move(postlist_end));
      position.append(std::move(position_end));
      turns.pass(part);
    });
    runs_.clear();
    for (const auto& path : run_files_) remove_durably(path);
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
  std::vector<StoredRun> runs_{};
  std::uint64_t run_bytes_ = 0;  // in memory
  std::vector<std::filesystem::path> run_files_{};
};

}  // namespace

DatabaseStatistics build_database(const std::filesystem::path& directory, const BulkInput& input,
                                  const BulkOptions& options) {
  return BulkBuilder(directory, input, options).build();
}

}  // namespace dateline
