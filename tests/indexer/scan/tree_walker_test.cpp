#include "indexer/scan/tree_walker.hpp"

#include "indexer/scan/ledger.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("any time that a file system can have is a number, and none is that of a file never read",
          "[walk]") {
  const auto at = [](std::int64_t seconds, long ns) {
    struct stat status {};
    status.st_ctim = {.tv_sec = seconds, .tv_nsec = ns};
    return changed_ns(status);
  };
  CHECK(at(1, 5) == 1'000'000'005);
  CHECK(at(-1, 999'999'998) == -2);
  CHECK(at(-1, 999'999'999) != never_read);
  CHECK(at(-2, 0) == -2'000'000'000);
  // The years 2300 and 2446, which is where ext4 ends; the sanitiser of undefined behaviour looks on.
  CHECK(at(10'413'792'000, 0) != at(10'413'792'001, 0));
  CHECK(at(15'032'385'535, 999'999'999) != at(15'032'385'535, 0));
}
