// The bytes of a tiny database, so that a change of the encoding is seen in review.
#include "common/text/date.hpp"
#include "tests/support/bulk_input.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace dateline;
using namespace dateline::tests;

namespace {

constexpr std::size_t line_bytes = 16;

// Lines of zeros only are left out, and those that repeat the one before.
std::string hex_dump(const std::string& bytes) {
  std::string dump;
  std::string before;
  for (std::size_t at = 0; at < bytes.size(); at += line_bytes) {
    const std::string line = bytes.substr(at, line_bytes);
    if (std::ranges::all_of(line, [](char c) { return c == '\0'; })) continue;
    if (std::exchange(before, line) == line) continue;
    std::string hex;
    std::string text;
    for (const char c : line) {
      hex += fmt::format(" {:02x}", static_cast<unsigned char>(c));
      text += c >= ' ' && c <= '~' ? c : '.';
    }
    dump += fmt::format("{:06x} {:<48}  {}\n", at, hex, text);
  }
  return dump;
}

// Without titles, whose sort keys change with the release of ICU; what is stored is plain.
std::vector<BulkArticle> tiny_articles() {
  BulkArticle ferry{.docid = 3, .file_term = "P0123456789abcdef", .revision = 1, .data = "stored ferry"};
  ferry.article = {.id = "ferry.txt",
                   .published = parse_iso("2024-05-06"),
                   .published_from = DateEvidence::record,
                   .lang = "en",
                   .format = "text/plain",
                   .text = "The ferry sails to the island. The ferry is late."};
  BulkArticle mill{.docid = 4, .file_term = "P0123456789abcdef", .revision = 2, .data = "stored mill"};
  mill.article = {.id = "list.jsonl#2",
                  .authors = {"Ada Marsh"},
                  .published = parse_iso("1987-02-26T15:01:01Z"),
                  .published_from = DateEvidence::record,
                  .tags = {"mills"},
                  .source = "Osk Courier",
                  .url = "https://www.example.org/mill",
                  .lang = "de",
                  .text = "Die Mühle mahlt."};
  const BulkArticle nothing{
      .docid = 200, .article = {.id = "nothing"}, .file_term = "Pfedcba9876543210", .revision = 2};
  return {ferry, mill, nothing};
}

}  // namespace

TEST_CASE("a tiny database has the bytes that it had", "[bulk][golden]") {
  const TempDir dir;
  const auto articles = tiny_articles();
  DatabaseUuid uuid{};
  for (std::size_t i = 0; i < uuid.size(); ++i) uuid[i] = static_cast<unsigned char>(0xA0 + i);
  const BulkInput input =
      input_of(articles, articles.size(), {{"dateline:schema", "1"}, {"long", std::string(2100, 'm')}});
  build_database(dir.path() / "db", input, {.uuid = uuid});
  CHECK(check_of(dir.path() / "db") == "");
  std::string dump;
  for (const auto& [name, bytes] : files_of(dir.path() / "db"))
    dump += fmt::format("{}, {} bytes\n{}\n", name, bytes.size(), hex_dump(bytes));
  check_golden("bulk_database.txt", dump);
}
