// The date step of enrichment: what the reader did not find, the address or the file's name may tell.
#pragma once

#include "common/article.hpp"
#include "indexer/enrich/read_date.hpp"

#include <string_view>

namespace dateline {

/// Drops a date (publication, modification) later than the day after today or before `earliest_year`. An
/// article left undated gets the date of its address, else of `path`, the more precise of the two.
void complete_date(Article& article, std::string_view path, const DateReading& reading);

}  // namespace dateline
