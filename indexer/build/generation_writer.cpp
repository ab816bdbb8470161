// Builds by add_document and replace_document; see generation_writer.hpp.
#include "indexer/build/generation_writer.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/schema/stored.hpp"
#include "common/text/utf8.hpp"

#include <cstdlib>

#include <xxhash.h>

namespace dateline {

namespace {

// Bytes of text between two commits of a database that nobody reads. Xapian's own threshold counts documents
// (10,000), whatever their size; small steps also keep its maps in the processor's cache.
constexpr std::size_t commit_bytes = std::size_t{2} << 20;

int open_flags(WriteMode mode) {
  switch (mode) {
    case WriteMode::new_database:
      return Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC;
    case WriteMode::unpublished_copy:
      return Xapian::DB_OPEN | Xapian::DB_NO_SYNC;
    case WriteMode::live:
      return Xapian::DB_OPEN;
  }
  throw Error(ErrorKind::internal, "unknown write mode");
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

GenerationWriter::GenerationWriter(const std::filesystem::path& path, WriteMode mode)
    : path_(path), mode_(mode) {
  with_error("opening " + path.string() + " for writing", [&] {
    db_ = Xapian::WritableDatabase(path.string(), open_flags(mode));
    if (mode == WriteMode::live) db_.begin_transaction();
  });
}

std::uint64_t GenerationWriter::revision() const {
  return with_error("reading " + path_.string(),
                    [&] { return std::strtoull(db_.get_metadata(metadata_revision).c_str(), nullptr, 10); });
}

std::uint64_t GenerationWriter::article_count() const {
  return with_error("reading " + path_.string(), [&] { return db_.get_doccount(); });
}

void GenerationWriter::remove_file(const std::string& path) {
  with_error("removing the articles of " + path, [&] { db_.delete_document(file_term(path)); });
}

// The path of another file whose article has the id's term.
std::optional<std::string> GenerationWriter::other_holder(const std::string& term,
                                                          const std::string& path) const {
  const auto found = db_.postlist_begin(term);
  if (found == db_.postlist_end(term)) return std::nullopt;
  std::string holder = read_stored(db_.get_document(*found).get_data()).path;
  return holder == to_valid_utf8(path) ? std::nullopt : std::optional(std::move(holder));
}

std::optional<std::string> GenerationWriter::add(const Article& article, const DocumentOrigin& origin) {
  return with_error("indexing " + origin.path, [&]() -> std::optional<std::string> {
    const bool is_new = mode_ == WriteMode::new_database &&
                        new_ids_.insert(XXH3_64bits(article.id.data(), article.id.size())).second;
    const std::string term = id_term(article.id);
    const auto other = is_new ? std::nullopt : other_holder(term, origin.path);
    if (other && to_valid_utf8(origin.path) < *other) return origin.path;
    const Xapian::Document document = make_document(article, origin, analyser_);
    if (is_new) {
      db_.add_document(document);
    } else {
      db_.replace_document(term, document);
    }
    commit_when_large(article);
    return other;
  });
}

void GenerationWriter::commit_when_large(const Article& article) {
  uncommitted_bytes_ += article.text.size() + article.captions.size() + article.summary.size() + 200;
  if (mode_ == WriteMode::live || uncommitted_bytes_ < commit_bytes) return;
  db_.commit();
  uncommitted_bytes_ = 0;
}

void GenerationWriter::finish(Ledger& ledger, std::uint64_t revision) {
  with_error("writing " + path_.string(), [&] {
    if (mode_ != WriteMode::live) ledger.spread();
    ledger.store(db_);
    db_.set_metadata(metadata_schema, std::to_string(schema_version));
    db_.set_metadata(metadata_analyser, analyser_mark());
    db_.set_metadata(metadata_revision, std::to_string(revision));
    if (mode_ == WriteMode::live) {
      db_.commit_transaction();
    } else {
      db_.commit();
    }
    db_.close();
  });
}

}  // namespace dateline
