#include "indexer/formats/text_blocks.hpp"

#include "indexer/formats/plain_text.hpp"
#include "tests/support/careful_text.hpp"
#include "tests/support/seed.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("lines are cleaned and tidied as if each character were looked at", "[text][property]") {
  std::mt19937_64 random(tests::seed());
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = tests::random_spaced_text(random, 30, tests::Bytes::any);
    CAPTURE(text);
    REQUIRE(clean_text(text) == tests::careful_clean_text(text));
    REQUIRE(tidy_line(text) == tests::careful_tidy_line(text));
    REQUIRE(is_blank_line(text) == tests::careful_tidy_line(text).empty());
  }
}

TEST_CASE("a text has the lines that a look at each character finds", "[text][property]") {
  std::mt19937_64 random(tests::seed());
  for (int i = 0; i < 10'000; ++i) {
    const std::string text = clean_text(tests::random_spaced_text(random, 80, tests::Bytes::valid));
    std::vector<std::string> lines;
    for (const TextLine& line : split_lines(text)) lines.emplace_back(line.text);
    CAPTURE(text);
    REQUIRE(lines == tests::careful_split_lines(text));
  }
}

TEST_CASE("prose is what its blocks are joined to", "[text][property]") {
  std::mt19937_64 random(tests::seed());
  for (int i = 0; i < 10'000; ++i) {
    const std::string text = clean_text(tests::random_spaced_text(random, 60, tests::Bytes::valid));
    CAPTURE(text);
    REQUIRE(make_prose(text) == join_blocks(make_blocks(split_lines(text))));
  }
}

TEST_CASE("a line without a wrapped one beside it is a paragraph, and list items belong to the one above",
          "[text]") {
  CHECK(make_prose("One\n\ntwo\nthree\n") == "One\n\ntwo\n\nthree");
  CHECK(make_prose("We need:\n- ink\n-  paper \n----\n- none") == "We need:\n- ink\n- paper\n\n- none");
  CHECK(make_prose(" \n\xC2\xA0\n") == "");
}

TEST_CASE("a text of many megabytes is prose as a small one is, paragraph by paragraph", "[text_blocks]") {
  const std::string line = "A line of prose that stands by itself, and says nothing that matters to anyone.";
  std::string text;
  std::string expected;
  for (int i = 0; i < 120'000; ++i) {  // 10 MB
    text += line + "\n\n";
    expected += (expected.empty() ? "" : "\n\n") + line;
  }
  CHECK((make_prose(text) == expected));
  const std::string one_word(std::size_t{5} << 20, 'x');
  CHECK((beginning_of_prose(one_word).size() == std::size_t{4} << 20));
  CHECK(beginning_of_prose(line) == line);
}
