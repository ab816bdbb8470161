// See spool_writer.hpp.
#include "indexer/build/spool/spool_writer.hpp"

#include "common/error.hpp"
#include "common/schema/stored.hpp"
#include "common/text/hash_digits.hpp"
#include "common/text/utf8.hpp"
#include "indexer/build/article_terms.hpp"
#include "indexer/build/index_metadata.hpp"
#include "indexer/build/spool/build_generation.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace dateline {

SpoolWriter::SpoolWriter(const IndexLocation& location, const KnownArticles& known, Progress& progress,
                         Settings settings)
    : location_(location),
      known_(known),
      progress_(progress),
      settings_(std::move(settings)),
      spool_(location.unfinished(settings_.number).concat(".spool")) {}

// A new generation holds nothing of a file that is gone.
void SpoolWriter::remove_file(const std::string& /*path*/) {}

std::optional<SpoolWriter::Holder> SpoolWriter::holder_of(const std::string& id) {
  std::optional<Holder> holder;
  spool_.find(hash_id(id), [&](ArticleSpool::Number number) {
    SpooledArticle article = spool_.read_before_flush(number);
    StoredArticle stored = read_metadata(article);
    if (stored.article.id != id) return false;
    holder = Holder{.number = number,
                    .file_hash = spool_.entries()[number].file_hash,
                    .path = std::move(stored.path),
                    .article = std::move(article)};
    return true;
  });
  return holder;
}

// Two paths that are not UTF-8 may look the same.
bool SpoolWriter::comes_before(const ArticleFile& file, const Holder& holder) {
  return std::make_tuple(file.shown_path, hash_digits(file.hash)) <
         std::make_tuple(holder.path, hash_digits(holder.file_hash));
}

AddedArticle SpoolWriter::add(const PreparedArticle& prepared) {
  const std::string& id = prepared.article.id;
  const std::uint64_t file_hash = hash_path(source_.path);
  auto holder = holder_of(id);
  const bool is_others = holder && holder->file_hash != file_hash;
  if (is_others && comes_before({.shown_path = to_valid_utf8(source_.path), .hash = file_hash}, *holder))
    return {.loser = source_.path};
  const bool was_there = settings_.expected.erase(hash_id(id)) > 0;
  if (holder && parts_of(std::move(holder->article)) == prepared.stored) return {.is_changed = false};
  const std::uint64_t revision = known_.revision(id, prepared.stored, source_.rule, settings_.next_revision);
  has_changes_ = has_changes_ || revision == settings_.next_revision;
  if (holder) spool_.take_out(holder->number);
  spool_.append(
      {.id_hash = hash_id(id), .file_hash = file_hash, .date = pack_date(prepared.article.published)},
      revision, prepared.stored);
  return {.is_changed = !was_there || !known_.has_same(id, prepared.stored),
          .loser = is_others ? std::optional(holder->path) : std::nullopt};
}

// What a file held before and was not read again is carried over, or left behind, after all files are read.
void SpoolWriter::end_file(RestOfFile /*rest*/) {}

std::optional<std::string> SpoolWriter::carry_over(OldArticle&& article, const ArticleFile& file) {
  const std::string id = article.stored.article.id;
  const auto holder = holder_of(id);
  settings_.expected.erase(hash_id(id));
  if (holder && holder->file_hash == file.hash) return std::nullopt;
  if (holder && comes_before(file, *holder)) return file.shown_path;
  if (article.stored.path != file.shown_path || !has_current_version(article.data)) {
    read_stored_text(article.data, article.stored.article);
    article.data = write_stored(article.stored.article, file.shown_path);
  }
  if (holder) spool_.take_out(holder->number);
  has_changes_ = has_changes_ || article.revision == settings_.next_revision;
  spool_.append_packed(
      {.id_hash = hash_id(id), .file_hash = file.hash, .date = pack_date(article.stored.article.published)},
      article.revision, article.data);
  return holder ? std::optional(holder->path) : std::nullopt;
}

std::uint64_t SpoolWriter::documents_of(const std::string& path) const {
  if (documents_.empty()) {
    for (const SpoolEntry& entry : spool_.entries()) documents_[entry.file_hash] += entry.bytes > 0 ? 1 : 0;
  }
  const auto found = documents_.find(hash_path(path));
  return found == documents_.end() ? 0 : found->second;
}

void SpoolWriter::finish(Ledger& ledger, std::uint64_t revision, const std::string& last_run) {
  IndexMetadata metadata;
  ledger.spread();
  const MetadataStore store = metadata_of(metadata);
  ledger.store(store);
  put_index_entries(store, revision, last_run);
  if (revision >= settings_.next_revision) note_revision_of_today(settings_.added_days, revision);
  if (!settings_.added_days.empty()) store.put(metadata_added_days, added_days_entry(settings_.added_days));
  build_generation(location_, spool_,
                   {.number = settings_.number,
                    .metadata = std::move(metadata),
                    .build = settings_.build,
                    .if_interrupted = settings_.if_interrupted},
                   progress_);
}

}  // namespace dateline
