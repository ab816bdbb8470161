// Whole pages, written for the purpose: what a reader would copy out, and nothing else.
#include "indexer/formats/html.hpp"

#include "common/error.hpp"
#include "tests/support/pages.hpp"
#include "tests/support/read_article.hpp"

#include <chrono>
#include <string>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

Article read_page(const std::string& page) {
  return read_one(read_html, page, "page.html");
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a news page gives its headline, people, dates, tags, address and site", "[html]") {
  const Article article = read_page(news_page());
  CHECK(article.title == "Harbour bridge reopens after two years");
  CHECK(article.authors == std::vector<std::string>{"Marta Pell", "Idris Vale"});
  REQUIRE(article.published);
  CHECK(format_iso(*article.published) == "2023-03-14T06:30:00Z");
  CHECK(article.published_from == DateEvidence::json_ld);
  REQUIRE(article.modified);
  CHECK(format_iso(article.modified->date) == "2023-03-15");
  CHECK(article.tags == std::vector<std::string>{"Region", "Bridges", "Ferries"});
  CHECK(article.url == "https://www.estuarypost.example/2023/03/14/harbour-bridge-reopens");
  CHECK(article.source == "The Estuary Post");
  CHECK(article.lang == "en-GB");
  CHECK(article.format == "text/html");
}

TEST_CASE("the text of a news page is its prose, in order, without the page around it", "[html]") {
  const Article article = read_page(news_page());
  CHECK(article.text ==
        "The first lorries crossed the river at dawn, and the ferry made its last trip in the evening.\n\n"
        "At ten past five on Tuesday morning the barrier lifted, and a milk lorry from the southern bank "
        "became "
        "the first vehicle to cross the harbour bridge since the flood of 2021.\n\n"
        "Engineers had replaced eleven of the fourteen piers, and the deck now stands a metre and a half "
        "higher "
        "than before; it was, said the county surveyor, “a new bridge in an old coat”.\n\n"
        "A ferry says goodbye\n\n"
        "For two years the small ferry Constance had carried forty thousand passengers a month, and many of "
        "them "
        "came to the quay to wave when she made her last trip.\n\n"
        "Cars may cross from six in the morning until midnight.\n\n"
        "Lorries above forty tonnes still have to use the motorway.\n\n"
        "We shall miss the conversations on deck, but not the waiting in the rain.\n\n"
        "The county will decide in the autumn whether the toll, which was to end with the repairs, stays in "
        "force "
        "for another five years.");
  CHECK(article.summary ==
        "The first lorries crossed the river at dawn, and the ferry made its last trip in the evening.");
  CHECK(holds(article.captions, "Lorries queue at the southern end."));
}

TEST_CASE("a page in a legacy charset is read in the charset that it declares", "[html]") {
  const Article article = read_page(windows_1251_page());
  CHECK(article.title == "Мост через залив открыт");
  CHECK(article.authors == std::vector<std::string>{"Мария Белова"});
  REQUIRE(article.published);
  CHECK(format_iso(article.published->date) == "2023-03-14");
  CHECK(holds(article.text, "первые грузовики"));
}

TEST_CASE("line breaks part lines, two of them part paragraphs", "[html]") {
  const Article article = read_page(br_page());
  CHECK(article.title == "The well at Low Farm");
  CHECK(holds(article.text, "still held water.\n\nNeighbours came"));
  CHECK(holds(article.text, "ninth of October,\nand the carts"));
  CHECK_FALSE(holds(article.text, "Home"));
}

TEST_CASE("a broken page gives what can be read of it", "[html]") {
  const Article article = read_page(broken_page());
  CHECK(article.title == "Broken & mended");
  CHECK(holds(article.text, "The first paragraph was never closed"));
  CHECK(holds(article.text, "has crossed tags and an &unknown; entity"));
}

