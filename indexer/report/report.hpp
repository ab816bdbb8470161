// What a run tells at its end.
#pragma once

#include "indexer/update_index.hpp"

#include <string>

namespace dateline {

/// The closing report for people: one line when nothing was to do; articles, rate, dates, languages, and
/// every rejection with its reason. `search_hint` ends it. No control characters whatever file names hold.
std::string text_report(const UpdateSummary& summary, const std::string& search_hint);

/// A dry run's lines: what, then the path or "from -> to" of each file, separated by a tab.
std::string dry_run_report(const UpdateSummary& summary);

/// What `text_report` tells as one JSON object, version 2 (1: without moved, kept, unchanged,
/// withheld, carried_over, revision):
/// {"version","articles","articles_read","articles_unchanged","articles_withheld","articles_carried_over","files_read","files_unchanged",
/// "files_removed","files_moved","files_kept","revision","text_bytes","seconds","first","last","languages":{},"dates":{},"rejections":[{"path","where","reason"}]}.
std::string json_report(const UpdateSummary& summary);

}  // namespace dateline
