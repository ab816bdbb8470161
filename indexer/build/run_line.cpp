// The line, version 1: {"version","at","files_read","files_removed","articles_read","rejected","revision",
// "removed"}; "at" an ISO 8601 instant, all else numbers. History: 1 (2026-11) first.
#include "indexer/build/run_line.hpp"

#include "common/text/utc_time.hpp"

#include <nlohmann/json.hpp>

namespace dateline {

std::string run_line(const RunCounts& counts) {
  return nlohmann::ordered_json{{"version", 1},
                                {"at", utc_time(current_time())},
                                {"files_read", counts.files_read},
                                {"files_removed", counts.files_removed},
                                {"articles_read", counts.articles_read},
                                {"rejected", counts.rejected},
                                {"revision", counts.revision},
                                {"removed", counts.removed}}
      .dump();
}

}  // namespace dateline
