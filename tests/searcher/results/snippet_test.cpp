#include "searcher/results/snippet.hpp"

#include "common/text/utf8.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/seed.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

// The forms that a query of these words is looked up in, in an index of the languages named.
MatchedForms forms_of(std::string_view words, std::initializer_list<const char*> languages) {
  MatchedForms forms;
  Analyser analyser;
  analyser.tokenise(words, 0, [&](const Token& token) {
    forms.words.emplace(token.term);
    if (token.base.empty()) return;
    for (const char* language : languages) forms.stems.emplace(analyser.stem(token.base, language));
  });
  return forms;
}

MatchedForms phrase_of(std::initializer_list<const char*> words) {
  MatchedForms forms;
  forms.phrases.emplace_back(words.begin(), words.end());
  return forms;
}

std::string with_brackets(const Snippet& passage) {
  std::string out;
  std::size_t done = 0;
  for (const auto& span : passage.matches) {
    out += passage.text.substr(done, span.begin - done) + "[" +
           passage.text.substr(span.begin, span.end - span.begin) + "]";
    done = span.end;
  }
  return out + passage.text.substr(done);
}

std::string passage_of(std::string_view text, const MatchedForms& forms, std::size_t width,
                       std::string_view lang = "en") {
  Analyser analyser;
  return with_brackets(SnippetMaker(forms, analyser).passage(text, lang, width));
}

std::string headline_of(std::string_view title, const MatchedForms& forms, std::string_view lang = "en") {
  Analyser analyser;
  return with_brackets(SnippetMaker(forms, analyser).headline(title, lang));
}

}  // namespace

TEST_CASE("what is highlighted is what matched: folded, stemmed, in any script", "[snippet]") {
  struct Row {
    const char* title;
    const char* query;
    const char* lang;
    const char* expected;
  };
  const auto row =
      GENERATE(Row{"Kuczyński on Łódź", "kuczynski lodz", "pl", "[Kuczyński] on [Łódź]"},
               Row{"Strategy and STRATEGIES", "strategy", "en", "[Strategy] and [STRATEGIES]"},
               Row{"Une stratégie des stratégies", "stratégies", "fr", "Une [stratégie] des [stratégies]"},
               Row{"Переговоры о границах", "граница", "ru", "Переговоры о [границах]"},
               Row{"COVID-19 and flu", "covid", "en", "[COVID]-19 and flu"},
               Row{"COVID-19 and flu", "covid-19", "en", "[COVID-19] and flu"},
               Row{"L'homme et la mer", "homme", "fr", "[L'homme] et la mer"},
               Row{"两个港口的战略合作", "战略合作", "zh", "两个港口的[战略合作]"},
               Row{"Nothing of it", "drones", "en", "Nothing of it"}, Row{"", "drones", "en", ""});
  CAPTURE(row.title, row.query);
  CHECK(headline_of(row.title, forms_of(row.query, {"en", "fr", "ru", "zh", "pl"}), row.lang) ==
        row.expected);
}

TEST_CASE("another language's stem does not light up", "[snippet]") {
  CHECK(headline_of("La ville et les villes", forms_of("villa", {"en", "it"}), "fr") ==
        "La ville et les villes");
}

TEST_CASE("a word known only from a phrase lights up only where the phrase stands", "[snippet]") {
  const auto forms = phrase_of({"strategic", "cooperation"});
  CHECK(headline_of("Strategic plans: cooperation and strategic cooperation", forms) ==
        "Strategic plans: cooperation and [strategic cooperation]");
  CHECK(passage_of("They speak of strategic\n\ncooperation.", forms, 100).find('[') == std::string::npos);
  auto both = forms;
  both.words.insert("cooperation");
  CHECK(headline_of("Cooperation, strategic cooperation", both) == "[Cooperation], [strategic cooperation]");
}

TEST_CASE("a short text is the passage, on one line", "[snippet]") {
  CHECK(passage_of("  One line\nand \t another.\n\nA heading\n\nDrones.  ", forms_of("drones", {"en"}),
                   100) == "One line and another. A heading · [Drones].");
  CHECK(passage_of("", forms_of("drones", {"en"}), 100).empty());
  CHECK(passage_of(" \n ", forms_of("drones", {"en"}), 100).empty());
  CHECK(passage_of("Drones.", forms_of("drones", {"en"}), 0).empty());
}

TEST_CASE("the opening stands in where nothing matched, cut behind a sentence or a word", "[snippet]") {
  const MatchedForms nothing;
  CHECK(passage_of("The first sentence is here. The second one goes on and on for a while.", nothing, 40) ==
        "The first sentence is here.");
  CHECK(passage_of("A sentence that goes on and on without ever coming to its end here.", nothing, 40) ==
        "A sentence that goes on and on …");
}

TEST_CASE("the passage holds as many different words as fit, near one another", "[snippet]") {
  const std::string far = "Iran is named here first. " + std::string(40, 'x') + " ";
  const std::string filler = "The council met again and spoke about roads and schools for a long time. ";
  std::string text = far;
  for (int i = 0; i < 10; ++i) text += filler;
  text += "Later it became known that Iran had sold drones to a neighbour. ";
  for (int i = 0; i < 10; ++i) text += filler;
  CHECK(passage_of(text, forms_of("iran drones", {"en"}), 100) ==
        "Later it became known that [Iran] had sold [drones] to a neighbour.");
}

