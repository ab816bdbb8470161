#include "common/terminal.hpp"

#include "tests/support/random_text.hpp"
#include "tests/support/seed.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using dateline::tests::is_safe_line;

TEST_CASE("colour follows the choice, then NO_COLOR, then CLICOLOR_FORCE, then the terminal", "[terminal]") {
  struct Row {
    TerminalFacts facts;
    ColourChoice choice;
    bool expected;
  };
  const auto row =
      GENERATE(Row{{.is_terminal = true, .term = "xterm"}, ColourChoice::automatic, true},
               Row{{.is_terminal = false, .term = "xterm"}, ColourChoice::automatic, false},
               Row{{.is_terminal = true, .term = "dumb"}, ColourChoice::automatic, false},
               Row{{.is_terminal = true, .term = ""}, ColourChoice::automatic, false},
               Row{{.is_terminal = true, .term = "xterm", .no_color = "1"}, ColourChoice::automatic, false},
               Row{{.is_terminal = true, .term = "xterm", .no_color = "1"}, ColourChoice::always, true},
               Row{{.is_terminal = false, .clicolor_force = "1"}, ColourChoice::automatic, true},
               Row{{.is_terminal = false, .clicolor_force = "0"}, ColourChoice::automatic, false},
               Row{{.no_color = "1", .clicolor_force = "1"}, ColourChoice::automatic, false},
               Row{{.is_terminal = true, .term = "xterm"}, ColourChoice::never, false});
  CAPTURE(row.facts.is_terminal, row.facts.term, row.facts.no_color, row.facts.clicolor_force);
  CHECK(decide_terminal(row.facts, row.choice).has_colour == row.expected);
}

TEST_CASE("links need a terminal that understands them, whatever the colour", "[terminal]") {
  CHECK(decide_terminal({.is_terminal = true, .term = "xterm", .no_color = "1"}, ColourChoice::automatic)
            .has_links);
  CHECK_FALSE(decide_terminal({.is_terminal = true, .term = "linux"}, ColourChoice::always).has_links);
  CHECK_FALSE(decide_terminal({.is_terminal = true, .term = "dumb"}, ColourChoice::always).has_links);
  CHECK_FALSE(decide_terminal({.is_terminal = false, .term = "xterm"}, ColourChoice::always).has_links);
}

TEST_CASE("the width is COLUMNS where that is sensible, then the terminal's, then 80", "[terminal]") {
  struct Row {
    const char* setting;
    std::size_t columns;
    std::size_t expected;
  };
  const auto row = GENERATE(Row{"", 0, 80}, Row{"", 132, 132}, Row{"40", 132, 40}, Row{"40x", 132, 132},
                            Row{"-1", 0, 80}, Row{"0", 0, 80}, Row{"99999999999999999999", 0, 80});
  CAPTURE(row.setting, row.columns);
  CHECK(decide_terminal({.columns = row.columns, .columns_setting = row.setting}, ColourChoice::automatic)
            .width == row.expected);
}

TEST_CASE("printable text cannot steer a terminal and stays what it was otherwise", "[terminal]") {
  struct Row {
    const char* text;
    const char* expected;
  };
  const auto row = GENERATE(Row{"Володин in Tehran, 一路", "Володин in Tehran, 一路"},
                            Row{"a\x1b[31mred\x07", "a [31mred "}, Row{"one\ttwo\r\nthree", "one two  three"},
                            Row{"\xC2\x9B"
                                "31m",
                                " 31m"},
                            Row{"a\x7F"
                                "b",
                                "a b"},
                            Row{"\xE2\x80\xAE"
                                "gpj.exe",
                                "\xEF\xBF\xBD"
                                "gpj.exe"},  // U+202E
                            Row{"\xE2\x81\xA7"
                                "x\xE2\x81\xA9",
                                "x"},  // U+2067 x U+2069
                            Row{"a\xE2\x80\xA8"
                                "b",
                                "a b"},  // U+2028
                            Row{"caf\xE9!", "caf\xEF\xBF\xBD!"},
                            Row{"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
                            Row{"\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD"}, Row{"", ""});
  CAPTURE(row.text);
  CHECK(printable(row.text) == row.expected);
  CHECK(printable(std::string("a\0b", 3)) == "a b");
}

TEST_CASE("printable lines keep line ends and nothing else that is not printable", "[terminal]") {
  CHECK(printable_lines("one\r\ntwo\rthree\n\nfour\t\x1b") == "one\ntwo three\n\nfour  ");
}

TEST_CASE("the width counts columns, not characters", "[terminal]") {
  struct Row {
    const char* text;
    std::size_t expected;
  };
  const auto row = GENERATE(Row{"", 0}, Row{"abc", 3}, Row{"Kuczyński", 9}, Row{"e\xCC\x81", 1},
                            Row{"新华社", 6}, Row{"한국", 4}, Row{"ﾊﾝｶｸ", 4}, Row{"ＡＢ", 4}, Row{"ไม่", 2},
                            Row{"👍", 2}, Row{"👍🏽", 2}, Row{"👨‍👩‍👧", 2}, Row{"❤️", 2},
                            Row{"a\xE2\x80\x8B"
                                "b",
                                2},
                            Row{"…", 1}, Row{"🇫🇷", 2}, Row{"\xFF", 1});
  CAPTURE(row.text);
  CHECK(display_width(row.text) == row.expected);
}

TEST_CASE("text is cut between words where one ends near, else between characters", "[terminal]") {
  struct Row {
    const char* text;
    std::size_t columns;
    const char* expected;
  };
  const auto row = GENERATE(Row{"strategic cooperation", 40, "strategic cooperation"},
                            Row{"strategic cooperation", 21, "strategic cooperation"},
                            Row{"strategic cooperation", 12, "strategic…"},
                            Row{"strategic cooperation", 20, "strategic cooperati…"},
                            Row{"strategic cooperation", 10, "strategic…"}, Row{"一路一路一路", 6, "一路…"},
                            Row{"一路", 1, "…"}, Row{"abc", 0, ""},
                            Row{"ae\xCC\x81"
                                "bcd",
                                3, "ae\xCC\x81…"});
  CAPTURE(row.text, row.columns);
  CHECK(cut_to_width(row.text, row.columns) == row.expected);
  CHECK(display_width(cut_to_width(row.text, row.columns)) <= row.columns);
}

TEST_CASE("whatever the bytes, printable is one line of valid UTF-8 without controls",
          "[terminal][property]") {
  const unsigned seed = tests::seed();
  CAPTURE(seed);
  tests::RandomText random(seed);
  for (int round = 0; round < 2000; ++round) {
    const auto bytes = random.bytes(60);
    const auto line = printable(bytes);
    REQUIRE(is_safe_line(line));
    REQUIRE(printable(line) == line);
    for (const std::size_t columns : {0U, 1U, 7U, 30U}) {
      const auto cut = cut_to_width(line, columns);
      REQUIRE(is_safe_line(cut));
      REQUIRE(display_width(cut) <= columns);
    }
    std::string lines = printable_lines(bytes);
    for (auto& c : lines) {
      if (c == '\n') c = ' ';
    }
    REQUIRE(is_safe_line(lines));
  }
}
