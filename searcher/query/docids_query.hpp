// Ranges of docids as a query that Xapian skips through: what a cut by dates is where docids are a calendar.
#pragma once

#include "common/index/calendar_reader.hpp"

#include <xapian.h>

namespace dateline {

/// Every docid of the cut's ranges, whether an article has it or not, without a score. For one database on
/// this machine: docids of several under one stub are others, and no source goes to another host.
Xapian::Query docids_query(DateCut cut);

}  // namespace dateline
