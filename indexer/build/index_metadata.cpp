// See index_metadata.hpp.
#include "indexer/build/index_metadata.hpp"

#include "common/index/open.hpp"
#include "common/text/utc_time.hpp"

#include <chrono>

namespace dateline {

void put_index_entries(const MetadataStore& metadata, std::uint64_t revision, const std::string& last_run) {
  metadata.put(metadata_schema, std::to_string(schema_version));
  metadata.put(metadata_analyser, analyser_mark());
  metadata.put(metadata_revision, std::to_string(revision));
  metadata.put(metadata_last_run, last_run);
}

bool note_revision_of_today(AddedDays& days, std::uint64_t revision) {
  return note_revision(days, revision, std::chrono::floor<std::chrono::days>(current_time()));
}

}  // namespace dateline
