#include "indexer/formats/markdown/front_matter.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline::markdown;

TEST_CASE("fields are flattened alike from YAML and TOML", "[markdown]") {
  const auto text =
      GENERATE(as<std::string>{},
               "---\nTitle: A b\ntags: [x, y]\nextra:\n  team: Red\nauthors:\n- name: Ann\n- Bo\n---\nbody",
               "+++\nTitle = \"A b\"\ntags = [\"x\", \"y\"]\nauthors = [{name = \"Ann\"}, "
               "\"Bo\"]\n[extra]\nteam = \"Red\"\n+++\nbody");
  CAPTURE(text);
  const FrontMatter front = read_front_matter(text);
  CHECK(front.value({"title"}) == "A b");
  CHECK(front.values({"tags"}) == std::vector<std::string>{"x", "y"});
  CHECK(front.values({"authors"}) == std::vector<std::string>{"Ann", "Bo"});
  CHECK(front.value({"missing", "extra.team"}) == "Red");
  CHECK(text.substr(front.body_begin) == "body");
}

TEST_CASE("front matter may end its lines as Windows does", "[markdown]") {
  const std::string text = "---\r\ntitle: A\r\n---\r\nbody";
  const FrontMatter front = read_front_matter(text);
  CHECK(front.value({"title"}) == "A");
  CHECK(text.substr(front.body_begin) == "body");
}

TEST_CASE("an empty value gives way to the next key", "[markdown]") {
  const FrontMatter front = read_front_matter("---\nsummary: \"\"\ndeck: B\n---\n");
  CHECK(front.value({"summary", "deck"}) == "B");
  CHECK(front.values({"summary"}).empty());
}

TEST_CASE("aliases that stand for billions of nothings end soon", "[markdown]") {
  const auto repeated = [](const std::string& item) {
    std::string list = "[" + item;
    for (int i = 1; i < 5000; ++i) list += "," + item;
    return list + "]";
  };
  const FrontMatter front = read_front_matter("---\na: &a " + repeated("{}") + "\nb: &b " + repeated("*a") +
                                              "\nc: " + repeated("*b") + "\n---\nbody");
  CHECK(front.fields.empty());
}

TEST_CASE("nesting without end is read line by line, not by a parser that recurses", "[markdown]") {
  const auto repeated = [](const std::string& piece) {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += piece;
    return text;
  };
  const auto toml =
      GENERATE_COPY(repeated("a.") + "a = 1\n", '[' + repeated("a.") + "a]\n", "x = " + repeated("[") + '\n',
                    "x = " + repeated("{a=") + '\n', "x = " + repeated("[\n"),
                    "x = \"\"\"\"a\"\"\"\"\"\n" + repeated("a.") + "b = 1\n",
                    "x = ''\n" + repeated("'a'.") + "b = 1\n", repeated("\"a#\" . ") + "b = 1\n");
  CHECK(read_front_matter("+++\ntitle = \"A\"\n" + toml + "+++\nbody").value({"title"}) == "A");
  const auto yaml = GENERATE_COPY(repeated("["), repeated("{a: "), repeated("- "), repeated("? "),
                                  repeated("!!a "), repeated("- - -\n"));
  CHECK(read_front_matter("---\ntitle: A\nx: " + yaml + "\n---\nbody").value({"title"}) == "A");
  CHECK(read_front_matter("---\ntitle: A\nx:\n " + yaml + "\n---\nbody").value({"title"}) == "A");
}

TEST_CASE("dots and brackets in TOML's strings and comments are no nesting", "[markdown]") {
  const std::string dots(200, '.');
  const std::string brackets(200, '[');
  const auto value = GENERATE_COPY("\"" + dots + brackets + "\"", "'" + dots + brackets + "'",
                                   "\"\"\"\n\"\" " + dots + brackets + "\"\"\"\"\"",
                                   "\"\\\"" + dots + "\" # " + dots + brackets);
  CAPTURE(value);
  const FrontMatter front = read_front_matter("+++\nx = " + value + "\n[deep.er]\ny = 1\n+++\n");
  CHECK(front.value({"deep.er.y"}) == "1");  // which the reader of lines does not know
}
