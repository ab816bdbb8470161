// See apply_changes.hpp.
#include "indexer/build/apply_changes.hpp"

#include "common/text/utf8.hpp"
#include "indexer/build/file_writer.hpp"
#include "indexer/build/read_files.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace dateline {

namespace {

void read_spooled_input(const FoundFile& spool, ArticleWriter& writer, Ledger& ledger, Run& run) {
  FileWriter into(writer, run, {.path = standard_input_path}, "");
  SpareThreads spare(run.threads - 1);
  const FileReading reading = read_standard_input(spool.path, run.reading, into.target(), spare);
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

void count_documents(const ArticleWriter& writer, Ledger& ledger, Run& run) {
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

void apply_changes(const Changes& changes, IdPaths& ids, ArticleWriter& writer, Ledger& ledger, Run& run) {
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

void settle_ledger(const ArticleWriter& writer, Ledger& ledger, Run& run) {
  note_losers(ledger, run);
  count_documents(writer, ledger, run);
  run.summary.ids_lost = run.losers.size();
}

}  // namespace dateline
