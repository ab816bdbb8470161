// Every article held against what the database knows of it: part of find_damage.
#pragma once

#include "indexer/check/article_sums.hpp"
#include "indexer/check/children.hpp"

#include <cstdint>
#include <filesystem>
#include <vector>

#include <xapian.h>

namespace dateline {

/// What the tasks of one check have in common; they keep references to `sums`.
struct ArticleCheck {
  std::filesystem::path path{};
  const SharedSums& sums;  // column 0: by the articles, column 1 + share: by the postings
  std::size_t shares = 1;  // in how many tasks the work is cut
  std::uint64_t revision = 0;
  bool is_analysed = true;  // false: other releases wrote the terms, which may differ in small things
};

/// Reads a share of the articles, analyses each again and compares its terms and values. Counts "articles"
/// and "length".
ChildTask articles_task(const ArticleCheck& check, std::size_t share);

/// Reads a share of the terms' postings and positions.
ChildTask postings_task(const ArticleCheck& check, std::size_t share);

/// Once all those tasks are done: the articles whose postings are not what their terms say.
std::vector<Xapian::docid> differing_articles(const ArticleCheck& check);

/// Reports those articles by their ids.
ChildTask naming_task(const std::filesystem::path& path, const std::vector<Xapian::docid>& differing);

}  // namespace dateline
