// A small real Xapian database for tests of the query compiler, its terms laid down article by article.
#pragma once

#include "common/article.hpp"
#include "tests/support/temp_dir.hpp"

#include <string>
#include <vector>

#include <xapian.h>

namespace dateline::tests {

class QueryIndex {
 public:
  /// Docids are 1, 2, … in the order given. Ids default to the docid.
  explicit QueryIndex(const std::vector<Article>& articles);

  [[nodiscard]] const Xapian::Database& db() const { return db_; }

 private:
  TempDir directory_;
  Xapian::Database db_;
};

}  // namespace dateline::tests
