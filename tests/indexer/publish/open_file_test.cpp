#include "indexer/publish/open_file.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/mman.h>

using namespace dateline;
using namespace dateline::tests;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

/// Bytes that begin on a page of memory, as those do that may pass the system's cache.
class PageBuffer {
 public:
  explicit PageBuffer(std::size_t size) : size_(size) {
    void* const at = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(at != MAP_FAILED);
    bytes_ = static_cast<char*>(at);
    for (std::size_t i = 0; i < size; ++i) bytes_[i] = static_cast<char>(i * 31 + i / 4096);
  }
  ~PageBuffer() { munmap(bytes_, size_); }
  PageBuffer(const PageBuffer&) = delete;
  PageBuffer& operator=(const PageBuffer&) = delete;

  [[nodiscard]] std::string_view view() const { return {bytes_, size_}; }

 private:
  char* bytes_ = nullptr;
  std::size_t size_;
};

/// In `parent`, removed at the end.
class DirectoryIn {
 public:
  explicit DirectoryIn(const std::filesystem::path& parent) {
    std::string pattern = (parent / "dateline-test-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~DirectoryIn() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  DirectoryIn(const DirectoryIn&) = delete;
  DirectoryIn& operator=(const DirectoryIn&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct Piece {
  std::size_t begin;  // in the buffer
  std::size_t size;
};

struct Row {
  const char* name;
  std::vector<Piece> pieces;
};

// Not CHECK(a == b): neither is to be printed.
bool has_contents(const std::filesystem::path& path, const std::string& expected) {
  return read_file(path) == expected;
}

void check_written(const std::filesystem::path& directory) {
  const Row row = GENERATE(values<Row>({
      {"aligned, short, odd, aligned again",
       {{0, mebibyte}, {4096, 8192}, {1, 4097}, {4096, mebibyte}, {0, 2 * mebibyte}}},
      {"aligned to the end", {{0, mebibyte}, {mebibyte, mebibyte}}},
      {"large, but from an odd place in memory", {{0, mebibyte}, {3, mebibyte}, {0, mebibyte}}},
      {"large, but of an odd size", {{0, mebibyte + 5}, {0, mebibyte}}},
      {"odd first", {{0, 1}, {0, mebibyte}, {0, 8192}}},
      {"nothing", {{0, 0}, {0, mebibyte}, {0, 0}}},
  }));
  CAPTURE(row.name, directory);
  const PageBuffer buffer(2 * mebibyte);
  std::string expected;
  {
    OpenFile file(directory / "table", O_WRONLY | O_CREAT | O_EXCL);
    for (const Piece& piece : row.pieces) {
      const std::string_view bytes = buffer.view().substr(piece.begin, piece.size);
      file.write_past_cache(bytes);
      expected += bytes;
    }
  }
  CHECK(has_contents(directory / "table", expected));
}

}  // namespace

TEST_CASE("what is written past the cache is what the file holds, whatever it is aligned to", "[durable]") {
  const TempDir dir;
  check_written(dir.path());
}

// Which kernels before 6.6 refuse to write to past the cache.
TEST_CASE("a file system in memory holds what is written past the cache", "[durable]") {
  const std::filesystem::path memory = "/dev/shm";
  std::error_code ignored;
  if (!std::filesystem::is_directory(memory, ignored)) {
    WARN("left out: no " << memory);
    return;
  }
  const DirectoryIn dir(memory);
  check_written(dir.path());
}

TEST_CASE("bytes written past the cache and others follow each other", "[durable]") {
  const TempDir dir;
  const PageBuffer buffer(mebibyte);
  {
    OpenFile file(dir.path() / "table", O_WRONLY | O_CREAT | O_EXCL);
    file.write_all("head");
    file.write_past_cache(buffer.view());
    file.write_all("between");
    file.write_past_cache(buffer.view());
  }
  const std::string bytes(buffer.view());
  CHECK(has_contents(dir.path() / "table", "head" + bytes + "between" + bytes));
}

TEST_CASE("a file that is not open for writing tells so when written past the cache", "[durable]") {
  const TempDir dir;
  const auto path = dir.write("table", "bytes");
  const PageBuffer buffer(mebibyte);
  OpenFile file(path, O_RDONLY);
  CHECK_THROWS_AS(file.write_past_cache(buffer.view()), Error);
}
