#include "indexer/build/spool/calendar_order.hpp"

#include "indexer/build/article_terms.hpp"
#include "tests/support/random_articles.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

/// What a spool was given.
struct Spooled {
  Article article{};
  StoredParts parts{};
  std::uint64_t file_hash = 0;
  std::uint64_t revision = 0;
};

/// What is read of it, in a word.
using Row = std::tuple<std::uint32_t, std::string, std::string, std::string, std::uint64_t, std::string>;

constexpr auto dates = std::to_array<const char*>(
    {"2024-05-06", "2024-05-06T10:00:00Z", "2024-05-06T10:00:00+02:00", "2024-05-06T23:59:59Z", "2024-05",
     "2024", "2024-05-05", "2024-04-30T08:00:00Z", "1987-02-26", "-0044-03-15", "9999-12-31", "", "", ""});

std::vector<Spooled> random_spool(unsigned drawn, std::size_t count) {
  RandomText random(drawn);
  std::vector<Spooled> spooled;
  for (auto& made : random_articles(drawn, count)) {
    Spooled one{
        .article = std::move(made.article), .file_hash = random.below(5) + 1, .revision = made.revision};
    one.article.published = parse_iso(dates[random.below(dates.size())]);
    one.article.published_from = one.article.published ? DateEvidence::record : DateEvidence::none;
    one.parts = stored_parts(one.article, "/archive/file");
    spooled.push_back(std::move(one));
  }
  return spooled;
}

void fill(ArticleSpool& spool, const std::vector<Spooled>& articles, RandomText& random) {
  for (const Spooled& one : articles) {
    const SpoolEntry entry{.id_hash = hash_id(one.article.id),
                           .file_hash = one.file_hash,
                           .date = pack_date(one.article.published)};
    if (random.below(2) == 0) {
      spool.append(entry, one.revision, one.parts);
    } else {
      spool.append_packed(entry, one.revision, pack_stored(one.parts));
    }
    if (random.below(8) == 0) {  // read again by another file: its place is taken
      spool.take_out(static_cast<ArticleSpool::Number>(spool.entries().size() - 1));
      spool.append(entry, one.revision, one.parts);
    }
  }
  spool.flush();
}

Row row_of(std::uint32_t docid, const Spooled& one) {
  return {docid,        one.article.id,          one.article.text + one.article.title, pack_stored(one.parts),
          one.revision, file_term(one.file_hash)};
}

// The slow model: sorted whole, then counted along the calendar.
std::vector<Row> expected_rows(std::vector<Spooled> articles, const Calendar& calendar) {
  std::ranges::sort(articles, [](const Spooled& a, const Spooled& b) {
    const auto& a_time = a.article.published;
    const auto& b_time = b.article.published;
    if (a_time.has_value() != b_time.has_value()) return a_time.has_value();
    if (a_time && a_time->date != b_time->date) return is_newer(a_time->date, b_time->date);
    if (a_time && instant_of(*a_time) != instant_of(*b_time))
      return instant_of(*a_time) > instant_of(*b_time);
    return a.article.id < b.article.id;
  });
  std::vector<Row> rows;
  PackedDate date = 0;
  std::uint32_t docid = 0;
  for (const Spooled& one : articles) {
    const PackedDate its = pack_date(one.article.published);
    if (rows.empty() || its != date)
      docid = calendar.first_docid(its == 0 ? std::nullopt : std::optional(unpack_date(its)));
    date = its;
    rows.push_back(row_of(docid++, one));
  }
  return rows;
}

std::vector<Row> rows_of(const CalendarOrder& order) {
  std::vector<Row> rows;
  for (std::size_t segment = 0; segment < order.segments(); ++segment) {
    const std::size_t before = rows.size();
    order.read(segment, [&](const BulkArticle& read) {
      rows.emplace_back(read.docid, read.article.id, read.article.text + read.article.title, read.data,
                        read.revision, read.file_term);
    });
    CHECK(rows.size() > before);
  }
  return rows;
}

}  // namespace

