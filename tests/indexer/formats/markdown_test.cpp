#include "indexer/formats/markdown.hpp"

#include "common/error.hpp"
#include "tests/support/read_article.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

Article read(const std::string& text, const std::string& path = "posts/note.md") {
  return read_one(read_markdown, text, path);
}

const std::string yaml_post = R"(---
# where this page is shown
title: "Harbour bridge: reopened"
date: 2023-03-14 06:30:00 +0100
lastmod: 2023-03-15
authors:
  - marta-pell
  - name: Idris Vale
    twitter: idris
topics: [bridges, "ferries"]
summary: >
  The first *lorries* crossed
  the river at dawn.
lang: en_gb
canonical: https://example.org/bridge
draft: true
---

{{< img src="b.jpg" alt="Lorries at the southern end" caption="" >}}

At ten past five the [barrier]({{< ref "barrier.md" >}}) lifted,
and a milk lorry crossed.{: .lead}

## A ferry says goodbye {#ferry}

* Cars from six[^1]
* Lorries never

| Year | Ships |
| ---- | ----- |
| 1901 | 14    |

![The old ferry](f.jpg)

{% comment %}not for readers{% endcomment %}

<div class="note"><p>A note in <b>HTML</b>.</p></div>

<!-- nor this -->

{% highlight ruby %}
puts "{{ kept }}"
{% endhighlight %}

[^1]: From the first of May.
)";

const std::string toml_post = R"(+++
path = "inside/2023/08/03/advisory"
title = "Security advisory"
authors = ["The Response Group"]
updated = 2023-08-04
[taxonomies]
tags = ["security"]
[extra]
team = "none"
+++

# Security advisory

The text of the advisory.
)";

}  // namespace

TEST_CASE("YAML front matter gives the article's fields", "[markdown]") {
  const Article article = read(yaml_post);
  CHECK(article.title == "Harbour bridge: reopened");
  CHECK(article.authors == std::vector<std::string>{"Marta Pell", "Idris Vale"});
  CHECK(article.tags == std::vector<std::string>{"bridges", "ferries"});
  CHECK(article.summary == "The first lorries crossed the river at dawn.");
  REQUIRE(article.published);
  CHECK(format_iso(*article.published) == "2023-03-14T06:30:00+01:00");
  CHECK(article.published_from == DateEvidence::front_matter);
  REQUIRE(article.modified);
  CHECK(format_iso(*article.modified) == "2023-03-15");
  CHECK(article.lang == "en-GB");
  CHECK(article.url == "https://example.org/bridge");
  CHECK(article.format == "text/markdown");
}

TEST_CASE("the text is prose: no markup, shortcodes, attributes or comments", "[markdown]") {
  const Article article = read(yaml_post);
  CHECK(article.text ==
        "At ten past five the barrier lifted, and a milk lorry crossed.\n\nA ferry says goodbye\n\nCars from "
        "six\n\n"
        "Lorries never\n\nYear | Ships\n\n1901 | 14\n\nA note in HTML.\n\nputs \"{{ kept }}\"\n\n"
        "From the first of May.");
  CHECK(article.captions == "The old ferry\n\nLorries at the southern end");
}

TEST_CASE("brackets around a template's address and emphasis of a full stop leave nothing", "[markdown]") {
  const Article article = read(
      "# Title\n\nGet it here: <{{ release.url }}>\n\n_Write via_ [_email_](mailto:a@b.example)_._ Soon.\n");
  CHECK(article.text == "Get it here:\n\nWrite via email. Soon.");
}

TEST_CASE("TOML front matter is read, and a date from its path", "[markdown]") {
  const Article article = read(toml_post);
  CHECK(article.title == "Security advisory");
  CHECK(article.text == "The text of the advisory.");  // the headline is not repeated
  CHECK(article.authors == std::vector<std::string>{"The Response Group"});
  CHECK(article.tags == std::vector<std::string>{"security"});
  REQUIRE(article.published);
  CHECK(format_iso(*article.published) == "2023-08-03");
  CHECK(article.published_from == DateEvidence::address);
  REQUIRE(article.modified);
  CHECK(format_iso(*article.modified) == "2023-08-04");
}

