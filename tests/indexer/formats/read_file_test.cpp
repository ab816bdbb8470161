#include "indexer/formats/read_file.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <cstddef>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <pthread.h>

using namespace dateline;

namespace {

const ReadOptions options{.today = std::chrono::year(2024) / 6 / 1};

/// Articles and rejections as lines, in order.
struct Told {
  std::vector<std::string> lines{};
  FileReading reading{};
};

void tell_rejections(Told& told) {
  for (const Rejection& each : told.reading.rejections)
    told.lines.push_back("rejected " + each.where + ": " + each.reason);
}

Told read_whole(const std::filesystem::path& file, const ReadOptions& reading) {
  Told told;
  told.reading = read_source_file(file, "a.jsonl", reading, [&told](Article&& article) {
    told.lines.push_back(article.id + " " + write_stored(article, "a.jsonl"));
  });
  tell_rejections(told);
  return told;
}

Told read_in_pieces(const std::filesystem::path& file, const ReadOptions& reading, unsigned helpers) {
  Told told;
  SpareThreads spare(helpers);
  const ArticleTarget target{
      .store = [](const Article& article) { return stored_parts(article, "a.jsonl"); },
      .take =
          [&told](PreparedArticle&& prepared) {
            told.lines.push_back(prepared.article.id + " " + pack_stored(prepared.stored));
          }};
  told.reading = read_source_file(file, "a.jsonl", reading, target, spare);
  tell_rejections(told);
  for (unsigned i = 0; i < helpers; ++i) CHECK(spare.take());
  CHECK_FALSE(spare.take());
  return told;
}

/// While it lives the system refuses new threads: their stacks would not fit into memory's addresses.
class NoNewThreads {
 public:
  NoNewThreads() {
    REQUIRE(pthread_getattr_default_np(&before_) == 0);
    pthread_attr_t huge{};
    REQUIRE(pthread_attr_init(&huge) == 0);
    REQUIRE(pthread_attr_setstacksize(&huge, std::size_t{1} << 47) == 0);
    REQUIRE(pthread_setattr_default_np(&huge) == 0);
    pthread_attr_destroy(&huge);
  }
  ~NoNewThreads() {
    pthread_setattr_default_np(&before_);
    pthread_attr_destroy(&before_);
  }
  NoNewThreads(const NoNewThreads&) = delete;
  NoNewThreads& operator=(const NoNewThreads&) = delete;

 private:
  pthread_attr_t before_{};
};

/// About 3 MB of lines of all kinds, some longer than a piece and some than an article may be.
std::string many_lines() {
  std::string lines = "\xEF\xBB\xBF";
  for (unsigned number = 0; number < 3000; ++number) {
    const std::string name = std::to_string(number);
    const std::string text(number == 700 ? 400'000 : number == 1900 ? 600'000 : number * 37 % 1500, 'x');
    const std::string id = number % 3 == 0 ? "\"id\":\"id-" + std::to_string(number % 500) + "\"," : "";
    if (number % 211 == 5)
      lines += "{\"title\":\"cut short";
    else if (number % 97 == 0)
      lines += "{\"url\":\"https://example.org\"}";
    else if (number % 89 == 0)
      lines += "{\"title\":\"\\u00ad\\ufeff\"}";
    else if (number % 83 != 0)
      lines += "{" + id + "\"title\":\"Bridge " + name + "\",\"text\":\"" + text + " end\"}";
    lines += number % 2 == 0 ? "\n" : "\r\n";
  }
  return lines + "{\"title\":\"The last line has no end\"}";
}

}  // namespace

TEST_CASE("what the receiver of articles throws is no fault of the file", "[read_file]") {
  const tests::TempDir directory;
  const auto* const name = GENERATE("a.txt", "a.jsonl", "a.json", "a.md");
  CAPTURE(name);
  const bool is_json = std::string_view(name).find("json") != std::string_view::npos;
  const auto file = directory.write(name, is_json ? "{\"title\":\"A headline\",\"text\":\"Some text.\"}"
                                                  : "A headline\n\nSome text of it.\n");
  const auto fail = [](Article&&) { throw Error(ErrorKind::bad_input, "the database is damaged"); };
  CHECK_THROWS_WITH(read_source_file(file, name, options, fail), "the database is damaged");
}

TEST_CASE("a file that cannot be opened says so, and that its articles may stay", "[read_file]") {
  const tests::TempDir directory;
  const auto missing =
      read_source_file(directory.path() / "missing.txt", "missing.txt", options, [](Article&&) {});
  CHECK_FALSE(missing.was_read);
  CHECK(missing.content_hash == 0);
  REQUIRE(missing.rejections.size() == 1);
  CHECK(missing.rejections[0].reason.starts_with("cannot be read: "));
}

TEST_CASE("of a large file of lines the same comes in the same order however many threads help",
          "[read_file]") {
  const tests::TempDir directory;
  const std::size_t max_bytes = GENERATE(500'000, 1000);
  const std::string last = GENERATE("", "\n", "\n\n");
  const unsigned helpers = GENERATE(0, 1, 3);
  CAPTURE(max_bytes, last, helpers);
  const auto file = directory.write("a.jsonl", many_lines() + last);
  const ReadOptions limited{.max_file_bytes = max_bytes, .today = options.today};
  const Told whole = read_whole(file, limited);
  const Told pieces = read_in_pieces(file, limited, helpers);
  CHECK(whole.reading.articles > 1000);
  CHECK(whole.reading.rejections.size() > 40);
  CHECK(pieces.lines == whole.lines);
  CHECK(pieces.reading.articles == whole.reading.articles);
  CHECK(pieces.reading.content_hash == whole.reading.content_hash);
  CHECK(pieces.reading.was_read);
  CHECK(pieces.reading.was_limited == whole.reading.was_limited);
}

TEST_CASE("a large file of nothing but bad lines is given up at the same line by many threads",
          "[read_file]") {
  const tests::TempDir directory;
  std::string lines = "{\"title\":\"Good\"}\n";
  for (unsigned number = 0; number < 12'000; ++number) lines += "{\"title\":" + std::string(150, '-') + "}\n";
  const auto file = directory.write("a.jsonl", lines + "{\"title\":\"Too late\"}\n");
  const Told whole = read_whole(file, options);
  CHECK(whole.reading.rejections.size() == 10'001);
  CHECK(read_in_pieces(file, options, 3).lines == whole.lines);
}

TEST_CASE("a file is read without the helpers that the system refuses", "[read_file]") {
  const tests::TempDir directory;
  const auto file = directory.write("a.jsonl", many_lines());
  const Told whole = read_whole(file, options);
  const NoNewThreads refused;
  const auto start = [] { std::jthread([] {}); };
  CHECK_THROWS_AS(start(), std::system_error);
  CHECK(read_in_pieces(file, options, 3).lines == whole.lines);
}

TEST_CASE("what the receiver throws stops all threads that read a file", "[read_file]") {
  const tests::TempDir directory;
  const unsigned helpers = GENERATE(0, 1, 3);
  const unsigned taken = GENERATE(0, 1500);
  CAPTURE(helpers, taken);
  const auto file = directory.write("a.jsonl", many_lines());
  SpareThreads spare(helpers);
  unsigned count = 0;
  const ArticleTarget target{.take = [&](PreparedArticle&&) {
    if (count++ == taken) throw Error(ErrorKind::bad_input, "the database is damaged");
  }};
  CHECK_THROWS_WITH(read_source_file(file, "a.jsonl", options, target, spare), "the database is damaged");
  CHECK(count == taken + 1);
}
