#include "indexer/formats/json.hpp"

#include "common/error.hpp"
#include "tests/support/read_articles.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

Article read_record(const std::string& json) {
  ReadResult result = read_articles(read_json, json, "x.json");
  REQUIRE(result.articles.size() == 1);
  return result.articles[0];
}

std::string published(const Article& article) {
  return article.published ? format_iso(*article.published) : "none";
}

}  // namespace

TEST_CASE("a record's members become the article's", "[json]") {
  const Article article = read_record(
      R"({"id": "a-7", "title": " Quay  agreed ", "text": "One.\n\nTwo.", "summary": "Short.", "date": "2023-01-26T10:05:00Z",
          "authors": ["Ann Lee", "José Ruiz"], "tags": ["port", "money", "port"], "source": "Herald", "lang": "en",
          "url": "https://example.org/a", "updated": "2023-02-01", "unknown": {"deep": [1, 2, 3]}})");
  CHECK(article.id == "a-7");
  CHECK(article.title == "Quay agreed");
  CHECK(article.text == "One.\n\nTwo.");
  CHECK(article.summary == "Short.");
  CHECK(published(article) == "2023-01-26T10:05:00Z");
  CHECK(article.published_from == DateEvidence::record);
  CHECK(format_iso(*article.modified) == "2023-02-01");
  CHECK(article.authors == std::vector<std::string>{"Ann Lee", "José Ruiz"});
  CHECK(article.tags == std::vector<std::string>{"port", "money"});
  CHECK(article.source == "Herald");
  CHECK(article.lang == "en");
  CHECK(article.url == "https://example.org/a");
  CHECK(article.format == "application/json");
}

TEST_CASE("the names that crawlers and news services use are known", "[json]") {
  const auto* json = GENERATE(
      R"({"headline": "T", "body": "B", "author": "Ann Lee", "published": "26 January 2023"})",
      R"({"title": "T", "content": "B", "author": {"name": "Ann Lee"}, "publishedAt": "2023-01-26"})",
      R"({"title": "T", "articleBody": "B", "author": [{"name": "Ann Lee"}], "datePublished": "2023-01-26"})",
      R"({"TITLE": "T", "Text": "B", "byline": "By Ann Lee", "pub_date": "01/26/2023"})",
      R"({"title": "T", "text": ["B"], "authors": "Ann Lee", "timestamp": 1674691200})",
      R"({"title": "T", "text": "B", "authors": "Ann Lee", "date": 1674691200000})",
      R"({"title": "T", "text": "B", "creator": "Ann Lee", "date": 20230126})");
  CAPTURE(json);
  const Article article = read_record(json);
  CHECK(article.title == "T");
  CHECK(article.text == "B");
  CHECK(article.authors == std::vector<std::string>{"Ann Lee"});
  CHECK(published(article).substr(0, 10) == "2023-01-26");
}

TEST_CASE("a day of crawling is no publication and a future or impossible one no date", "[json]") {
  const auto* date = GENERATE(R"("date_extracted": "2015-08-01")", R"("date": "2031-01-01")",
                              R"("date": "2023-02-30")", R"("date": "soon")", R"("date": null)",
                              R"("date": {})", R"("date": -5)", R"("date": 1e300)", R"("date": 99999999999)");
  CAPTURE(date);
  CHECK_FALSE(read_record(std::string(R"({"title": "T", )") + date + "}").published);
}

TEST_CASE("every shape of a JSON file gives its records", "[json]") {
  const auto* json = GENERATE(R"([{"title":"a"},{"title":"b"}])", R"({"title":"a"}{"title":"b"})",
                              "{\"title\":\"a\"}\n{\"title\":\"b\"}\n",
                              "\xEF\xBB\xBF [ {\"title\":\"a\"} , {\"title\":\"b\"} ] ",
                              R"({"status":"ok","articles":[{"title":"a"},{"title":"b"}]})",
                              R"([{"title":"a","x":"]}\"["},{"title":"b"}])");
  CAPTURE(json);
  const ReadResult result = read_articles(read_json, json, "x.json");
  REQUIRE(result.articles.size() == 2);
  CHECK(result.articles[0].title == "a");
  CHECK(result.articles[1].title == "b");
  CHECK(result.records == std::vector<std::size_t>{1, 2});
  CHECK(result.rejections.empty());
}

TEST_CASE("a bad record is named and the others are read", "[json]") {
  const ReadResult result =
      read_articles(read_json, R"([{"title":"a"}, 7, {"x":1}, {"title": nope}, {"title":"b"}])", "x.json");
  CHECK(result.articles.size() == 2);
  REQUIRE(result.rejections.size() == 3);
  CHECK(result.rejections[0].starts_with("record 2: "));
  CHECK(result.rejections[1] == "record 3: no title and no text in it");
  CHECK(result.rejections[2].starts_with("record 4: not valid JSON"));
  CHECK(result.records == std::vector<std::size_t>{1, 5});
}