TEST_CASE("a Japanese page is read although its sentences are short and hold no spaces", "[html]") {
  const Article article = read_page(japanese_page());
  CHECK(article.title == "港の橋が再開");
  CHECK(article.lang == "ja");
  REQUIRE(article.published);
  CHECK(format_iso(article.published->date) == "2023-03-14");
  CHECK(holds(article.text, "取り替えられ、路面は"));  // a line end in the source is no space
  CHECK_FALSE(holds(article.text, "ホーム"));
}

TEST_CASE("both halves of an article are read, what stands between them is not", "[html]") {
  const Article article = read_page(two_halves_page());
  CHECK(holds(article.text, "The council met"));
  CHECK(holds(article.text, "He named a sum"));
  CHECK_FALSE(holds(article.text, "Holidays by the lake"));
}

TEST_CASE("a page of a few words is read whole", "[html]") {
  const Article article = read_page("<html><body><h1>Notice</h1><p>Closed on Monday.</p></body></html>");
  CHECK(article.title == "Notice");
  CHECK(holds(article.text, "Closed on Monday."));
}

TEST_CASE("a page without any text is refused", "[html]") {
  const auto page =
      GENERATE(as<std::string>{}, "", "<html></html>", "<script>var x = 'text';</script>", "<!-- -->");
  CAPTURE(page);
  CHECK_THROWS_AS(read_page(page), Error);
}

TEST_CASE("dates of other articles, of the far future and of the template do not count", "[html]") {
  struct Row {
    const char* page;
    const char* expected;
  };
  const std::string prose =
      "<p>A paragraph long enough to be taken for the text of the article that is on this page, twice "
      "over.</p>";
  const auto row = GENERATE(
      Row{"<aside class=sidebar><time datetime=2001-01-01>x</time></aside><h1>News</h1><time "
          "datetime=2020-05-04>4 May</time>",
          "2020-05-04"},
      Row{"<meta property=article:published_time content=2999-01-01><h1>News</h1><p>Published on 3 May "
          "2020</p>",
          "2020-05-03"},
      Row{"<h1>News</h1><p>Updated: 9 May 2020</p><p>Published: 3 May 2020</p>", "2020-05-03"},
      Row{"<h1>News</h1><p>Updated 9 May 2020 | First published 3 May 2020</p>", "2020-05-03"},
      Row{"<h1>News</h1><span itemprop=datePublished content='2020-05-03T10:00'>yesterday</span>",
          "2020-05-03"},
      Row{"<link rel=canonical href='https://a.example/2020/05/03/news'><h1>News</h1>", "2020-05-03"},
      Row{"<h1>News</h1>", ""});
  CAPTURE(row.page);
  const Article article = read_page("<html><body>" + std::string(row.page) + prose + "</body></html>");
  CHECK((article.published ? format_iso(article.published->date) : "") == row.expected);
}

TEST_CASE("the headline is the printed one, without the site's name or the line above it", "[html]") {
  struct Row {
    const char* page;
    const char* expected;
  };
  const auto row = GENERATE(
      Row{"<title>Rain tomorrow - The Daily Cloud</title><meta property=og:site_name content='The Daily "
          "Cloud'>"
          "<h1>The Daily Cloud</h1><h2>Rain tomorrow</h2>",
          "Rain tomorrow"},
      Row{"<title>Rain tomorrow | The Daily Cloud</title><meta property=og:site_name content='The Daily "
          "Cloud'>",
          "Rain tomorrow"},
      Row{"<title>Rain tomorrow</title><h1><span class=kicker>Weather</span> Rain tomorrow</h1>",
          "Rain tomorrow"},
      Row{"<title>x</title><meta property=og:title content='Rain tomorrow'><h1>Weather | Rain tomorrow</h1>",
          "Rain tomorrow"},
      Row{"<title>Rain &amp; wind</title>", "Rain & wind"});
  CAPTURE(row.page);
  CHECK(read_page("<html>" + std::string(row.page) + "<p>Some text of the article.</p></html>").title ==
        row.expected);
}

