#include "indexer/scan/lies_in.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("a path lies in itself and in what is above it, name by name", "[walk]") {
  struct Row {
    const char* path;
    const char* top;
    bool expected;
  };
  const auto row = GENERATE(values<Row>({{"/a/b", "/a", true},
                                         {"/a", "/a", true},
                                         {"/ab", "/a", false},
                                         {"/a", "/a/b", false},
                                         {"/b/a", "/a", false},
                                         {"/a", "/", true},
                                         {"/", "/", true},
                                         {"/", "/a", false}}));
  CAPTURE(row.path, row.top);
  CHECK(lies_in(row.path, row.top) == row.expected);
}