TEST_CASE("a bad first record is named when others follow", "[json]") {
  const ReadResult result = read_articles(read_json, R"([{"x":1},{"title":"b"}])", "x.json");
  CHECK(result.articles.size() == 1);
  CHECK(result.rejections == std::vector<std::string>{"record 1: no title and no text in it"});
}

TEST_CASE("an array that is cut short keeps what came before", "[json]") {
  const ReadResult result = read_articles(read_json, R"([{"title":"a"},{"title":"b)", "x.json");
  CHECK(result.articles.size() == 1);
  CHECK(result.rejections == std::vector<std::string>{"record 2: not valid JSON: cut short"});
}

TEST_CASE("a JSON file that holds no article is rejected as one", "[json]") {
  struct Row {
    const char* json;
    const char* reason;
  };
  const auto row = GENERATE(Row{R"({"name": {"a": 1}, "version": 2})", "no title and no text in it"},
                            Row{R"({"dependencies": {"x": "1.0"}})", "no title and no text in it"},
                            Row{"[]", "no record in it"}, Row{"{", "not valid JSON: cut short"},
                            Row{"[", "cut short: the array has no end"}, Row{"", "no record in it"});
  CAPTURE(row.json);
  CHECK_THROWS_WITH(read_articles(read_json, row.json, "x.json"), row.reason);
}

TEST_CASE("JSON lines are read one by one and bad ones named by line", "[json]") {
  const ReadResult result = read_articles(read_jsonl,
                                          "\xEF\xBB\xBF{\"title\":\"a\"}\r\n\n{\"title\": "
                                          "\n[1]\n{\"title\":\"\\ud8\"}\n{\"id\":5,\"text\":\"b.\"}",
                                          "x.jsonl");
  REQUIRE(result.articles.size() == 2);
  CHECK(result.articles[1].id == "5");
  CHECK(result.articles[1].title == "b");
  CHECK(result.articles[1].format == "application/jsonl");
  CHECK(result.records == std::vector<std::size_t>{1, 6});
  REQUIRE(result.rejections.size() == 3);
  CHECK(result.rejections[0].starts_with("line 3: not valid JSON"));
  CHECK(result.rejections[1] == "line 4: not an object");
  CHECK(result.rejections[2].starts_with("line 5: not valid JSON"));
}

TEST_CASE("a line in another charset is decoded", "[json]") {
  const ReadResult result = read_articles(read_jsonl, "{\"title\":\"Caf\xE9 closes\"}\n", "x.jsonl");
  REQUIRE(result.articles.size() == 1);
  CHECK(result.articles[0].title == "Café closes");
}

TEST_CASE("a line over the limit is rejected and the next one read", "[json]") {
  const ReadResult result = read_articles(
      read_jsonl, "{\"title\":\"" + std::string(5000, 'x') + "\"}\n{\"title\":\"b\"}\n", "x.jsonl", 1000);
  CHECK(result.articles.size() == 1);
  CHECK(result.rejections == std::vector<std::string>{"line 1: a line longer than 1000 bytes"});
}

TEST_CASE("a file of nothing but bad records is given up", "[json]") {
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += "7,\n";
  CHECK_THROWS_WITH(read_articles(read_jsonl, lines, "x.jsonl"), "given up after 10000 bad records in a row");
  CHECK_THROWS_WITH(read_articles(read_json, "[" + lines + "8]", "x.json"),
                    "given up after 10000 bad records in a row");
}

TEST_CASE("HTML in a text is left as it is", "[json]") {
  CHECK(read_record(R"({"title":"T","text":"<p>a &amp; b</p>"})").text == "<p>a &amp; b</p>");
}

