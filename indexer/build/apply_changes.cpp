// See apply_changes.hpp.
#include "indexer/build/apply_changes.hpp"

#include "common/interruption.hpp"
#include "common/text/stem.hpp"
#include "common/text/utf8.hpp"

#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dateline {

namespace {

// Articles of one file are held back until all of it is read, so that a disk that fails in the middle leaves
// its last good state. Only files of more text than this are written as they are read.
constexpr std::size_t max_held_bytes = std::size_t{32} << 20;

void count_article(const Article& article, UpdateSummary& summary) {
  ++summary.articles_read;
  summary.text_bytes += article.title.size() + article.summary.size() + article.text.size();
  ++summary.dates[article.published_from];
  ++summary.languages[std::string(primary_language(article.lang))];
  if (!article.published) return;
  const PrintedDate& date = article.published->date;
  if (!summary.first || date < *summary.first) summary.first = date;
  if (!summary.last || *summary.last < date) summary.last = date;
}

std::size_t size_of(const Article& article) {
  constexpr std::size_t other_members = 500;
  return article.title.size() + article.summary.size() + article.text.size() + article.captions.size() +
         other_members;
}

/// The articles of one source file on their way into the database.
class FileWriter {
 public:
  FileWriter(GenerationWriter& writer, Run& run, FileSource source, std::string id_path)
      : writer_(writer), run_(run), source_(std::move(source)), id_path_(std::move(id_path)) {}

  void take(Article&& article) {
    stop_if_interrupted(run_.if_interrupted);
    if (run_.is_withheld(article, id_path_)) {
      ++run_.summary.articles_withheld;
      return;
    }
    if (is_begun_) {
      write(article);
      return;
    }
    held_bytes_ += size_of(article);
    const auto [place, is_new] = place_of_id_.try_emplace(article.id, held_.size());
    if (is_new) {
      held_.push_back(std::move(article));
    } else {  // the later of two records with one id is the article
      held_[place->second] = std::move(article);
    }
    if (held_bytes_ <= max_held_bytes) return;
    was_streamed_ = true;
    write_held();
  }

  /// Writes what is held, unless the file could not be read to its end; then what it held before stays.
  void finish(const FileReading& reading, RevisionRule rule, RestOfFile rest) {
    if (!is_begun_ && !reading.was_read) return;
    if (!is_begun_) source_.rule = rule;
    write_held();
    writer_.end_file(reading.was_read ? rest : RestOfFile::kept);
  }

  /// Articles that the file has in the database now, while no other file takes ids of it; none when it must
  /// be counted there.
  [[nodiscard]] std::optional<std::uint64_t> documents() const {
    return was_streamed_ ? std::nullopt : std::optional(placed_);
  }

 private:
  void write_held() {
    if (!is_begun_) writer_.begin_file(source_);
    is_begun_ = true;
    for (const auto& article : held_) write(article);
    held_.clear();
    place_of_id_.clear();
  }

  void write(const Article& article) {
    AddedArticle added = writer_.add(article);
    if (added.loser != source_.path) ++placed_;
    if (added.loser) run_.losers.insert(std::move(*added.loser));
    if (!added.is_changed) ++run_.summary.articles_unchanged;
    count_article(article, run_.summary);
  }

