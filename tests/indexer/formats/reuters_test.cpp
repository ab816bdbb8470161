#include "indexer/formats/reuters.hpp"

#include "common/error.hpp"
#include "tests/support/read_articles.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

// Original text in the collection's markup.
const std::string story =
    "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
    "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" CGISPLIT=\"TRAINING-SET\" OLDID=\"9\" NEWID=\"41\">\n"
    "<DATE>26-FEB-1987 15:01:01.79&#9;&#9;&#9;RM</DATE>\n"
    "<TOPICS><D>ship</D><D>fish</D></TOPICS>\n<PLACES><D>latvia</D></PLACES>\n<PEOPLE></"
    "PEOPLE>\n<ORGS><D>ec</D></ORGS>\n"
    "<EXCHANGES></EXCHANGES>\n<COMPANIES></COMPANIES>\n<UNKNOWN> "
    "\n&#5;&#5;&#5;F\n&#22;&#22;&#1;f0412&#31;reute</UNKNOWN>\n"
    "<TEXT>&#2;\n<TITLE>QUAY PLAN AGREED BY &lt;PORT.R> AND UNIONS</TITLE>\n<AUTHOR>    By Ann Lee, "
    "Reuters</AUTHOR>\n"
    "<DATELINE>    RIGA, Feb 26 - </DATELINE><BODY>The harbour council met for\nthe third time and agreed.\n"
    "    Work begins in spring, said &lt;Port & Co>.\n    Berth    old    new\n East       3      5\n West   "
    "    4      4\n"
    " Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n";

std::string brief(const std::string& text) {
  return "<REUTERS NEWID=\"7\">\n<DATE> 9-APR-1987 09:00:00.00</DATE>\n" + text + "\n</REUTERS>\n";
}

}  // namespace

TEST_CASE("a wire story of 1987 comes out in its parts", "[reuters]") {
  const ReadResult result = read_articles(read_reuters, story, "x.sgm");
  REQUIRE(result.articles.size() == 1);
  const Article& article = result.articles[0];
  check_clean(article);
  CHECK(article.title == "QUAY PLAN AGREED BY <PORT.R> AND UNIONS");
  CHECK(article.authors == std::vector<std::string>{"Ann Lee"});
  CHECK(format_iso(*article.published) == "1987-02-26T15:01:01");
  CHECK(article.published_from == DateEvidence::record);
  CHECK(article.tags == std::vector<std::string>{"ship", "fish", "latvia", "ec"});
  CHECK(article.source == "Reuters");
  CHECK(article.text ==
        "RIGA, Feb 26 - The harbour council met for the third time and agreed.\n\nWork begins in spring, "
        "said <Port & "
        "Co>.\n\nBerth old new\nEast 3 5\nWest 4 4");
}

TEST_CASE("a bulletin has a title alone and an unprocessed story its first line", "[reuters]") {
  const ReadResult result = read_articles(read_reuters,
                                          brief("<TEXT TYPE=\"BRIEF\">&#2;\n******<TITLE>QUAY PLAN "
                                                "AGREED\n</TITLE>Blah blah blah.\n&#3;\n\n</TEXT>") +
                                              brief("<TEXT TYPE=\"UNPROC\">&#2;\nN.Y. QUAYS - April 9\n    "
                                                    "Two berths were taken.\n reuter\n&#3;\n\n</TEXT>"),
                                          "x.sgm");
  REQUIRE(result.articles.size() == 2);
  CHECK(result.articles[0].title == "QUAY PLAN AGREED");
  CHECK(result.articles[0].text.empty());
  CHECK(result.articles[1].title == "N.Y. QUAYS - April 9");
  CHECK(result.articles[1].text == "Two berths were taken.");
  CHECK(result.records == std::vector<std::size_t>{1, 2});
}

TEST_CASE("an empty or cut record is named and the others are read", "[reuters]") {
  const ReadResult result = read_articles(
      read_reuters,
      brief("<TEXT TYPE=\"UNPROC\">&#2;\n&#3;\n</TEXT>") + story + "<REUTERS NEWID=\"8\">\n<DATE>", "x.sgm");
  CHECK(result.articles.size() == 1);
  CHECK(result.rejections ==
        std::vector<std::string>{"record 1: no title and no text in it", "record 3: cut short"});
}

TEST_CASE("a record that does not end takes none of the next", "[reuters]") {
  const ReadResult result = read_articles(read_reuters, "<REUTERS NEWID=\"8\">\n<DATE>\n" + story, "x.sgm");
  CHECK(result.articles.size() == 1);
  CHECK(result.rejections == std::vector<std::string>{"record 1: cut short"});
}

TEST_CASE("stray bytes and odd entities stay clean text", "[reuters]") {
  const ReadResult result =
      read_articles(read_reuters,
                    brief("<TEXT><TITLE>A&amp;B &#x; &bad; &#999999; "
                          "&</TITLE><BODY>growth.\xFC&#5;&#30;side\n&#3;</BODY></TEXT>"),
                    "x.sgm");
  REQUIRE(result.articles.size() == 1);
  check_clean(result.articles[0]);
  CHECK(result.articles[0].title == "A&B &#x; &bad; &#999999; &");
  CHECK(result.articles[0].text == "growth.üside");
}

TEST_CASE("SGML without a Reuters record is rejected", "[reuters]") {
  CHECK_THROWS_WITH(read_articles(read_reuters, "<DOC>x</DOC>", "x.sgm"), "no <REUTERS> record in it");
}

TEST_CASE("Reuters SGML cut anywhere is read or rejected", "[reuters][property]") {
  read_truncated(read_reuters, story + story, "x.sgm");
}
