#include "searcher/output/writers.hpp"

#include "searcher/output/show.hpp"
#include "searcher/output/trec.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/seed.hpp"

#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

struct Written {
  std::string results;
  std::string notes;
};

Written write(std::string_view format, const MadeUpAnswer& answer, const Terminal& terminal = {},
              std::string_view query_id = {}, bool is_first = true) {
  std::ostringstream results;
  std::ostringstream notes;
  Output output{results, notes, terminal};
  const auto* const writer = find_writer(format);
  REQUIRE(writer != nullptr);
  writer->write(
      {.request = answer.request, .response = answer.response, .query_id = query_id, .is_first = is_first},
      output);
  return {results.str(), notes.str()};
}

Terminal terminal_of(std::size_t width, bool has_colour) {
  return {.is_terminal = has_colour,
          .has_colour = has_colour,
          .has_links = has_colour,
          .width = width,
          .host = "desk"};
}

// The visible text of what a terminal is sent: without SGR and OSC 8 sequences.
std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\x1b') {
      out += text[at++];
    } else if (text[at + 1] == '[') {
      at = text.find('m', at) + 1;
    } else {
      at = text.find("\x1b\\", at) + 2;
    }
  }
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

MadeUpAnswer random_answer(RandomText& random) {
  MadeUpAnswer answer;
  answer.request.query = random.bytes(5);
  answer.response.count = {.number = random.below(5000), .is_exact = random.below(2) == 0};
  answer.response.notes = {{.column = random.below(3), .text = random.bytes(8)}};
  answer.response.reasons = {{.clause = random.bytes(8), .matches = random.below(9)}};
  for (std::size_t rank = 1; rank <= random.below(4); ++rank) {
    Hit hit;
    hit.rank = rank;
    auto& article = hit.article;
    for (auto* member : {&article.id, &article.title, &article.source, &article.url, &article.lang,
                         &article.format, &hit.path, &hit.title.text, &hit.snippet.text}) {
      *member = random.bytes(20);
    }
    article.authors = {random.bytes(6), random.bytes(6)};
    article.tags = {random.bytes(6)};
    const auto begin = random.below(40);
    hit.snippet.matches = {{begin, begin + random.below(9)}};
    answer.response.hits.push_back(std::move(hit));
  }
  return answer;
}

}  // namespace

TEST_CASE("every machine format writes the same answer as it always did", "[output][golden]") {
  const std::string format = GENERATE("json", "jsonl", "csv", "trec", "ids");
  CAPTURE(format);
  const auto written = write(format, made_up_answer());
  check_golden("answer." + format, written.results);
  CHECK(written.notes.empty() == (format == "json"));
  check_golden("nothing." + format, write(format, made_up_nothing()).results);
}

TEST_CASE("an answer for reading looks the same at every width, with colour and without",
          "[output][golden]") {
  const std::size_t width = GENERATE(40, 80, 200);
  const bool has_colour = GENERATE(false, true);
  CAPTURE(width, has_colour);
  const auto terminal = terminal_of(width, has_colour);
  const auto tail = std::to_string(width) + (has_colour ? ".colour" : "") + ".txt";
  check_golden("answer." + tail, write("text", made_up_answer(), terminal).results);
  check_golden("nothing." + tail, write("text", made_up_nothing(), terminal).results);
  std::ostringstream shown;
  show_article(made_up_article(), "/archive/politics/harbour-talks.html", terminal, shown);
  check_golden("show." + tail, shown.str());
}

TEST_CASE("one article is shown as JSON with its text", "[output][golden]") {
  std::ostringstream shown;
  show_article_json(made_up_article(), "/archive/politics/harbour-talks.html", shown);
  check_golden("show.json", shown.str());
}

TEST_CASE("the notes go to standard error, with the column", "[output]") {
  auto answer = made_up_answer();
  answer.response.was_cut = true;
  CHECK(write("ids", answer).notes ==
        "note: date:2023-02-31: February 2023 has 28 days; read as 2023-02-28 (column 30)\n"
        "note: cut after 2 s: the best found until then, the count is too low (--timeout allows more)\n");
}

TEST_CASE("the count line says truly whether the count is exact and which page this is", "[output]") {
  struct Row {
    MatchCount count;
    std::size_t first_rank;
    const char* expected;
  };
  const auto row = GENERATE(
      Row{{1, true}, 1, "1 article"}, Row{{37, true}, 1, "37 articles"},
      Row{{1243, false}, 1, "About 1,240 articles"}, Row{{37, false}, 1, "About 37 articles"},
      Row{{1'996'000, false}, 1, "About 2,000,000 articles"}, Row{{37, true}, 11, "11–12 of 37 articles"},
      Row{{1243, false}, 11, "11–12 of about 1,240 articles"});
  CAPTURE(row.count.number, row.first_rank);
  MadeUpAnswer answer;
  answer.response.count = row.count;
  answer.response.hits.resize(row.count.number == 1 ? 1 : 2);
  for (std::size_t i = 0; i < answer.response.hits.size(); ++i)
    answer.response.hits[i].rank = row.first_rank + i;
  const auto first = lines_of(write("text", answer).results).front();
  CHECK(first.substr(0, first.find("  ")) == row.expected);
}

