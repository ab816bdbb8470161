// Opens an index for reading, checks that it is one of ours, and retries a query when the index moved
// underneath.
#pragma once

#include "common/index/calendar_reader.hpp"
#include "common/index/location.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <xapian.h>

namespace dateline {

/// Version of the schema (fields.hpp, terms.hpp, stored.hpp); kept in the index.
/// History: 1 (2026-11) first.
inline constexpr int schema_version = 1;

/// Names of the entries that a Dateline database keeps as Xapian metadata.
inline constexpr const char* metadata_schema = "dateline:schema";
inline constexpr const char* metadata_analyser = "dateline:analyser";
inline constexpr const char* metadata_revision = "dateline:revision";
inline constexpr const char* metadata_calendar =
    "dateline:calendar";                                     // and ":" year: see calendar_format.cpp
inline constexpr const char* metadata_sum = "dateline:sum";  // of the other entries: see sum_of_metadata
inline constexpr const char* metadata_last_run = "dateline:last_run";  // a line of JSON: see run_line.cpp

/// What `metadata_analyser` holds: the releases that terms depend on, then the analyser's fingerprint. Equal
/// releases spare a reader the fingerprint.
std::string analyser_mark();

/// A checksum of all entries that begin with "dateline:" but itself: Xapian keeps none. The ledger's have
/// their own.
std::string sum_of_metadata(const Xapian::Database& db);
/// The same of entries that are not written yet, by name; others may be among them.
std::string sum_of_metadata(const std::map<std::string, std::string>& entries);
/// Whether the checksum that is kept is right. An index made before the calendar has one of four entries.
bool has_sound_metadata(const Xapian::Database& db);

/// Whether the very releases that run now wrote its terms, and not only ones that agree on the fingerprint.
bool has_same_releases(const Xapian::Database& db);

/// Throws Error(not_found) "no index at DIR", Error(wrong_version) for another schema or analyser, Error(io)
/// without permission, Error(bad_input) for what is no Dateline index; each says what to do.
Xapian::Database open_index(const IndexLocation& location);

/// Checks the metadata of an open database as `open_index` does. `where` names it in messages.
void check_schema(const Xapian::Database& db, const std::string& where);

/// An index open for searching. Runs a query; when it fails because a writer has moved the index on (its
/// blocks overwritten, a document gone, its generation removed), opens anew, which finds a new generation,
/// and runs the whole of it again. Until then it answers from the generation it opened.
class IndexReader {
 public:
  explicit IndexReader(IndexLocation location);

  /// `query` may be called several times and must not keep what it read from the database of an earlier call.
  void run(const std::function<void(Xapian::Database& db)>& query);

  /// The calendar of what `query` is run over, for use inside it; null when it has none.
  const CalendarReader* calendar();

  [[nodiscard]] const IndexLocation& location() const { return location_; }

 private:
  void open_anew();
  bool has_moved();

  IndexLocation location_;
  std::string stub_;  // as it was when the database was opened
  std::unique_ptr<Xapian::Database> db_;
  bool has_read_calendar_ = false;  // of this opening
  std::optional<CalendarReader> calendar_{};
};

}  // namespace dateline
