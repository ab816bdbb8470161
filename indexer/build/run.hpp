// What every step of a run needs beside its own input.
#pragma once

#include "common/article.hpp"
#include "indexer/build/memory_plan.hpp"
#include "indexer/formats/read_file.hpp"
#include "indexer/report/progress.hpp"
#include "indexer/update_summary.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace dateline {

struct Run {
  const ReadOptions& reading;
  Progress& progress;
  UpdateSummary& summary;
  /// Whether an article of a file with that `id_path` was removed for good and must not come in again. For
  /// several threads at once.
  std::function<bool(const Article& article, std::string_view id_path)> is_withheld;
  unsigned threads = 1;                     // that may read files
  MemoryPlan memory{};                      // of what is read and not written yet; also bounds readers
  std::string if_interrupted{};             // what is kept then, for people
  bool has_removed = false;                 // articles of files that are gone
  std::multiset<std::string> losers{};      // files with an id that went to another file, once an id
  std::set<std::string> uncounted_files{};  // whose articles are to be counted in the database
};

}  // namespace dateline
