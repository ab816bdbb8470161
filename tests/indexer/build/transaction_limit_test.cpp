#include "indexer/build/transaction_limit.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("a thirty-second of an index is changed in place, and of a small one 16 MiB", "[build]") {
  constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
  CHECK(transaction_limit(0) == 16 * mebibyte);
  CHECK(transaction_limit(512 * mebibyte) == 16 * mebibyte);
  CHECK(transaction_limit(1024 * mebibyte) == 32 * mebibyte);
}
