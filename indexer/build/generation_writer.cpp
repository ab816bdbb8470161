// Builds by add_document and replace_document; see generation_writer.hpp.
#include "indexer/build/generation_writer.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "common/text/utf8.hpp"
#include "indexer/build/index_metadata.hpp"

#include <cstdlib>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace dateline {

namespace {

// Bytes of text between two commits of a database that nobody reads. Xapian's own threshold counts documents
// (10,000), whatever their size; small steps also keep its maps in the processor's cache.
constexpr std::size_t commit_bytes = std::size_t{2} << 20;

int open_flags(WriteMode mode) {
  switch (mode) {
    case WriteMode::unpublished_copy:
      return Xapian::DB_OPEN | Xapian::DB_NO_SYNC;
    case WriteMode::live:
      return Xapian::DB_OPEN;
  }
  throw Error(ErrorKind::internal, "unknown write mode");
}

// Whatever way its text was packed. A damaged one is written anew.
bool holds(std::string_view data, const StoredParts& stored) {
  try {
    return unpack_stored(data) == stored;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_input && error.kind() != ErrorKind::wrong_version) throw;
    return false;
  }
}

template <typename Step>
auto with_error(const std::string& doing, Step step) {
  try {
    return step();
  } catch (...) {
    rethrow_as_error(doing);
  }
}

}  // namespace

GenerationWriter::GenerationWriter(const std::filesystem::path& path, WriteMode mode,
                                   const KnownArticles& known)
    : path_(path), mode_(mode), known_(known) {
  with_error("opening " + path.string() + " for writing", [&] {
    db_ = Xapian::WritableDatabase(path.string(), open_flags(mode));
    if (mode == WriteMode::live) db_.begin_transaction();
    placement_ = CalendarPlacement::of(db_);
    next_revision_ = std::strtoull(db_.get_metadata(metadata_revision).c_str(), nullptr, 10) + 1;
    added_days_ = read_added_days(db_);
  });
}

std::uint64_t GenerationWriter::article_count() const {
  return with_error("reading " + path_.string(), [&] { return db_.get_doccount(); });
}

std::uint64_t GenerationWriter::documents_of(const std::string& path) const {
  return with_error("reading " + path_.string(), [&] { return db_.get_termfreq(file_term(path)); });
}

void GenerationWriter::remove_file(const std::string& path) {
  with_error("removing the articles of " + path, [&] {
    const std::string term = file_term(path);
    const std::vector<Xapian::docid> docids(db_.postlist_begin(term), db_.postlist_end(term));
    for (const auto docid : docids) remove(docid);
  });
}

bool GenerationWriter::remove_article(const std::string& id) {
  return with_error("removing the article " + id, [&] {
    const std::string term = id_term(id);
    const auto found = db_.postlist_begin(term);
    if (found == db_.postlist_end(term)) return false;
    remove(*found);
    return true;
  });
}

std::optional<GenerationWriter::Holder> GenerationWriter::holder_of(const std::string& term) const {
  const auto found = db_.postlist_begin(term);
  if (found == db_.postlist_end(term)) return std::nullopt;
  OldArticle article = read_old_article(db_.get_document(*found));
  return Holder{.docid = *found,
                .path = std::move(article.stored.path),
                .file_term = std::move(article.file_term),
                .data = std::move(article.data)};
}

void GenerationWriter::begin_file(const FileSource& source) {
  with_error("reading the articles of " + source.path, [&] {
    source_ = source;
    not_again_.clear();
    const std::string term = file_term(source.path);
    not_again_.insert(db_.postlist_begin(term), db_.postlist_end(term));
  });
}

AddedArticle GenerationWriter::add(const PreparedArticle& prepared) {
  return with_error("indexing " + source_.path, [&]() -> AddedArticle {
    const Article& article = prepared.article;
    const auto holder = holder_of(id_term(article.id));
    const std::string term = file_term(source_.path);  // two paths that are not UTF-8 may look the same
    const bool is_others = holder && holder->file_term != term;
    if (is_others &&
        std::make_tuple(to_valid_utf8(source_.path), term) < std::make_tuple(holder->path, holder->file_term))
      return {.loser = source_.path};
    if (holder) not_again_.erase(holder->docid);
    if (holder && holds(holder->data, prepared.stored)) return {.is_changed = false};
    const std::uint64_t revision = known_.revision(article.id, prepared.stored, source_.rule, next_revision_);
    write(article, {.path = source_.path, .revision = revision}, holder ? holder->docid : 0);
    return {.loser = is_others ? std::optional(holder->path) : std::nullopt};
  });
}

void GenerationWriter::end_file(RestOfFile rest) {
  with_error("removing articles of " + source_.path, [&] {
    if (rest == RestOfFile::removed) {
      for (const auto docid : not_again_) remove(docid);
    }
    not_again_.clear();
  });
}

void GenerationWriter::write(const Article& article, const DocumentOrigin& origin, Xapian::docid replaced) {
  const Xapian::Document document = make_document(article, origin, analyser_);
  has_changes_ = has_changes_ || origin.revision == next_revision_;
  if (placement_) {
    placement_->write(db_, article, document, replaced);
  } else if (replaced == 0) {
    db_.add_document(document);
  } else {
    db_.replace_document(replaced, document);
  }
  commit_when_large(article);
}

void GenerationWriter::remove(Xapian::docid docid) {
  has_changes_ = true;
  if (placement_) {
    placement_->remove(db_, docid);
  } else {
    db_.delete_document(docid);
  }
}

void GenerationWriter::commit_when_large(const Article& article) {
  uncommitted_bytes_ += article.text.size() + article.captions.size() + article.summary.size() + 200;
  if (mode_ == WriteMode::live || uncommitted_bytes_ < commit_bytes) return;
  db_.commit();
  uncommitted_bytes_ = 0;
}

void GenerationWriter::finish(Ledger& ledger, std::uint64_t revision, const std::string& last_run) {
  with_error("writing " + path_.string(), [&] {
    const MetadataStore store = metadata_of(db_);
    if (mode_ != WriteMode::live) ledger.spread();
    ledger.store(store);
    if (placement_) placement_->store(db_);
    put_index_entries(store, revision, last_run);
    if (revision >= next_revision_ && note_revision_of_today(added_days_, revision))
      store.put(metadata_added_days, added_days_entry(added_days_));
    store.put(metadata_sum, sum_of_metadata(db_));
    if (mode_ == WriteMode::live) {
      db_.commit_transaction();
    } else {
      db_.commit();
    }
    db_.close();
  });
}

}  // namespace dateline