TEST_CASE("a rare word outweighs common ones", "[snippet]") {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "The report of the council on the roads of the town is long and dull. ";
  text += "Only Gorbunov disagreed with that. ";
  for (int i = 0; i < 30; ++i)
    text += "The report of the council on the roads of the town is long and dull. ";
  CHECK(passage_of(text, forms_of("the report of Gorbunov", {"en"}), 60).find("[Gorbunov]") !=
        std::string::npos);
}

TEST_CASE("of equal passages the first is taken", "[snippet]") {
  std::string text = "First the drones came. ";
  for (int i = 0; i < 20; ++i)
    text += "Then for a long time nothing at all was seen in the sky over the town. ";
  text += "Last the drones came.";
  CHECK(passage_of(text, forms_of("drones", {"en"}), 60).starts_with("First the [drones] came."));
}

TEST_CASE("a passage inside a long sentence is cut at words and says so", "[snippet]") {
  std::string text = "It is said";
  for (int i = 0; i < 30; ++i) text += " that somebody heard";
  text += " of drones";
  for (int i = 0; i < 30; ++i) text += " from somebody else";
  const auto passage = passage_of(text, forms_of("drones", {"en"}), 60);
  CHECK(passage == "… heard of [drones] from somebody else from somebody else …");
}

TEST_CASE("a passage near the end fills its room with what comes before", "[snippet]") {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "Rain fell on the town. ";
  text += "Drones came.";
  CHECK(passage_of(text, forms_of("drones", {"en"}), 70) ==
        "Rain fell on the town. Rain fell on the town. [Drones] came.");
}

TEST_CASE("text without blanks is cut between characters", "[snippet]") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "港口部长会晤讨论道路和学校";
  text += "战略合作";
  for (int i = 0; i < 40; ++i) text += "港口部长会晤讨论道路和学校";
  const auto passage = passage_of(text, forms_of("战略", {"zh"}), 30, "zh");
  CHECK(passage == "… 晤讨论道路和学校[战略]合作港口部长会晤讨论道路和学校港 …");
}

TEST_CASE("a passage deep in a long text is found, and a better one far behind a good one is not looked for",
          "[snippet]") {
  std::string text;
  while (text.size() < 200'000) text += "Rain fell on the town and nobody minded it very much at all.\n\n";
  CHECK(passage_of(text + "Drones came.", forms_of("drones", {"en"}), 50).find("[Drones]") !=
        std::string::npos);
  const auto early = "Drones of Iran came.\n\n" + text + "Drones of Iran came. Iran, drones.";
  CHECK(passage_of(early, forms_of("iran drones", {"en"}), 50).starts_with("[Drones] of [Iran] came."));
}

TEST_CASE("texts made to be slow are not", "[snippet]") {
  auto forms = forms_of("a", {"en"});
  forms.phrases.emplace_back(1000, "a");
  std::string words;
  while (words.size() < max_snippet_bytes) words += "a ";
  CHECK(passage_of(words, forms, 50).find("[a") != std::string::npos);
  const auto dots = std::string(max_snippet_bytes, '.') + "a";
  CHECK(passage_of(dots + dots, forms, 50).size() >= 50);
  CHECK(passage_of(std::string(max_snippet_bytes / 2, '\n') + "a", forms, 50) == "[a]");
}

TEST_CASE("control characters in a passage are gone and its spans still fit", "[snippet]") {
  CHECK(passage_of("\x1b[31mRed \xE2\x80\xAE"
                   "drones\xFF over\x07 town",
                   forms_of("drones", {"en"}),
                   100) == " [31mRed \xEF\xBF\xBD[drones]\xEF\xBF\xBD over  town");
}

TEST_CASE("whatever the text, a passage keeps to its width and its spans to the passage",
          "[snippet][property]") {
  const unsigned seed = tests::seed();
  CAPTURE(seed);
  RandomText random(seed);
  Analyser analyser;
  auto forms = forms_of("word drones 国家 Володин", {"en", "ru"});
  forms.phrases = {{"word", "drones"}, {"drones"}, {}};
  SnippetMaker maker(forms, analyser);
  for (int round = 0; round < 1500; ++round) {
    const auto text = random.bytes(200);
    const auto width = random.below(80);
    const auto passage = maker.passage(text, random.below(2) == 0 ? "en" : "ru", width);
    CAPTURE(round, text, width, passage.text);
    REQUIRE(is_safe_line(passage.text));
    REQUIRE(count_code_points(passage.text) <= width);
    std::size_t done = 0;
    for (const auto& span : passage.matches) {
      REQUIRE(span.begin >= done);
      REQUIRE(span.end > span.begin);
      REQUIRE(span.end <= passage.text.size());
      REQUIRE(is_safe_line(passage.text.substr(span.begin, span.end - span.begin)));
      done = span.end;
    }
    const auto title = maker.headline(text, "en");
    REQUIRE(title.text == text);
  }
}
