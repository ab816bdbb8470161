// See read_files.hpp. A thread reads a stretch of files, articles held in memory, then waits for its turn and
// writes them; what is written, the ledger and the report are touched by one thread at a time.
#include "indexer/build/read_files.hpp"

#include "common/interruption.hpp"
#include "common/text/utf8.hpp"
#include "indexer/build/file_writer.hpp"
#include "indexer/parallel/memory_gate.hpp"
#include "indexer/parallel/turns.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dateline {

namespace {

struct FileTask {
  const FoundFile& file;
  std::string id_path{};
  std::optional<LedgerEntry> before{};
  bool has_moved = false;

  [[nodiscard]] bool is_same() const {
    return has_moved || (before && before->size == file.size && before->changed_ns == file.changed_ns);
  }
};

LedgerEntry ledger_entry(const FileTask& task, const FileReading& reading, std::uint64_t max_file_bytes) {
  LedgerEntry entry{.root = task.file.root,
                    .id_path = task.id_path,
                    .size = task.file.size,
                    .changed_ns = reading.was_read ? task.file.changed_ns : never_read,
                    .content_hash = reading.content_hash,
                    .articles = reading.articles,
                    .limit_bytes = reading.was_limited ? max_file_bytes : 0};
  for (const auto& rejection : reading.rejections) {
    entry.rejections.push_back(rejection.where.empty() ? rejection.reason
                                                       : rejection.where + ": " + rejection.reason);
  }
  return entry;
}

/// One file between reading and writing.
class FileReader {
 public:
  FileReader(FileTask task, ArticleWriter& writer, Run& run, std::function<void()> before_writing)
      : task_(std::move(task)),
        run_(run),
        into_(writer, run,
              {.path = task_.file.path,
               .rule = task_.is_same() ? RevisionRule::keep : RevisionRule::keep_when_equal},
              task_.id_path, [this, before = std::move(before_writing)] {
                before();
                forget_loser();
              }) {}
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  /// `spare` threads may help.
  void read(SpareThreads& spare) {
    stop_if_interrupted(run_.if_interrupted);
    reading_ = read_source_file(task_.file.path, task_.id_path, run_.reading, into_.target(), spare);
  }

  /// Writes what was read and is not written yet; returns what the ledger is to say of the file.
  LedgerEntry finish() {
    forget_loser();
    const bool has_same_contents =
        task_.before && reading_.content_hash != 0 && task_.before->content_hash == reading_.content_hash;
    const bool is_same = task_.is_same() || has_same_contents;
    into_.finish(reading_, is_same ? RevisionRule::keep : RevisionRule::keep_when_equal, RestOfFile::removed);
    note_reading(reading_, task_.file.size, run_);
    LedgerEntry entry = ledger_entry(task_, reading_, run_.reading.max_file_bytes);
    if (!reading_.was_read && task_.before) {  // its last good state stays, and it is tried again
      entry = *task_.before;
      entry.changed_ns = never_read;
    }
    const auto documents = into_.documents();
    if (documents && reading_.was_read) {
      entry.documents = *documents;
    } else {
      run_.uncounted_files.insert(task_.file.path);
    }
    return entry;
  }

  [[nodiscard]] const std::string& path() const { return task_.file.path; }

 private:
  // What it held before; now it is judged by what it holds.
  void forget_loser() {
    if (std::exchange(is_loser_forgotten_, true)) return;
    run_.losers.erase(task_.file.path);
    run_.losers.erase(to_valid_utf8(task_.file.path));
  }

  FileTask task_;
  Run& run_;
  FileWriter into_;
  FileReading reading_{};
  bool is_loser_forgotten_ = false;
};

/// Files of a new database, read side by side. Cut into stretches, so that a turn is worth its waiting.
class SideBySide {
 public:
  SideBySide(const Changes& changes, IdPaths& ids, ArticleWriter& writer, Ledger& ledger, Run& run)
      : changes_(changes), ids_(ids), writer_(writer), ledger_(ledger), run_(run) {
    std::uint64_t bytes = stretch_bytes;
    for (std::size_t i = 0; i < changes.to_read.size(); ++i) {
      const bool is_full = bytes >= stretch_bytes || i - begins_.back() >= stretch_files;
      if (is_full) {
        begins_.push_back(i);
        bytes = 0;
      }
      bytes += changes.to_read[i].size;
    }
    for (std::size_t threads = begins_.size(); threads < run.threads; ++threads) spare_.give_back();
  }

  void read() {
    work_in_turns(run_.threads, begins_.size(), {&gate_.turns(), &turns_, &id_turns_},
                  [this](unsigned /*worker*/, std::size_t number) { read_stretch(number); });
  }

