#include "indexer/build/bulk/byte_buffer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("bytes stay what they are while a buffer grows from small to mapped memory", "[bulk]") {
  ByteBuffer buffer;
  std::string expected;
  for (unsigned i = 0; expected.size() < 5'000'000; ++i) {
    const std::string piece(1 + i * 37 % 5000, static_cast<char>('a' + i % 26));
    expected += piece;
    buffer.append(piece);
  }
  CHECK(buffer.view() == expected);
  ByteBuffer moved(std::move(buffer));
  CHECK(moved.view() == expected);
  moved.clear();
  CHECK(moved.size() == 0);
}

TEST_CASE("a buffer that is large at once has room for all that was asked for", "[bulk]") {
  const std::size_t bytes = GENERATE(1U, 4096U, 4097U, (1U << 20) - 1, 1U << 20, (1U << 20) + 1, 3'000'000U);
  CAPTURE(bytes);
  ByteBuffer buffer;
  buffer.append("kept");
  char* const room = buffer.room(bytes);
  std::fill_n(room, bytes, 'x');
  buffer.end_at(room + bytes);
  CHECK(buffer.view() == "kept" + std::string(bytes, 'x'));
}

TEST_CASE("plain values lie behind each other in a raw buffer", "[bulk]") {
  RawBuffer<std::uint32_t> values;
  for (std::uint32_t i = 0; i < 500'000; ++i) *values.extend(1) = i;
  REQUIRE(values.size() == 500'000);
  bool all_same = true;
  for (std::uint32_t i = 0; i < values.size(); ++i) all_same = all_same && values.data()[i] == i;
  CHECK(all_same);
}
