// See carry_over.hpp.
#include "indexer/build/carry_over.hpp"

#include "common/interruption.hpp"
#include "common/text/utf8.hpp"
#include "indexer/build/article_terms.hpp"
#include "indexer/build/old_articles.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <xxhash.h>

namespace dateline {

namespace {

std::uint64_t hash_of(const std::string& term) {
  return XXH3_64bits(term.data(), term.size());
}

// The files whose articles are settled, read in this run or gone: hashes of their terms.
std::unordered_set<std::uint64_t> settled_files(const Changes& changes, const Ledger& ledger) {
  std::unordered_set<std::uint64_t> settled;
  for (const auto& path : changes.gone) settled.insert(hash_of(file_term(path)));
  for (const auto& file : changes.to_read) {
    const auto entry = ledger.known(file.path);
    if (entry && entry->changed_ns != never_read) settled.insert(hash_of(file_term(file.path)));
  }
  return settled;
}

/// The other files that the ledger knows, by the terms that their articles have.
std::unordered_map<std::string, std::string> other_files(const Ledger& ledger,
                                                         const std::unordered_set<std::uint64_t>& settled) {
  std::unordered_map<std::string, std::string> files;
  ledger.for_each_known([&](std::string_view path, const KnownFile&) {
    std::string term = file_term(std::string(path));
    if (!settled.contains(hash_of(term))) files.emplace(std::move(term), path);
  });
  return files;
}

// An article of a file that the ledger does not know: the ledger was lost, or is damaged.
void note_unknown_file(const std::string& path, Ledger& ledger, Run& run) {
  if (!ledger.known(path)) {
    LedgerEntry entry;
    entry.changed_ns = never_read;
    entry.is_kept = true;
    ledger.put(path, std::move(entry));
  }
  run.uncounted_files.insert(path);
}

/// Which file an article that remains is of.
ArticleFile file_of_remains(const OldArticle& article,
                            const std::unordered_map<std::string, std::string>& files, Ledger& ledger,
                            Run& run) {
  const auto known = files.find(article.file_term);
  const std::string path = known == files.end() ? article.stored.path : known->second;
  note_unknown_file(path, ledger, run);
  return {.shown_path = to_valid_utf8(path), .hash = hash_path(path)};
}

bool is_withheld_remains(const OldArticle& article, const std::unordered_map<std::string, std::string>& files,
                         const Ledger& ledger, const Run& run) {
  const auto known = files.find(article.file_term);
  const auto entry = ledger.find(known == files.end() ? article.stored.path : known->second);
  return run.is_withheld(article.stored.article, entry ? entry->id_path : "");
}

}  // namespace

std::uint64_t carry_over_articles(const OldIndex& old, const Changes& changes, SpoolWriter& writer,
                                  Ledger& ledger, Run& run) {
  const auto settled = settled_files(changes, ledger);
  std::unordered_map<std::string, std::string> files;
  if (old.why == CarryOver::remains) files = other_files(ledger, settled);
  ledger.take_rejections_apart(old.db);
  return for_each_old_article(old.db, [&](OldArticle&& article) {
    stop_if_interrupted(run.if_interrupted);
    if (settled.contains(hash_of(article.file_term))) return;
    ArticleFile file{.shown_path = article.stored.path, .hash = path_hash_of(article.file_term)};
    if (old.why == CarryOver::remains) {
      if (is_withheld_remains(article, files, ledger, run)) return;
      file = file_of_remains(article, files, ledger, run);
      ++run.summary.articles_carried_over;
    }
    auto loser = writer.carry_over(std::move(article), file);
    if (loser) run.losers.insert(std::move(*loser));
  });
}

}  // namespace dateline
