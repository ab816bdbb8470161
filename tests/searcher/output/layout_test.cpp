#include "searcher/output/layout.hpp"

#include "tests/support/answers.hpp"

#include <sstream>

#include <catch2/catch.hpp>

using namespace dateline;
using dateline::tests::marked;

namespace {

std::vector<std::string> broken(std::string_view text, std::size_t columns) {
  std::ostringstream unused;
  const Terminal terminal;
  std::vector<std::string> lines;
  for (const auto& line : Layout(unused, terminal).break_lines(text, columns)) {
    lines.emplace_back(text.substr(line.begin, line.end - line.begin));
  }
  return lines;
}

}  // namespace

TEST_CASE("lines break where Unicode lets them, else within the word", "[layout]") {
  struct Row {
    const char* text;
    std::size_t columns;
    std::vector<std::string> expected;
  };
  const auto row = GENERATE(
      Row{"one two three", 20, {"one two three"}}, Row{"one two three", 8, {"one two", "three"}},
      Row{"one two three", 7, {"one two", "three"}}, Row{"abcdefghij kl", 4, {"abcd", "efgh", "ij", "kl"}},
      Row{"港口部长会晤,呼吁", 8, {"港口部长", "会晤,呼", "吁"}},
      Row{"“Ja,” sagte er", 7, {"“Ja,”", "sagte", "er"}}, Row{"a  b   ", 3, {"a", "b"}}, Row{"", 5, {""}},
      Row{"港", 1, {"港"}}, Row{"ไปโรงเรียน", 7, {"ไป", "โรงเรียน"}});
  CAPTURE(row.text, row.columns);
  CHECK(broken(row.text, row.columns) == row.expected);
}

TEST_CASE("a megabyte without a blank breaks in time linear in it", "[layout]") {
  CHECK(broken(std::string(1'000'000, 'x'), 40).size() == 25'000);
}

TEST_CASE("a match that goes over a line's end is coloured on both lines, under the indent", "[layout]") {
  std::ostringstream out;
  const Terminal terminal{.has_colour = true, .width = 14};
  Layout(out, terminal)
      .print({.first_indent = " 1", .indent = 4, .text = marked("see [strategic cooperation] now")});
  CHECK(out.str() ==
        " 1  see\n"
        "    \x1b[1;33mstrategic\x1b[0m\n"
        "    \x1b[1;33mcooperatio\x1b[0m\n"
        "    \x1b[1;33mn\x1b[0m now\n");
}

TEST_CASE("a link is closed on every line", "[layout]") {
  std::ostringstream out;
  const Terminal terminal{.has_links = true, .width = 8};
  Layout(out, terminal).print({.text = {.text = "one two three"}, .link = "https://a.example/"});
  std::istringstream lines(out.str());
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    CAPTURE(line);
    CHECK(line.starts_with("\x1b]8;id="));
    CHECK(line.find(";https://a.example/\x1b\\") != std::string::npos);
    CHECK(line.ends_with("\x1b]8;;\x1b\\"));
  }
  CHECK(count == 2);
}

TEST_CASE("nothing is printed for an empty text", "[layout]") {
  std::ostringstream out;
  Layout(out, Terminal{}).print({.first_indent = "label"});
  CHECK(out.str().empty());
}

TEST_CASE("only web addresses and absolute paths become links, with nothing raw in them", "[layout]") {
  CHECK(web_link("https://a.example/b c?d=é#\x1b\\") == "https://a.example/b%20c?d=%C3%A9#%1B%5C");
  CHECK(web_link("HTTP://a.example/%20") == "HTTP://a.example/%20");
  CHECK(web_link("javascript:alert(1)").empty());
  CHECK(web_link("data:text/html,x").empty());
  CHECK(web_link("https://").empty());
  CHECK(web_link("").empty());
  CHECK(file_link("/a b/ż#1?%.txt", "desk") == "file://desk/a%20b/%C5%BC%231%3F%25.txt");
  CHECK(file_link("/a\n", "") == "file:///a%0A");
  CHECK(file_link("a/b", "desk").empty());
}
