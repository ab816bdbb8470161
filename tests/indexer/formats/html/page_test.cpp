#include "indexer/formats/html/page.hpp"

#include "indexer/formats/html/body.hpp"
#include "indexer/formats/html/class_words.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline::html;

namespace {

std::vector<std::string> texts(const Page& page) {
  std::vector<std::string> out;
  for (const Block& block : page.blocks) {
    if (block.visibility == Visibility::shown) out.emplace_back(page.text_of(block));
  }
  return out;
}

}  // namespace

TEST_CASE("blocks end at block-level tags and double line breaks, nowhere else", "[html]") {
  using Texts = std::vector<std::string>;
  struct Row {
    const char* page;
    Texts expected;
  };
  const auto row = GENERATE(
      Row{"<p>one <b>two</b> three<p>four", {"one two three", "four"}},
      Row{"<div>one<span>two</span></div>three", {"onetwo", "three"}},
      Row{"one<br>two<br> <br>three", {"one\ntwo", "three"}}, Row{"<pre>  a\n    b\n</pre>", {"a\n    b"}},
      Row{"<p>a&nbsp;b\xC2\xAD"
          "c \xE2\x80\x8B d</p>",
          {"a bc d"}},
      Row{"<ul><li>a<li>b<ul><li>c</ul></ul>", {"a", "b", "c"}}, Row{"<td>a<td>b", {"a", "b"}},
      Row{"<p>shown<script>x</script><style>y</style><select><option>z</select></p>", {"shown"}},
      Row{"<p>a</p><p hidden>b</p><p style='display: none'>c</p><p aria-hidden=true>d</p>", {"a"}},
      Row{"<p><span>Ann Roe</span><span>Reporter</span> H<sub>2</sub>O", {"Ann Roe Reporter H2O"}});
  CAPTURE(row.page);
  CHECK(texts(parse_page(row.page)) == row.expected);
}

TEST_CASE("a long part hidden by its style is an article behind a button, and shown", "[html]") {
  std::string part = "<div style='display:none'>";
  for (int i = 0; i < 4; ++i) part += "<p>" + std::string(500, 'a') + "</p>";
  const Page page = parse_page("<p>Lead.</p>" + part + "</div>");
  CHECK(texts(page).size() == 5);
}

TEST_CASE("a hidden word inside a paragraph leaves the paragraph whole", "[html]") {
  const Page page = parse_page("<p>The bridge <span style='display:none'>secret</span> is open.</p>");
  CHECK(whole_text(page).text == "The bridge is open.");
}

TEST_CASE("cells of a row stand on one line, rows apart", "[html]") {
  const Page page = parse_page("<table><tr><th>Year<th>Ships<tr><td>1901<td>14</table>");
  CHECK(whole_text(page).text == "Year | Ships\n\n1901 | 14");
}

TEST_CASE("links are counted in characters", "[html]") {
  const Page page = parse_page("<p>four <a href=x>link</a></p>");
  REQUIRE(page.blocks.size() == 1);
  CHECK(page.blocks[0].chars == 9);
  CHECK(page.blocks[0].link_chars == 4);
}

TEST_CASE("class words match whole words, never parts of them", "[html]") {
  struct Row {
    const char* classes;
    std::uint32_t meaning;
    bool expected;
  };
  const auto row = GENERATE(
      Row{"share-bar", class_furniture, true}, Row{"articleShare", class_furniture, true},
      Row{"social_links", class_furniture, true}, Row{"crossroads", class_furniture, false},
      Row{"has-sidebar-left", class_furniture, true}, Row{"shareholders", class_furniture, false},
      Row{"menu", class_furniture, true}, Row{"menu-of-the-day", class_furniture, false},
      Row{"comments", class_comments, true}, Row{"no-comments", class_comments, false},
      Row{"article-body", class_body, true}, Row{"entry__content", class_body, true},
      Row{"body", class_body, false}, Row{"how-we-share-the-road-with-lorries", class_furniture, false});
  CAPTURE(row.classes);
  CHECK(((class_meaning(row.classes) & row.meaning) != 0) == row.expected);
}