TEST_CASE("articles come by date, instant and id, undated last, whatever the size of segments",
          "[bulk][property]") {
  const TempDir dir;
  const unsigned drawn = seed();
  const std::size_t count = GENERATE(0, 1, 300);
  RandomText random(drawn);
  const auto articles = random_spool(drawn, count);
  ArticleSpool spool(dir.path() / "spool");
  CHECK_FALSE(std::filesystem::exists(dir.path() / "spool"));
  fill(spool, articles, random);
  CHECK(spool.article_count() == count);
  const std::uint64_t segment_bytes = GENERATE(1, 500, 5'000, 100'000'000);  // days of about 20 KB
  CAPTURE(count, segment_bytes);
  const CalendarOrder order(spool, segment_bytes);
  if (segment_bytes == 1) CHECK(order.segments() == count);
  if (segment_bytes == 100'000'000) CHECK(order.segments() == std::min<std::size_t>(count, 1));
  const auto rows = rows_of(order);
  const auto expected = expected_rows(articles, order.calendar());
  REQUIRE(rows.size() == expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) CHECK((rows[i] == expected[i]));
  CHECK(std::ranges::adjacent_find(
            rows, [](const Row& a, const Row& b) { return std::get<0>(a) >= std::get<0>(b); }) == rows.end());
}

TEST_CASE("a spooled article is found by its id until it is taken out, before and after it is on the disk",
          "[bulk]") {
  const TempDir dir;
  ArticleSpool spool(dir.path() / "spool");
  const Article large{.id = "large", .text = std::string(3'000'000, 'x')};
  const auto add = [&](const std::string& id, const std::string& text) {
    return spool.append({.id_hash = hash_id(id)}, 7, stored_parts({.id = id, .text = text}, "/p"));
  };
  const auto any = [](ArticleSpool::Number) { return true; };
  std::vector<ArticleSpool::Number> numbers;
  for (int i = 0; i < 10'000; ++i) numbers.push_back(add("id" + std::to_string(i), std::to_string(i)));
  const auto large_number = spool.append({.id_hash = hash_id("large")}, 1, stored_parts(large, "/p"));
  CHECK(read_parts(parts_of(spool.read_before_flush(large_number))).article.text == large.text);
  for (int i = 0; i < 10'000; i += 97) {
    const auto number = spool.find(hash_id("id" + std::to_string(i)), any);
    REQUIRE(number == numbers[static_cast<std::size_t>(i)]);
    const SpooledArticle article = spool.read_before_flush(*number);
    CHECK(article.revision == 7);
    CHECK(read_metadata(article).article.id == "id" + std::to_string(i));
    CHECK(read_metadata(article).path == "/p");
    spool.take_out(*number);
    CHECK_FALSE(spool.find(hash_id("id" + std::to_string(i)), any));
  }
  CHECK_FALSE(spool.find(hash_id("none"), any));
  CHECK_FALSE(spool.find(hash_id("id1"), [](ArticleSpool::Number) { return false; }));
}

TEST_CASE("segments are cut by what articles are unpacked, however they lie in the spool", "[bulk]") {
  const TempDir dir;
  ArticleSpool as_parts(dir.path() / "parts");
  ArticleSpool packed(dir.path() / "packed");
  ArticleSpool mixed(dir.path() / "mixed");
  for (int i = 0; i < 30; ++i) {
    const StoredParts parts = stored_parts(
        {.id = "id" + std::to_string(i), .text = std::string(static_cast<std::size_t>(i) * 10'000, 'x')},
        "/p");
    const SpoolEntry entry{.id_hash = static_cast<std::uint64_t>(i)};
    const std::string data = pack_stored(parts);
    as_parts.append(entry, 200, parts);
    packed.append_packed(entry, 200, data);
    i % 3 == 0 ? mixed.append_packed(entry, 200, data) : mixed.append(entry, 200, parts);
  }
  packed.take_out(7);
  CHECK(packed.unpacked_record_bytes(7) == 0);
  packed.append(SpoolEntry{.id_hash = 7}, 200,
                stored_parts({.id = "id7", .text = std::string(70'000, 'x')}, "/p"));
  as_parts.flush();
  packed.flush();
  mixed.flush();
  const std::uint64_t segment_bytes = GENERATE(1, 400'000, 100'000'000);
  CAPTURE(segment_bytes);
  const CalendarOrder expected(as_parts, segment_bytes);
  for (const ArticleSpool* spool : {&packed, &mixed}) {
    const CalendarOrder order(*spool, segment_bytes);
    CHECK((rows_of(order) == rows_of(expected)));
    REQUIRE(order.segments() == expected.segments());
    for (std::size_t i = 0; i < order.segments(); ++i)
      CHECK(order.largest_article(i) == expected.largest_article(i));
  }
}

TEST_CASE("a packed date keeps the date and the order of newer and older", "[bulk]") {
  CHECK(pack_date(std::nullopt) == 0);
  for (const char* a : dates) {
    for (const char* b : dates) {
      const auto one = parse_iso(a);
      const auto other = parse_iso(b);
      if (!one || !other) continue;
      CAPTURE(a, b);
      CHECK(unpack_date(pack_date(one)) == one->date);
      CHECK((pack_date(one) > pack_date(other)) == is_newer(one->date, other->date));
    }
  }
}
