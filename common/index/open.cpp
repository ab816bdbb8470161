// See open.hpp.
#include "common/index/open.hpp"

#include "common/error.hpp"
#include "common/text/analyse.hpp"

#include <cerrno>
#include <system_error>

#include <unicode/uvernum.h>
#include <unistd.h>

namespace dateline {

namespace {

constexpr int max_attempts = 8;

[[noreturn]] void throw_other_format(const std::string& where, const std::string& why) {
  throw Error(ErrorKind::wrong_version, "the index at " + where + " " + why,
              "build it anew from the articles: dateline-index --db " + where + " --new-generation PATH…");
}

void check_readable(const IndexLocation& location) {
  std::error_code error;
  const auto directory = location.directory;
  const auto status = std::filesystem::status(directory, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw Error(ErrorKind::not_found, "no index at " + directory.string(),
                "Make one:  dateline-index --db " + directory.string() + " PATH…");
  }
  if (error) throw Error(ErrorKind::io, "opening " + directory.string() + ": " + error.message());
  if (status.type() != std::filesystem::file_type::directory) {
    throw Error(ErrorKind::bad_input, directory.string() + " is a file, not an index",
                "name the index directory with --db");
  }
  if (access(directory.c_str(), R_OK | X_OK) != 0) {
    throw Error(ErrorKind::io,
                "opening " + directory.string() + ": " + std::generic_category().message(errno),
                "ask its owner for permission to read it");
  }
  if (std::filesystem::exists(location.stub(), error)) return;
  const bool is_empty = std::filesystem::is_empty(directory, error);
  throw Error(ErrorKind::not_found,
              (is_empty ? "no index at " : "no index in ") + directory.string() +
                  (is_empty ? ": the directory is empty" : ": there is no XAPIANDB in it"),
              "Make one:  dateline-index --db DIR PATH…");
}

// What the same text's terms can depend on, known without computing any.
std::string releases() {
  return "analyser=" + std::to_string(analyser_version) + ",xapian=" + Xapian::version_string() +
         ",icu=" + U_ICU_VERSION;
}

}  // namespace

std::string analyser_mark() {
  return releases() + " " + analyser_fingerprint();
}

void check_schema(const Xapian::Database& db, const std::string& where) {
  const std::string schema = db.get_metadata(metadata_schema);
  if (schema.empty()) {
    throw Error(ErrorKind::bad_input, where + " is a Xapian database, but not one that Dateline made",
                "name another directory with --db");
  }
  if (schema != std::to_string(schema_version)) {
    throw_other_format(where,
                       "has schema " + schema + "; this program reads " + std::to_string(schema_version));
  }
  const std::string mark = db.get_metadata(metadata_analyser);
  if (mark.starts_with(releases() + " ")) return;
  static const std::string own_fingerprint = analyser_fingerprint();
  if (!mark.ends_with(" " + own_fingerprint)) {
    throw_other_format(
        where, "was built with other stemmers or folding rules (another release of Xapian, ICU or Dateline)");
  }
}

Xapian::Database open_index(const IndexLocation& location) {
  check_readable(location);
  const std::string where = location.directory.string();
  try {
    Xapian::Database db(where);
    check_schema(db, where);
    return db;
  } catch (...) {
    rethrow_as_error("opening the index at " + where);
  }
}

IndexReader::IndexReader(IndexLocation location)
    : location_(std::move(location)), db_(std::make_unique<Xapian::Database>(open_index(location_))) {}

void IndexReader::run(const std::function<void(Xapian::Database& db)>& query) {
  for (int attempt = 1;; ++attempt) {
    try {
      query(*db_);
      return;
    } catch (const Xapian::DatabaseModifiedError&) {
      if (attempt == max_attempts)
        rethrow_as_error("searching while the index is being rewritten again and again");
    } catch (const Xapian::DocNotFoundError&) {
      // After a modification some reads answer from the old revision and others find the document gone
      // (tried).
      if (attempt == max_attempts) rethrow_as_error("reading an article that is no longer there");
    } catch (...) {
      rethrow_as_error("searching " + location_.directory.string());
    }
    db_ = std::make_unique<Xapian::Database>(open_index(location_));
  }
}

}  // namespace dateline