TEST_CASE("a page behind the last says so instead of nothing found", "[output]") {
  MadeUpAnswer answer;
  answer.request.offset = 40;
  answer.response.count = {.number = 37, .is_exact = true};
  CHECK(write("text", answer).results.starts_with("No more: 37 articles in all, asked from 41 on."));
}

TEST_CASE("TREC scores fall without ties, and minus the rank stands for none", "[output]") {
  const auto lines = lines_of(write("trec", made_up_answer()).results);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == "1 Q0 politics/harbour-talks.html 1 12.75 dateline");
  CHECK(lines[1] == "1 Q0 zh/007.txt 2 9.5 dateline");
  CHECK(lines[2] == "1 Q0 notes/scan%200031.txt 3 9.499999 dateline");
  CHECK(lines[3] == "1 Q0 odd%0Aname%1B[2J.txt 4 9.25 dateline");
  auto newest = made_up_answer();
  newest.request.sort = SortOrder::newest;
  CHECK(lines_of(write("trec", newest, {}, "q 7").results)[1] == "q%207 Q0 zh/007.txt 2 -2 dateline");
}

TEST_CASE("a TREC id changes only where a line or a column would break", "[output]") {
  CHECK(trec_id("http://a.example/b%20c?d=1#e") == "http://a.example/b%20c?d=1#e");
  CHECK(trec_id("a b\tc\xC2\xA0"
                "d\xE3\x80\x80"
                "e") == "a%20b%09c%C2%A0d%E3%80%80e");
  CHECK(trec_id("Володин/新华社") == "Володин/新华社");
  CHECK(trec_id("caf\xE9") == "caf%E9");
}

TEST_CASE("CSV has its header once in a batch, and a column for the query", "[output]") {
  const auto answer = made_up_answer();
  const auto first = write("csv", answer, {}, "q1", true).results;
  const auto second = write("csv", answer, {}, "q2", false).results;
  CHECK(first.starts_with("query,rank,score,id,"));
  CHECK(second.starts_with("q2,1,12.75,politics/harbour-talks.html,"));
}

TEST_CASE("what a spreadsheet would run gets an apostrophe", "[output]") {
  struct Row {
    const char* title;
    const char* expected;
  };
  const auto row = GENERATE(Row{"=1+1", "'=1+1"}, Row{"+1", "'+1"}, Row{"-1", "'-1"},
                            Row{"@SUM(A1)", "'@SUM(A1)"}, Row{"\t=1", "' =1"}, Row{"＝1", "'＝1"},
                            Row{"=A,\"B\"", "\"'=A,\"\"B\"\"\""}, Row{"1=1", "1=1"}, Row{"", ""});
  CAPTURE(row.title);
  MadeUpAnswer answer;
  answer.response.hits.resize(1);
  answer.response.hits[0].article.title = row.title;
  CHECK(lines_of(write("csv", answer).results)[1] == "0,0,," + std::string(row.expected) + ",,,,,,,,,,\r");
}

TEST_CASE("JSON highlights are code points of the passage", "[output]") {
  const auto object = nlohmann::json::parse(write("json", made_up_answer()).results);
  CHECK(object["version"] == 1);
  const auto& chinese = object["hits"][1];
  CHECK(chinese["published"] == "2023-01");
  CHECK(chinese["title_highlights"] == nlohmann::json::parse("[[9,12],[14,16]]"));
  CHECK(object["hits"][2]["published"].is_null());
  CHECK(object["hits"][3]["snippet"] == "one  [31mdrones [0m  two");
  CHECK(object["hits"][3]["highlights"] == nlohmann::json::parse("[[4,19]]"));
}

TEST_CASE("no machine format writes a raw control character or invalid UTF-8", "[output][property]") {
  const unsigned seed = tests::seed();
  CAPTURE(seed);
  RandomText random(seed);
  for (int round = 0; round < 150; ++round) {
    const auto answer = random_answer(random);
    for (const auto& writer : writers()) {
      const auto written = write(writer.name, answer);
      CAPTURE(round, writer.name, written.results);
      for (auto line : lines_of(written.results + written.notes)) {
        if (writer.name == "csv" && line.ends_with('\r')) line.pop_back();
        REQUIRE(is_safe_line(line));
      }
      if (writer.name == "json") REQUIRE_NOTHROW(nlohmann::json::parse(written.results));
      if (writer.name != "jsonl") continue;
      for (const auto& line : lines_of(written.results)) REQUIRE_NOTHROW(nlohmann::json::parse(line));
    }
  }
}

TEST_CASE("on a terminal only our own escapes are written, and no line is too wide", "[output][property]") {
  const unsigned seed = tests::seed();
  CAPTURE(seed);
  RandomText random(seed);
  for (int round = 0; round < 150; ++round) {
    const auto answer = random_answer(random);
    const std::size_t width = 20 + random.below(120);
    const auto written = write("text", answer, terminal_of(width, true));
    CAPTURE(round, width, written.results);
    for (const auto& line : lines_of(without_escapes(written.results))) {
      REQUIRE(is_safe_line(line));
      REQUIRE(display_width(line) <= width);
    }
  }
}
