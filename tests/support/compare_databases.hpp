// Whether two Xapian databases hold the same, as seen through the library.
#pragma once

#include <string>

#include <xapian.h>

namespace dateline::tests {

/// The first thing that differs, "" when nothing does: counts and bounds, every term with its postings and
/// positions, every document's length, term list, values and data, value streams and their bounds, metadata.
std::string difference_between(const Xapian::Database& expected, const Xapian::Database& found);

}  // namespace dateline::tests
