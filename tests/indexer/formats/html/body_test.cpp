#include "indexer/formats/html/body.hpp"

#include "indexer/formats/html/cues.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace dateline::html;

namespace {

const std::string first =
    "The first paragraph of the article tells at some length what has happened in the town. ";
const std::string second =
    "The second paragraph adds what the people who were there have said about it since then.";

std::string body_of(const std::string& page, std::string_view json_ld_body = {}) {
  return find_body(parse_page(page), {}, json_ld_body).text;
}

std::string paragraph(const std::string& text) {
  return "<p>" + text + "</p>";
}

}  // namespace

TEST_CASE("furniture is told by its place, its class or its links", "[html]") {
  const auto furniture = GENERATE(
      as<std::string>{},
      "<nav><p>Sections of this site that a reader could visit next, all of them listed.</p></nav>",
      "<div class='newsletter-box'><p>Have our best stories every morning at seven, free of charge, "
      "forever.</p></div>",
      "<div id=comments><p>I do not believe a word of this, and I have lived there for thirty "
      "years.</p></div>",
      "<ul><li><a href=1>Another headline of the day</a><li><a href=2>And yet another headline</a></ul>",
      "<p><a href=1>Everything about the market square in one place, updated all the time</a></p>",
      "<p>Read more: <a href=1>what the mayor said</a></p>",
      "<div role=complementary><p>A box of useful facts beside it.</p></div>");
  CAPTURE(furniture);
  const std::string page = "<body><div>" + paragraph(first) + furniture + paragraph(second) + "</div></body>";
  CHECK(body_of(page) == first.substr(0, first.size() - 1) + "\n\n" + second);
}

TEST_CASE("one class word cannot lose the article", "[html]") {
  const auto name = GENERATE(as<std::string>{}, "sidebar", "share", "widget", "newsletter");
  CAPTURE(name);
  const std::string text =
      body_of("<body><div class=" + name + ">" + paragraph(first) + paragraph(second) + "</div>");
  CHECK(text.find("second paragraph") != std::string::npos);
}

TEST_CASE("headline, by-line and date before the text are left out, a lead is kept", "[html]") {
  const std::string text =
      body_of("<article><h1>News</h1><p>By Ann Roe</p><p>1 May 2020</p><h2>What happened</h2>" +
              paragraph(first) + paragraph(second) + "</article>");
  CHECK(text == first.substr(0, first.size() - 1) + "\n\n" + second);
}

TEST_CASE("articleBody in JSON-LD stands in for a text that is not on the page", "[html]") {
  std::string whole;
  for (int i = 0; i < 12; ++i) whole += first;
  CHECK(body_of("<body>" + paragraph("Subscribe to read on.") + "</body>", whole).find(first.substr(0, 60)) ==
        0);
}

TEST_CASE("articleBody in JSON-LD filters out what it does not hold", "[html]") {
  std::string whole;
  std::string page = "<div>";
  for (int i = 0; i < 6; ++i) {
    const std::string text = first + "Number " + std::to_string(i) + " of them.";
    whole += text + " ";
    page += paragraph(text);
  }
  page += paragraph(
      "Buy our calendar for next year, it shows the town in twelve fine photographs of each season.");
  CHECK(body_of(page + "</div>", whole).find("calendar") == std::string::npos);
  CHECK(body_of(page + "</div>").find("calendar") != std::string::npos);
}

TEST_CASE("cues are told in the languages of their pages", "[html]") {
  struct Row {
    const char* text;
    double link_share;
    bool expected;
  };
  const auto row = GENERATE(
      Row{"Read more: the bridge that nobody wanted", 0.0, true}, Row{"ADVERTISEMENT", 0.0, true},
      Row{"12 Comments", 0.0, true}, Row{"Lesen Sie auch: Das neue Haus", 0.5, true},
      Row{"Читайте также", 0.0, true}, Row{"À lire aussi : le pont", 0.9, true}, Row{"相关阅读", 0.0, true},
      Row{"© 2024 Example", 0.0, true}, Row{"* * *", 0.0, true},
      Row{"Read more than ten books a year and you will see how the world of the novel grows on you.", 0.0,
          false},
      Row{"Share prices fell on Monday.", 0.0, false}, Row{"The bridge is open.", 0.0, false});
  CAPTURE(row.text);
  CHECK(is_cue(row.text, row.link_share) == row.expected);
}
