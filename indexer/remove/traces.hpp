// What of removed articles must be nowhere in an index any more, byte for byte.
#pragma once

#include "common/index/location.hpp"
#include "indexer/remove/victims.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

/// Distinctive bytes of articles, at least 12 each: headlines, ids, file names, words that no other article
/// has, and pieces of the stored texts in every form in which they may lie on the disk (inflated by nobody:
/// compressed ones).
using Traces = std::vector<std::string>;

/// Of the articles that go, before they go; not more than some ten thousand in all.
Traces collect_traces(const Xapian::Database& db, const Victims& victims);

struct TraceSearch {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;  // read
  std::vector<std::string>
      found{};  // traces that no article, file or setting accounts for which is still there
};

/// Reads every file below the index directory, byte by byte. Throws Error(io).
TraceSearch search_traces(const IndexLocation& location, const Traces& traces);

}  // namespace dateline
