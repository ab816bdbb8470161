// See open.hpp.
#include "common/index/open.hpp"

#include "common/error.hpp"
#include "common/index/added_days.hpp"
#include "common/index/calendar_format.hpp"
#include "common/text/analyse.hpp"
#include "common/text/hash_digits.hpp"

#include <cerrno>
#include <system_error>

#include <unicode/uvernum.h>
#include <unistd.h>
#include <xxhash.h>

namespace dateline {

namespace {

constexpr int max_attempts = 8;
constexpr std::string_view metadata_prefix = "dateline:";

[[noreturn]] void throw_other_format(const std::string& where, const std::string& why) {
  throw Error(ErrorKind::wrong_version, "the index at " + where + " " + why,
              "build it anew from the articles: dateline-index rebuild --db " + where);
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

// None for several databases under one stub, and one on another host.
std::optional<Xapian::rev> revision_of(const Xapian::Database& db) {
  try {
    return db.get_revision();
  } catch (const Xapian::InvalidOperationError&) {
    return std::nullopt;
  }
}

}  // namespace

std::string analyser_mark() {
  return releases() + " " + analyser_fingerprint();
}

std::string sum_of_metadata(const std::map<std::string, std::string>& entries) {
  std::string summed;
  for (const auto& [name, value] : entries) {
    if (name.starts_with(metadata_prefix) && name != metadata_sum)
      summed.append(name).append("=").append(value).append("\n");
  }
  return hash_digits(XXH3_64bits(summed.data(), summed.size()));
}

std::string sum_of_metadata(const Xapian::Database& db) {
  std::map<std::string, std::string> entries;
  const std::string prefix(metadata_prefix);
  for (auto name = db.metadata_keys_begin(prefix); name != db.metadata_keys_end(prefix); ++name)
    entries.emplace(*name, db.get_metadata(*name));
  return sum_of_metadata(entries);
}

bool has_sound_metadata(const Xapian::Database& db) {
  const std::string sum = db.get_metadata(metadata_sum);
  if (sum == sum_of_metadata(db)) return true;
  if (!db.get_metadata(metadata_calendar).empty() || !db.get_metadata(metadata_added_days).empty())
    return false;
  std::string entries;
  for (const char* name : {metadata_schema, metadata_analyser, metadata_revision, metadata_last_run})
    entries.append(name).append("=").append(db.get_metadata(name)).append("\n");
  return sum == hash_digits(XXH3_64bits(entries.data(), entries.size()));
}

bool has_same_releases(const Xapian::Database& db) {
  return db.get_metadata(metadata_analyser).starts_with(releases() + " ");
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
  if (has_same_releases(db)) return;
  const std::string mark = db.get_metadata(metadata_analyser);
  static const std::string own_fingerprint = analyser_fingerprint();
  if (!mark.ends_with(" " + own_fingerprint)) {
    throw_other_format(
        where, "was built with other stemmers or folding rules (another release of Xapian, ICU or Dateline)");
  }
}

Xapian::Database open_index(const IndexLocation& location) {
  check_readable(location);
  const std::string where = location.directory.string();
  for (int attempt = 1;; ++attempt) {
    const std::string stub = read_stub(location);
    try {
      Xapian::Database db(where);
      check_schema(db, where);
      return db;
    } catch (...) {
      // The generation may have been replaced, and removed, since the stub named it.
      if (attempt == max_attempts || read_stub(location) == stub)
        rethrow_as_error("opening the index at " + where);
    }
  }
}

IndexReader::IndexReader(IndexLocation location) : location_(std::move(location)) {
  open_anew();
}

void IndexReader::open_anew() {
  stub_ = read_stub(location_);
  db_ = std::make_unique<Xapian::Database>(open_index(location_));
  has_read_calendar_ = false;
  calendar_.reset();
}

const CalendarReader* IndexReader::calendar() {
  if (!has_read_calendar_) {
    if (auto calendar = read_calendar(*db_)) calendar_.emplace(std::move(*calendar));
    has_read_calendar_ = true;
  }
  return calendar_ ? &*calendar_ : nullptr;
}

// Whether a writer has moved the index on since it was opened. Opens it anew.
bool IndexReader::has_moved() {
  const std::string stub = stub_;
  const auto revision = revision_of(*db_);
  open_anew();
  return stub_ != stub || revision_of(*db_) != revision;
}

void IndexReader::run(const std::function<void(Xapian::Database& db)>& query) {
  for (int attempt = 1;; ++attempt) {
    try {
      query(*db_);
      return;
    } catch (const Xapian::DatabaseModifiedError&) {
      if (attempt == max_attempts)
        rethrow_as_error("searching while the index is being rewritten again and again");
      open_anew();
    } catch (const Xapian::Error&) {
      // After a modification some reads answer from the old revision, others find the document gone (tried),
      // and a table that is opened late is no longer there when its generation was removed.
      if (attempt == max_attempts || !has_moved())
        rethrow_as_error("searching " + location_.directory.string());
    } catch (const Error&) {  // a stored article that two revisions were mixed in
      if (attempt == max_attempts || !has_moved()) throw;
    } catch (...) {
      rethrow_as_error("searching " + location_.directory.string());
    }
  }
}

}  // namespace dateline
