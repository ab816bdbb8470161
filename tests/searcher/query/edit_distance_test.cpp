#include "searcher/query/edit_distance.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("edit distance counts letters, and a swap of neighbours as one", "[query]") {
  struct Row {
    std::u32string_view a;
    std::u32string_view b;
    std::size_t distance;
  };
  const auto row =
      GENERATE(Row{U"volodin", U"volodin", 0}, Row{U"volodyn", U"volodin", 1}, Row{U"vlodin", U"volodin", 1},
               Row{U"volodiin", U"volodin", 1}, Row{U"voldoin", U"volodin", 1},
               Row{U"valadin", U"volodin", 2}, Row{U"володин", U"володын", 1}, Row{U"", U"ab", 2},
               Row{U"", U"", 0}, Row{U"abc", U"xyz", 3}, Row{U"abcdef", U"a", 3});
  CHECK(edit_distance(row.a, row.b, 2) == row.distance);
  CHECK(edit_distance(row.b, row.a, 2) == row.distance);
}