TEST_CASE("without front matter the first heading is the headline, else the file's name", "[markdown]") {
  struct Row {
    const char* text;
    const char* path;
    const char* title;
    const char* body;
  };
  const auto row =
      GENERATE(Row{"# The well\n\nIt held water.\n", "a.md", "The well", "It held water."},
               Row{"The well\n========\n\nIt held water.\n", "a.md", "The well", "It held water."},
               Row{"It held water.\n", "x/2014-05-17-the-old_well.md", "The old well", "It held water."},
               Row{"It held water.\n", "posts/the-old-well/index.md", "The old well", "It held water."},
               Row{"It held water.\n\n# Later\n", "the-well.md", "The well", "It held water.\n\nLater"});
  CAPTURE(row.text, row.path);
  const Article article = read(row.text, row.path);
  CHECK(article.title == row.title);
  CHECK(article.text == row.body);
}

TEST_CASE("the date of a post may stand in its file's name", "[markdown]") {
  const Article article = read("Text.\n", "_posts/2014-05-17-well.md");
  REQUIRE(article.published);
  CHECK(format_iso(*article.published) == "2014-05-17");
  CHECK(article.published_from == DateEvidence::file_name);
}

TEST_CASE("code keeps its lines and what looks like template marks", "[markdown]") {
  const Article article =
      read("Text `{{ a }}` and:\n\n```\nfor {% x %}\n  {{ y }}\n```\n\n~~~\n<p>{: z}\n~~~\n");
  CHECK(article.text == "Text {{ a }} and:\n\nfor {% x %}\n  {{ y }}\n\n<p>{: z}");
}

TEST_CASE("damaged front matter costs no article", "[markdown]") {
  const auto text = GENERATE(
      as<std::string>{}, "---\ntitle: \"One: two\" three\ndate: 2020-05-03\nauthor: [Ann Roe\n---\nText.\n",
      "---\ntitle: One: two: three\n\tdate: x\ndate: 2020-05-03\n---\nText.\n",
      "---\ntitle: Unclosed\ndate: 2020-05-03\n\nText.\n",
      "+++\ntitle = \"A\"\ndate = 2020-05-03\nbroken = = x\n+++\nText.\n",
      "+++\n# Größe\ntitle = \"Größe\"\ndate = 2020-05-03\nü = 1\n+++\nText.\n",
      "+++\ntitle = \"A\"\ndate = 2020-05-03\nupdated = 2021-10-22T:7000:00\n+++\nText.\n",
      "---\ntitle: *missing\ndate: 2020-05-03\n---\nText.\n");
  CAPTURE(text);
  const Article article = read(text);
  CHECK_FALSE(article.title.empty());
  CHECK(article.text == "Text.");
  REQUIRE(article.published);
  CHECK(format_iso(*article.published) == "2020-05-03");
}

TEST_CASE("a line of dashes that opens a text is no front matter", "[markdown]") {
  CHECK(read("---\n\nText behind a rule.\n").text == "Text behind a rule.");
}

TEST_CASE("an empty file is refused", "[markdown]") {
  CHECK_THROWS_AS(read(""), Error);
}

TEST_CASE("Markdown cut anywhere gives an article or an error", "[markdown]") {
  const auto text = GENERATE(as<std::string>{}, yaml_post, toml_post);
  for (std::size_t size = 1; size < text.size(); size += 7) {
    CAPTURE(size);
    CHECK_NOTHROW(read(text.substr(0, size)));
  }
}

TEST_CASE("hostile Markdown is read in time in proportion to its size", "[markdown]") {
  const auto repeat = [](const std::string& piece, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += piece;
    return out;
  };
  std::string bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c <= 'i'; ++c) {
    const std::string last(1, static_cast<char>(c - 1));
    bomb += std::string(1, c) + ": &" + c + " [*" + last + ",*" + last + ",*" + last + ",*" + last + "]\n";
  }
  bomb += "tags: *i\n---\nText.\n";
  const auto text = GENERATE_REF(
      as<std::string>{}, bomb, "---\na: " + repeat("[", 100'000) + "\n---\nText.\n",
      "+++\na = " + repeat("[", 100'000) + "\n+++\nText.\n", repeat("> ", 20'000) + "x", repeat("[", 50'000),
      repeat("`", 50'000) + repeat("` ", 20'000), repeat("{{", 50'000), repeat("{% highlight x %}", 5'000),
      repeat("|a", 3'000) + "|\n" + repeat("|-", 3'000) + "|\n" + repeat("|x\n", 3'000),
      repeat("*a ", 30'000), repeat("![[", 30'000), repeat("[^", 30'000), repeat("```\n", 30'001));
  CAPTURE(text.substr(0, 20));
  const auto start = std::chrono::steady_clock::now();
  CHECK_NOTHROW(read(text));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a paragraph of a hundred thousand code spans is read in a moment", "[markdown]") {
  std::string spans;
  for (int i = 0; i < 100'000; ++i) spans += "`a` ";
  CHECK(read(spans).text.size() > 100'000);
}