TEST_CASE("deep nesting, NULs and controls do no harm", "[json]") {
  const ReadResult deep = read_articles(
      read_json, R"([{"title":"a"},{"title":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}]",
      "x.json");
  CHECK(deep.articles.size() == 1);
  CHECK(deep.rejections == std::vector<std::string>{"record 2: not valid JSON: nested too deep"});
  check_clean(read_record(R"({"title":"a\u0000b\u001b[1m","text":"x\u0007","tags":"a\u0000,b"})"));
}

TEST_CASE("JSON cut anywhere is read or rejected", "[json][property]") {
  const std::string json =
      R"([{"id":1,"title":"Zażółć \u00e9 \ud83d\ude42","text":"a\nb","authors":[{"name":"x"}],"date":"2023-01-26"},{"title":"b"}])";
  read_truncated(read_json, json, "x.json");
  read_truncated(read_jsonl, json, "x.jsonl");
}

TEST_CASE("JSON is known by its contents", "[json]") {
  CHECK(looks_like_json("  {\"a\": 1}"));
  CHECK(looks_like_json("[\n{"));
  CHECK_FALSE(looks_like_json("[1, 2]"));
  CHECK_FALSE(looks_like_json("{{ template }}"));
  CHECK_FALSE(looks_like_json("[a link](http://example.org)"));
  CHECK(looks_like_jsonl("{\"a\":1}\n{\"a\":2}\n"));
  CHECK_FALSE(looks_like_jsonl("{\n\"a\":1}\n"));
  CHECK_FALSE(looks_like_jsonl("{\"a\":1}\n"));
  CHECK(has_record_line("{\"a\":1}\nnull\n"));
  CHECK(has_record_line("\xEF\xBB\xBF\n null\n {\"a\":1}\n"));
  CHECK(has_record_line("{\"a\": \"" + std::string(4096, 'x')));
  CHECK_FALSE(has_record_line("{\n\"a\":1}\n"));
  CHECK_FALSE(has_record_line("null\n"));
}

TEST_CASE("a trifle in a record does not lose it", "[json]") {
  const auto* json = GENERATE(R"({"title": "T", "text": "B", "views": 123456789012345678901234567890})",
                              R"({"views": -123456789012345678901234567890, "title": "T", "text": "B"})",
                              R"({"title": "T", "text": "B", "x": 1e999, "y": [-1.5E+400, NaN, -Infinity]})",
                              R"({"title": "T", "text": "B", "x": "\ud83d", "y": "\ud83d\u0041 \udc00\\"})",
                              "{\"title\": \"T\", \"text\": \"B\", \"x\": \"one\ntwo\tthree\x01\"}");
  CAPTURE(json);
  const Article article = read_record(json);
  CHECK(article.title == "T");
  CHECK(article.text == "B");
}

TEST_CASE("a mended record keeps what is said in it", "[json]") {
  const Article article = read_record(
      R"({"id": 123456789012345678901234567890, "title": "\ud83d and \ud83d\ude00", "text": "a \"b\" 1e999"})");
  CHECK(article.id == "123456789012345678901234567890");
  CHECK(article.title == "\uFFFD and \U0001F600");
  CHECK(article.text == "a \"b\" 1e999");
}

TEST_CASE("what is no JSON is refused all the same", "[json]") {
  const auto* json =
      GENERATE(R"({"title": "T", "text": "B", "x": 007})", R"({"title": "T", "text": "B", "x": 1.})",
               R"({"title": "T", "text": "B", "x": \q})", R"({"title": "T" "text": "B"})",
               R"({"title": "T", "text": "\ud8})", R"({"title": "T", "text": "\"})");
  CAPTURE(json);
  CHECK_THROWS_AS(read_articles(read_json, json, "x.json"), Error);
}

TEST_CASE("titles and texts in parts are joined", "[json]") {
  const Article article = read_record(R"({"title": ["Quay", " agreed"], "text": ["One.", "Two."]})");
  CHECK(article.title == "Quay agreed");
  CHECK(article.text == "One.\n\nTwo.");
}

TEST_CASE("records in UTF-16 and UTF-32 are read", "[json]") {
  const std::string lines = "{\"title\": \"T\", \"text\": \"B\"}\n{\"title\": \"U\", \"text\": \"C\"}\n";
  struct Row {
    std::string_view mark;
    std::size_t before;  // NULs around each byte
    std::size_t behind;
  };
  const auto row = GENERATE(Row{"\xFF\xFE", 0, 1}, Row{"\xFE\xFF", 1, 0}, Row{"", 0, 1}, Row{"", 1, 0},
                            Row{std::string_view("\xFF\xFE\0\0", 4), 0, 3},
                            Row{std::string_view("\0\0\xFE\xFF", 4), 3, 0});
  std::string bytes(row.mark);
  for (const char c : lines) {
    bytes.append(row.before, '\0') += c;
    bytes.append(row.behind, '\0');
  }
  CAPTURE(row.before, row.behind, row.mark.size());
  const Reader reader = GENERATE(read_json, read_jsonl);
  const ReadResult result = read_articles(reader, bytes, "x.json");
  CHECK(result.rejections.empty());
  REQUIRE(result.articles.size() == 2);
  CHECK(result.articles[1].title == "U");
}

TEST_CASE("arrays without an end are told as nested too deep", "[json]") {
  const std::string open(100'000, '[');
  const auto json = GENERATE_COPY(as<std::string>{}, open, open + std::string(100'000, ']'));
  CHECK_THROWS_WITH(read_articles(read_json, json, "x.json"), "not valid JSON: nested too deep");
}

TEST_CASE("a date before our era or at Unix's zero leaves a record undated", "[json]") {
  const auto* date = GENERATE(R"("-0044-03-15")", R"("-0044-03-15T10:00:00Z")", R"("15 March 0044 BC")",
                              R"("1970-01-01T01:00:00+01:00")", R"("1970-01-01T00:00:00Z")",
                              R"("1969-12-31 19:00 EST")", "0", "-62135596800");
  CAPTURE(date);
  CHECK(published(read_record(R"({"title": "T", "text": "B", "date": )" + std::string(date) + "}")) ==
        "none");
}
