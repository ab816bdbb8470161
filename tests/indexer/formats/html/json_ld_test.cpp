#include "indexer/formats/html/json_ld.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline::html;

TEST_CASE("JSON-LD is read as sites write it", "[html]") {
  const auto script = GENERATE(
      as<std::string>{}, R"({"@type":"NewsArticle","headline":"A day","author":"Ann Roe"})",
      R"(<!-- {"@type":["Thing","NewsArticle"],"headline":"A day","author":{"name":"Ann Roe"}} -->)",
      R"(/*<![CDATA[*/[{"@type":"http://schema.org/BlogPosting","headline":"A day","author":[{"@type":"Person","name":"Ann Roe"},],},]/*]]>*/)",
      "// "
      "comment\n{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"A\n\tday\",\"author\":{\"@id\":\"#a\"}},{"
      "\"@id\":\"#a\",\"name\":\"Ann Roe\"}]};",
      R"({"@type":"Article","headline":"A&#32;<b>day</b>","author":{"givenName":"Ann","familyName":"Roe"}})");
  CAPTURE(script);
  const JsonLd facts = read_json_ld({script});
  CHECK(facts.headline == "A day");
  CHECK(facts.authors == std::vector<std::string>{"Ann Roe"});
}

TEST_CASE("a page's own date is kept apart from its article's", "[html]") {
  const JsonLd facts = read_json_ld({R"([{"@type":"WebPage","datePublished":"2019-01-01","name":"x"},
      {"@type":"NewsArticle","datePublished":"2020-05-03","dateModified":"2020-05-04","keywords":"a, b,c"}])"});
  CHECK(facts.published == "2020-05-03");
  CHECK(facts.published_elsewhere == "2019-01-01");
  CHECK(facts.modified == "2020-05-04");
  CHECK(facts.keywords == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("a blogger who is a person and an organisation at once is no site name", "[html]") {
  const JsonLd facts = read_json_ld({R"({"@type":"Article","publisher":{"@id":"#me"},"author":{"@id":"#me"},
      "about":{"@type":["Person","Organization"],"@id":"#me","name":"Ann Roe"}})"});
  CHECK(facts.site_names.empty());
  CHECK(facts.authors == std::vector<std::string>{"Ann Roe"});
}

TEST_CASE("JSON-LD that is no JSON, or nested without end, says nothing", "[html]") {
  const auto script =
      GENERATE(as<std::string>{}, "", "{", "var x = 1;", "{\"a\":\"\\u12\"}", std::string(100'000, '['),
               R"({"@type":"Article","author":{"@id":"#a"},"@id":"#a"})");
  CHECK(read_json_ld({script}).authors.empty());
}
