#include "common/error.hpp"
#include "indexer/formats/source_file.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

// Hands out `bytes` at most `step` at a time, as a slow pipe or a small archive member does.
ByteStream slow_stream(std::string bytes, std::size_t step) {
  return ByteStream(
      [bytes = std::move(bytes), step, at = std::size_t{0}](char* to, std::size_t size) mutable {
        const std::size_t count = std::min({step, size, bytes.size() - at});
        std::copy_n(bytes.data() + at, count, to);
        at += count;
        return count;
      });
}

}  // namespace

TEST_CASE("lines come out the same however the bytes arrive", "[byte_stream]") {
  const auto step = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{1000});
  CAPTURE(step);
  ByteStream stream = slow_stream("one\r\ntwo\n\n\rthree\r\nlast", step);
  std::string line;
  std::vector<std::string> lines;
  while (stream.read_line(line, 100)) lines.push_back(line);
  CHECK(lines == std::vector<std::string>{"one", "two", "", "\rthree", "last"});
  CHECK_FALSE(stream.read_line(line, 100));
}

TEST_CASE("peeking takes nothing and gives fewer bytes only at the end", "[byte_stream]") {
  ByteStream stream = slow_stream("abcdef", 2);
  CHECK(stream.peek(4) == "abcd");
  CHECK(stream.peek(1) == "a");
  CHECK(stream.peek(100) == "abcdef");
  CHECK(stream.read_all(6) == "abcdef");
  CHECK(stream.peek(1).empty());
  CHECK(stream.read_all(0).empty());
}

TEST_CASE("what is left after a line was read comes out whole", "[byte_stream]") {
  ByteStream stream("head\nbody\nend");
  std::string line;
  REQUIRE(stream.read_line(line, 10));
  CHECK(stream.peek(4) == "body");
  CHECK(stream.read_all(100) == "body\nend");
}

TEST_CASE("a file over the limit is refused with the limit named", "[byte_stream]") {
  ByteStream stream = slow_stream(std::string(3 << 20, 'x'), 100'000);
  CHECK_THROWS_WITH(stream.read_all(std::size_t{2} << 20), "larger than 2 MiB");
}

TEST_CASE("a line over the limit is refused and the next one is read", "[byte_stream]") {
  const auto step = GENERATE(std::size_t{3}, std::size_t{70'000});
  ByteStream stream = slow_stream(std::string(200'000, 'x') + "\nnext\n" + std::string(11, 'y'), step);
  std::string line;
  CHECK_THROWS_WITH(stream.read_line(line, 10), "a line longer than 10 bytes");
  REQUIRE(stream.read_line(line, 10));
  CHECK(line == "next");
  CHECK_THROWS_AS(stream.read_line(line, 10), Error);
  CHECK_FALSE(stream.read_line(line, 10));
}

TEST_CASE("an error of the disk passes through and what came before it stays readable", "[byte_stream]") {
  bool is_first = true;
  ByteStream stream([&](char* to, std::size_t) -> std::size_t {
    if (!is_first) throw Error(ErrorKind::io, "the disk is gone");
    is_first = false;
    std::copy_n("ab\ncd", 5, to);
    return 5;
  });
  std::string line;
  REQUIRE(stream.read_line(line, 10));
  CHECK(line == "ab");
  CHECK_THROWS_WITH(stream.read_line(line, 10), "the disk is gone");
  CHECK(stream.peek(2) == "cd");
}