  GenerationWriter& writer_;
  Run& run_;
  FileSource source_;
  std::string id_path_;
  std::vector<Article> held_{};
  std::unordered_map<std::string, std::size_t> place_of_id_{};
  std::size_t held_bytes_ = 0;
  bool is_begun_ = false;
  bool was_streamed_ = false;
  std::uint64_t placed_ = 0;
};

struct FileTask {
  const FoundFile& file;
  std::string id_path;
  bool has_moved = false;
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

bool is_same_file(const FoundFile& file, const std::optional<LedgerEntry>& entry) {
  return entry && entry->size == file.size && entry->changed_ns == file.changed_ns;
}

void note_reading(const FileReading& reading, std::uint64_t bytes, Run& run) {
  run.summary.rejections.insert(run.summary.rejections.end(), reading.rejections.begin(),
                                reading.rejections.end());
  ++run.summary.files_read;
  run.progress.advance(bytes, reading.rejections.size());
}

void read_file(const FileTask& task, GenerationWriter& writer, Ledger& ledger, Run& run) {
  const std::string& path = task.file.path;
  const auto before = ledger.find(path);
  run.losers.erase(path);  // what it held before; now it is judged by what it holds
  run.losers.erase(to_valid_utf8(path));
  const bool is_same = task.has_moved || is_same_file(task.file, before);
  FileWriter into(writer, run,
                  {.path = path, .rule = is_same ? RevisionRule::keep : RevisionRule::keep_when_equal},
                  task.id_path);
  const FileReading reading = read_source_file(path, task.id_path, run.reading,
                                               [&into](Article&& article) { into.take(std::move(article)); });
  const bool has_same_contents =
      before && reading.content_hash != 0 && before->content_hash == reading.content_hash;
  into.finish(reading, is_same || has_same_contents ? RevisionRule::keep : RevisionRule::keep_when_equal,
              RestOfFile::removed);
  note_reading(reading, task.file.size, run);
  LedgerEntry entry = ledger_entry(task, reading, run.reading.max_file_bytes);
  if (!reading.was_read && before) {  // its last good state stays, and it is tried again
    entry = *before;
    entry.changed_ns = never_read;
  }
  const auto documents = into.documents();
  if (documents && reading.was_read) {
    entry.documents = *documents;
  } else {
    run.uncounted_files.insert(path);
  }
  ledger.put(path, std::move(entry));
}

void read_spooled_input(const FoundFile& spool, GenerationWriter& writer, Ledger& ledger, Run& run) {
  FileWriter into(writer, run, {.path = standard_input_path}, "");
  const FileReading reading = read_standard_input(
      spool.path, run.reading, [&into](Article&& article) { into.take(std::move(article)); });
  into.finish(reading, RevisionRule::keep_when_equal, RestOfFile::kept);
  note_reading(reading, spool.size, run);
  const auto before = ledger.find(standard_input_path);
  LedgerEntry entry = before ? *before : LedgerEntry{};
  entry.changed_ns = never_read;
  ledger.put(standard_input_path, std::move(entry));
  run.uncounted_files.insert(standard_input_path);
}

void note_problems(const Changes& changes, Ledger& ledger) {
  for (const auto& problem : changes.new_problems) {
    LedgerEntry entry = ledger.find(problem.path).value_or(LedgerEntry{});  // its articles stay
    entry.changed_ns = never_read;
    entry.rejections = {problem.reason};
    entry.rejections_left_out = 0;
    ledger.put(problem.path, std::move(entry));
  }
}

// A file touched but equal needs its new time in the ledger, nothing else.
void note_touched_and_kept(const Changes& changes, Ledger& ledger) {
  for (const auto& file : changes.touched) {
    LedgerEntry entry = *ledger.find(file.path);
    entry.changed_ns = file.changed_ns;
    entry.is_kept = false;
    ledger.put(file.path, std::move(entry));
  }
  for (const auto& path : changes.kept) {
    LedgerEntry entry = *ledger.find(path);
    entry.is_kept = true;
    ledger.put(path, std::move(entry));
  }
}

// A loser is known by its path as it is stored, as UTF-8: of one that is not, all that look the same.
std::vector<std::string> paths_of(const std::string& loser, const Ledger& ledger) {
  if (ledger.known(loser)) return {loser};
  std::vector<std::string> paths;
  ledger.for_each_known([&](std::string_view path, const KnownFile&) {
    if (to_valid_utf8(path) == loser) paths.emplace_back(path);
  });
  return paths;
}

void note_losers(Ledger& ledger, Run& run) {
  for (const auto& loser : run.losers) {
    for (const auto& path : paths_of(loser, ledger)) {
      run.uncounted_files.insert(path);
      auto entry = ledger.find(path);
      if (!entry || entry->has_lost_ids) continue;
      entry->has_lost_ids = true;
      ledger.put(path, std::move(*entry));
    }
  }
}

void count_documents(const GenerationWriter& writer, Ledger& ledger, Run& run) {
  for (const auto& path : run.uncounted_files) {
    auto entry = ledger.find(path);
    const std::uint64_t documents = writer.documents_of(path);
    if (!entry || entry->documents == documents) continue;
    entry->documents = documents;
    ledger.put(path, std::move(*entry));
  }
}

}  // namespace

void add_moved(const Changes& changes, IdPaths& ids, const Ledger& ledger, const Xapian::Database& db,
               KnownArticles& known) {
  for (const auto& file : changes.to_read) {
    const auto moved = changes.moved_from.find(file.path);
    if (moved == changes.moved_from.end()) continue;
    const auto before = ledger.find(moved->second);
    if (before) known.add_file(db, moved->second, before->id_path, ids.id_path(file, ledger.find(file.path)));
  }
}

namespace {

// In a new database in the order of the paths. Where files' old articles still stand, from the last path to
// the first: of two files with one id the greater path has it, so whether a file gets an id is known once all
// greater paths are as they will be. (A file read before the one that gives its id up would lose the id to
// what that one held before, and the article would be gone.)
void read_files(const Changes& changes, IdPaths& ids, GenerationWriter& writer, Ledger& ledger, Run& run) {
  std::vector<std::string> id_paths;  // made in the order of the paths, whatever the files are read in
  const auto read = [&](const FoundFile& file, std::string&& id_path) {
    stop_if_interrupted(run.if_interrupted);
    const bool has_moved = changes.moved_from.contains(file.path);
    read_file({.file = file, .id_path = std::move(id_path), .has_moved = has_moved}, writer, ledger, run);
  };
  for (const auto& file : changes.to_read) {
    std::string id_path = ids.id_path(file, ledger.find(file.path));
    if (writer.mode() == WriteMode::new_database) {
      read(file, std::move(id_path));
    } else {
      id_paths.push_back(std::move(id_path));
    }
  }
  for (std::size_t i = id_paths.size(); i-- > 0;) read(changes.to_read[i], std::move(id_paths[i]));
}

}  // namespace

void apply_changes(const Changes& changes, IdPaths& ids, GenerationWriter& writer, Ledger& ledger, Run& run) {
  note_problems(changes, ledger);
  note_touched_and_kept(changes, ledger);
  for (const auto& path : changes.gone) {
    const auto known = ledger.known(path);
    run.has_removed = run.has_removed || (known && known->has_documents);
    writer.remove_file(path);
    ledger.erase(path);
  }
  read_files(changes, ids, writer, ledger, run);
  if (changes.standard_input) read_spooled_input(*changes.standard_input, writer, ledger, run);
}

void settle_ledger(const GenerationWriter& writer, Ledger& ledger, Run& run) {
  note_losers(ledger, run);
  count_documents(writer, ledger, run);
  run.summary.ids_lost = run.losers.size();
}

}  // namespace dateline
