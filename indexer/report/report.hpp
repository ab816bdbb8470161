// What a run tells at its end.
#pragma once

#include "indexer/update_index.hpp"

#include <string>

namespace dateline {

/// The closing report for people: one line when nothing was to do; articles, rate, dates, languages, and
/// every rejection with its reason. `search_hint` ends it. No control characters whatever file names hold.
std::string text_report(const UpdateSummary& summary, const std::string& search_hint);

/// The same as one JSON object, version 1:
/// {"version","articles","articles_read","files_read","files_unchanged",
/// "files_removed","text_bytes","seconds","first","last","languages":{},"dates":{},"rejections":[{"path","where","reason"}]}.
std::string json_report(const UpdateSummary& summary);

}  // namespace dateline
