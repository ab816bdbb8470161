#include "searcher/results/sentences.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace dateline;

TEST_CASE("sentences end where a reader would say so", "[sentences]") {
  struct Row {
    const char* text;
    std::vector<std::string> expected;  // what stands before each end
  };
  const auto row = GENERATE(Row{"One. Two! Three? Four… Five", {"One.", " Two!", " Three?", " Four…"}},
                            Row{"He said \"No.\" She left.", {"He said \"No.\"", " She left."}},
                            Row{"“Yes.” He (a man) sat.", {"“Yes.”", " He (a man) sat."}},
                            Row{"Mr. Lee met Dr. J. R. Smith of the U.S. Senate.",
                                {"Mr. Lee met Dr. J. R. Smith of the U.S. Senate."}},
                            Row{"“Mr. Lee,” J.-P. said.", {"“Mr. Lee,” J.-P. said."}},
                            Row{"It rose 3.14 at duma.gov.ru in 2019. Then 5.",
                                {"It rose 3.14 at duma.gov.ru in 2019.", " Then 5."}},
                            Row{"部长会晤。他们同意！合作", {"部长会晤。", "他们同意！"}},
                            Row{"See No. 5 there. No. 6", {"See No. 5 there."}}, Row{"यह है। वह", {"यह है।"}},
                            Row{"Wait... what?!", {"Wait...", " what?!"}}, Row{"", {}}, Row{".", {"."}});
  CAPTURE(row.text);
  const std::string_view text = row.text;
  std::vector<std::string> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at > begin && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    const auto end = sentence_end_at(text, at);
    if (end == no_sentence) continue;
    sentences.emplace_back(text.substr(begin, end - begin));
    begin = end;
    at = end - 1;
  }
  CHECK(sentences == row.expected);
}

TEST_CASE("a sentence starts behind a full stop or a blank line, with its opening quote", "[sentences]") {
  struct Row {
    const char* before;
    const char* between;
    std::size_t expected;  // offset within `between`
  };
  const auto row =
      GENERATE(Row{"rain", " ", no_sentence}, Row{"rain", ". ", 2}, Row{"rain", ".” “", 5},
               Row{"rain", "\n\n- ", 2}, Row{"rain", "\n", no_sentence}, Row{"Mr", ". ", no_sentence},
               Row{"rain", ", ", no_sentence}, Row{"雨", "。", 3}, Row{"rain", ".\n\n\n", 4});
  CAPTURE(row.before, row.between);
  const std::string text = std::string(row.before) + row.between + "Next";
  const auto from = std::string_view(row.before).size();
  const auto to = from + std::string_view(row.between).size();
  const auto expected = row.expected == no_sentence ? no_sentence : from + row.expected;
  CHECK(sentence_start_between(text, from, to) == expected);
}