TEST_CASE("a page cut anywhere gives an article or an error", "[html]") {
  const auto page = GENERATE(as<std::string>{}, news_page(), windows_1251_page(), br_page(), broken_page(),
                             japanese_page());
  for (std::size_t size = 0; size < page.size(); size += 97) {
    CAPTURE(size);
    try {
      read_page(page.substr(0, size));
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_input);
    }
  }
}

TEST_CASE("a hostile page is read in time in proportion to its size", "[html]") {
  const auto repeat = [](const std::string& piece, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += piece;
    return out;
  };
  const std::string prose =
      "<p>The text behind all of this is still found, since it is long enough to be one.</p>";
  std::string attributes = "<p ";
  for (int i = 0; i < 100'000; ++i) attributes += "a" + std::to_string(i) + "=1 ";
  const auto page = GENERATE_REF(
      as<std::string>{}, repeat("<div>", 100'000) + prose,
      repeat("<div>", 50'000) + repeat("</p></x>", 50'000) + prose, repeat("<b>", 100'000) + prose,
      attributes + ">" + prose, repeat("<ul><li>", 50'000) + prose,
      repeat("&amp;&#x41;&lt;", 100'000) + prose, repeat("<!--", 100'000), repeat("<script>", 10'000) + prose,
      repeat("<table><tr><td>", 30'000) + prose,
      "<script type='application/ld+json'>" + repeat("[", 200'000) + "</script>" + prose,
      repeat("<h1 class=kicker>x", 20'000) + prose,
      repeat("<a class=author rel=author href=/author>a b</a>", 20'000) + prose);
  CAPTURE(page.substr(0, 30));
  const auto start = std::chrono::steady_clock::now();
  try {
    read_page(page);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_input);
  }
  // Generous: a sanitised build on a busy machine.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("pages are told from other text by their beginning", "[html]") {
  struct Row {
    const char* head;
    bool expected;
  };
  const auto row =
      GENERATE(Row{"<!DOCTYPE html><p>x", true}, Row{"\n <HTML lang=en>", true},
               Row{"<!-- saved --><div class=x>", true}, Row{"<p>Hello", true},
               Row{"<?xml version='1.0'?><rss><channel>", false}, Row{"<DOC><DOCNO>1</DOCNO>", false},
               Row{"Plain words with a <p> inside", false}, Row{"{\"a\":1}", false}, Row{"", false});
  CAPTURE(row.head);
  CHECK(looks_like_html(row.head) == row.expected);
}

TEST_CASE("a date in a meta tag may begin and end in any script", "[html]") {
  const auto* const date = GENERATE("2023年1月26日", " 2023-01-26\n", "٢٦ يناير ٢٠٢٣", "26 января 2023 года");
  CAPTURE(date);
  const Article article =
      read_page(std::string("<html><head><meta name='date' content='") + date +
                "'></head><body><p>The harbour of Lissen opened again on Monday, and the pilots went back.");
  REQUIRE(article.published);
  CHECK(format_iso(*article.published) == "2023-01-26");
}

TEST_CASE("titles, bodies and names that are built to be sought for long are read in a moment", "[html]") {
  const std::string long_word(1'000'000, 'a');
  std::string headings;
  for (int i = 0; i < 1000; ++i)
    headings += "<h1>" + std::string(500, 'a') + "b</h1><p>" + std::string(500, 'a') + "b.";
  std::string names = R"({"@id":"x","name":["a")";
  std::string authors = R"([{"@id":"x"})";
  for (int i = 0; i < 5000; ++i) {
    names += R"(,"a")";
    authors += R"(,{"@id":"x"})";
  }
  const auto begun = std::chrono::steady_clock::now();
  read_page("<title>" + long_word + "</title><meta property=og:title content=" + long_word + ">" + headings);
  read_page("<script type='application/ld+json'>{\"@type\":\"Article\",\"articleBody\":\"" + long_word +
            "\"}</script>" + headings);
  read_page("<script type='application/ld+json'>[{\"@type\":\"Article\",\"author\":" + authors + "]}," +
            names + "]}]</script>" + headings);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::minutes(1));  // it was hours
}
