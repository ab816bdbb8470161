#include "common/text/thousands.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("numbers for people have a comma before each three digits", "[text]") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1000) == "1,000");
  CHECK(with_thousands(18'446'744'073'709'551'615U) == "18,446,744,073,709,551,615");
}