 private:
  static constexpr std::uint64_t stretch_bytes = std::uint64_t{1} << 20;
  static constexpr std::size_t stretch_files = 64;

  void read_stretch(std::size_t number) {
    ++begun_;
    const std::size_t end = number + 1 < begins_.size() ? begins_[number + 1] : changes_.to_read.size();
    const MemoryGate::Pass pass = gate_.enter(number, bytes_needed(begins_[number], end));
    std::vector<FileTask> tasks = take_tasks(number, end);
    std::vector<std::unique_ptr<FileReader>> read;
    const auto write_all = [&] {
      turns_.wait_for(number);
      for (const auto& file : read) {
        LedgerEntry entry = file->finish();
        const std::lock_guard lock(ledger_mutex_);
        ledger_.put(file->path(), std::move(entry));
      }
      read.clear();
    };
    for (auto& task : tasks) {
      auto file = std::make_unique<FileReader>(std::move(task), writer_, run_, write_all);
      file->read(spare_);
      read.push_back(std::move(file));
    }
    write_all();
    turns_.pass(number);
    if (begun_ == begins_.size()) spare_.give_back();  // no other stretch is left for this thread
  }

  // What is held of these files, and the copies that its reader makes of the largest article there may be.
  [[nodiscard]] std::uint64_t bytes_needed(std::size_t begin, std::size_t end) const {
    constexpr std::uint64_t copies_held = 3;
    constexpr std::uint64_t copies_read = 6;
    std::uint64_t all = 0;
    std::uint64_t largest = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint64_t size =
          std::min<std::uint64_t>(changes_.to_read[i].size, run_.reading.max_file_bytes);
      all += std::min<std::uint64_t>(size, run_.memory.held_text_bytes);
      largest = std::max(largest, size);
    }
    return copies_held * all + copies_read * largest;
  }

  // The paths that ids are made from are given in the order of the files.
  std::vector<FileTask> take_tasks(std::size_t number, std::size_t end) {
    id_turns_.wait_for(number);
    std::vector<FileTask> tasks;
    for (std::size_t i = begins_[number]; i < end; ++i) {
      const FoundFile& file = changes_.to_read[i];
      const std::lock_guard lock(ledger_mutex_);
      FileTask task{.file = file,
                    .before = ledger_.find(file.path),
                    .has_moved = changes_.moved_from.contains(file.path)};
      task.id_path = ids_.id_path(file, task.before);
      tasks.push_back(std::move(task));
    }
    id_turns_.pass(number);
    return tasks;
  }

  const Changes& changes_;
  IdPaths& ids_;
  ArticleWriter& writer_;
  Ledger& ledger_;
  Run& run_;
  std::vector<std::size_t> begins_{};  // of each stretch in `to_read`
  MemoryGate gate_{run_.memory.reading_bytes};
  Turns turns_{};
  Turns id_turns_{};
  std::atomic<std::size_t> begun_{0};  // stretches
  SpareThreads spare_{0};
  std::mutex ledger_mutex_{};
};

// Where files' old articles still stand, from the last path to the first: of two files with one id the
// greater path has it, so whether a file gets an id is known once all greater paths are as they will be. (A
// file read before the one that gives its id up would lose the id to what that one held before, and the
// article would be gone.)
void read_from_the_last(const Changes& changes, IdPaths& ids, ArticleWriter& writer, Ledger& ledger,
                        Run& run) {
  std::vector<std::string> id_paths;  // made in the order of the paths
  for (const auto& file : changes.to_read) id_paths.push_back(ids.id_path(file, ledger.find(file.path)));
  SpareThreads spare(run.threads - 1);
  for (std::size_t i = id_paths.size(); i-- > 0;) {
    const FoundFile& file = changes.to_read[i];
    FileReader reader({.file = file,
                       .id_path = std::move(id_paths[i]),
                       .before = ledger.find(file.path),
                       .has_moved = changes.moved_from.contains(file.path)},
                      writer, run, [] {});
    reader.read(spare);
    ledger.put(file.path, reader.finish());
  }
}

}  // namespace

void note_reading(const FileReading& reading, std::uint64_t bytes, Run& run) {
  run.summary.rejections.insert(run.summary.rejections.end(), reading.rejections.begin(),
                                reading.rejections.end());
  ++run.summary.files_read;
  run.progress.advance(bytes, reading.rejections.size());
}

void read_files(const Changes& changes, IdPaths& ids, ArticleWriter& writer, Ledger& ledger, Run& run) {
  if (writer.is_new()) {
    SideBySide(changes, ids, writer, ledger, run).read();
  } else {
    read_from_the_last(changes, ids, writer, ledger, run);
  }
}

}  // namespace dateline
