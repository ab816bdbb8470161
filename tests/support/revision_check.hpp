// What a run may do to articles' ingest revisions, from the index before and after it.
#pragma once

#include "tests/support/index_dump.hpp"

#include <string>

namespace dateline::tests {

/// The first article whose revision is not as it should be; empty when all are. Both dumps have revisions.
///
///   an article that is as it was           keeps its revision
///   an article of a file that has moved    keeps it, when by the contents only one file can have gone there
///   any other                              has the run's
///
/// Where more than one file may have moved, and where an id has gone from one file to another, either is
/// right.
std::string wrong_revision(const IndexDump& before, const IndexDump& after);

}  // namespace dateline::tests
