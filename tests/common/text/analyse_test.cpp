#include "common/text/analyse.hpp"

#include "common/text/fold.hpp"
#include "common/text/utf8.hpp"
#include "tests/support/seed.hpp"

#include <random>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

// "term@position" for each token; the kinds that share a place stand side by side.
std::string tokens_of(std::string_view text, AnalyserPath path = AnalyserPath::fast) {
  Analyser analyser(path);
  std::string list;
  analyser.tokenise(text, 0, [&list](const Token& token) {
    if (!list.empty()) list += ' ';
    list += std::string(token.term) + "@" + std::to_string(token.position);
  });
  return list;
}

std::string stem_of(std::string_view word, std::string_view lang) {
  Analyser analyser;
  std::string stem;
  analyser.tokenise(word, 0, [&](const Token& token) {
    if (stem.empty() && !token.base.empty()) stem = analyser.stem(std::string(token.base), lang);
  });
  return stem;
}

}  // namespace

TEST_CASE("words are cut where Unicode cuts them, and folded", "[analyse]") {
  struct Row {
    const char* text;
    const char* tokens;
  };
  const auto row = GENERATE(values<Row>({
      {"Iranian, Russian Speakers", "iranian@0 russian@1 speakers@2"},
      {"Kuczyński Łódź STRASSE Straße", "kuczynski@0 lodz@1 strasse@2 strasse@3"},
      {"Ёлка ёж йод", "елка@0 еж@1 йод@2"},
      {"AT&T and R&D", "at&t@0 and@1 r&d@2"},
      {"C++, C# and C", "c++@0 c#@1 and@2 c@3"},
      {"3.14 or 1,234,567.", "3.14@0 or@1 1,234,567@2"},
      {"the U.S. and the U.N.", "the@0 us@1 and@2 the@3 un@4"},
      {"COVID-19 spread", "covid@0 covid-19@0 19@1 spread@2"},
      {"see duma.gov.ru.", "see@0 duma@1 duma.gov.ru@1 gov@2 ru@3"},
      {"and/or", "and@0 and/or@0 or@1"},
      {"l'homme", "l'homme@0 homme@0"},
      {"L’Italia", "l'italia@0 italia@0"},
      {"Reagan's dogs' don't", "reagan's@0 reagan@0 dogs@1 don't@2"},
      {"Türkiye'nin", "turkiye'nin@0 turkiye@0"},
      {"O'Neill", "o'neill@0 neill@0"},
      {"м'який п’ять", "м'який@0 п'ять@1"},
      {"北京大学", "北@0 北京@0 京@1 京大@1 大@2 大学@2 学@3"},
      {"東京タワー", "東@0 東京@0 京@1 京タ@1 タ@2 タワ@2 ワ@3 ワー@3 ー@4"},
      {"ｶﾞｽ", "ガ@0 ガス@0 ス@1"},
      {"서울 시장", "서@0 서울@0 울@1 시@2 시장@2 장@3"},
      {"2023年", "2023@0 年@1"},
      {"ภาษาไทย", "ภาษา@0 ไทย@1"},
      {"الإيرانيّة ١٤٠٢ کتاب", "الايرانية@0 1402@1 كتاب@2"},
      {"می‌خواهم", "ميخواهم@0"},
      {"שָׁלוֹם צה\xD7\xB4ל", "שלום@0 צהל@1"},
      {"İstanbul ILICA ısı", "istanbul@0 ilica@1 isi@2"},
      {"Ｆｕｌｌ ｗｉｄｔｈ", "full@0 width@1"},
      {"Việt Nam", "viet@0 nam@1"},
      {"हिन्दी में", "हिन्दी@0 में@1"},
      {"col·laboració", "collaboracio@0"},
      {"co\xC2\xADoperation", "cooperation@0"},
      {"snake_case", "snake@0 snake_case@0 case@1"},
      {"a\xFFz", "a@0 z@1"},
      {"--- ' . , ' &", ""},
      {"", ""},
  }));
  CAPTURE(row.text);
  CHECK(tokens_of(row.text) == row.tokens);
  CHECK(tokens_of(row.text, AnalyserPath::careful) == row.tokens);
}

TEST_CASE("a blank line opens a gap in positions, once", "[analyse]") {
  CHECK(tokens_of("one\n\n\n two\nthree") == "one@0 two@101 three@102");
  CHECK(tokens_of("\n\n one") == "one@0");
  CHECK(tokens_of("one\n \t\r\ntwo") == "one@0 two@101");
}

TEST_CASE("a stem names its language, and stemming comes before folding", "[analyse]") {
  struct Row {
    const char* word;
    const char* lang;
    const char* stem;
  };
  const auto row = GENERATE(values<Row>({{"Strategic", "en", "en:strateg"},
                                         {"cooperation's", "en-GB", "en:cooper"},
                                         {"Häusern", "de", "de:haus"},
                                         {"l'économie", "fr", "fr:econom"},
                                         {"министерства", "ru", "ru:министерств"},
                                         {"Kuczyńskiego", "pl", "x:kuczynskiego"},
                                         {"Việt", "vi", "vi:việt"},
                                         {"bøker", "nb", "no:bok"},
                                         {"word", "", "x:word"}}));
  CAPTURE(row.word, row.lang);
  CHECK(stem_of(row.word, row.lang) == row.stem);
}

TEST_CASE("a script rules a language's stemmer out, a number never does", "[analyse]") {
  CHECK(script_fits("ru", "волга"));
  CHECK_FALSE(script_fits("en", "волга"));
  CHECK_FALSE(script_fits("ru", "volga"));
  CHECK(script_fits("ru", "2023"));
  CHECK(script_fits("pl", "волга"));
}

TEST_CASE("a whole name is folded and its white space made one", "[analyse]") {
  Analyser analyser;
  CHECK(analyser.fold_name("  Grzegorz \n Kuczyński ") == "grzegorz kuczynski");
  CHECK(analyser.fold_name("The New York Times") == "the new york times");
  CHECK(analyser.fold_name("").empty());
}

TEST_CASE("the fingerprint is the same each time", "[analyse]") {
  CHECK(analyser_fingerprint() == analyser_fingerprint());
  CHECK(analyser_fingerprint().size() == 16);
}

TEST_CASE("fast and careful path agree, offsets lie on code-point limits and terms fold to themselves",
          "[analyse][property]") {
  constexpr std::array pieces = std::to_array<std::string_view>(
      {"a", "B", "Zq", "7",  "19", " ",  "\n", "\n\n", ".",      ",",      "'",      "’",    "-",
       "/", "_", "&",  "+",  "++", "#",  "é",  "Ł",    "ß",      "я",      "Й",      "ё",    "ا",
       "ـ", "١", "北", "カ", "ﾞ",  "한", "ไ",  "ท",    "\u0301", "\u200D", "\u00AD", "\xFF", "\xC3",
       "İ", "ı", "·",  "״",  "ש",  "𝒜",  "ﷺ",  "Ǆ",    "ﬁ",      "U.S.",   "l'",     "x"});
  std::mt19937 random(tests::seed());
  Analyser fast(AnalyserPath::fast);
  Analyser careful(AnalyserPath::careful);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto n = random() % 12 + 1; n > 0; --n) text += pieces[random() % pieces.size()];
    CAPTURE(text);
    std::string by_fast, by_careful;
    const auto write = [&text](std::string& list) {
      return [&list, &text](const Token& token) {
        list += std::to_string(token.begin) + "-" + std::to_string(token.end) + "@" +
                std::to_string(token.position) + ":" + std::string(token.term) + "/" +
                std::string(token.base) + " ";
        REQUIRE(token.end <= text.size());
        REQUIRE(is_valid_utf8(std::string_view(text).substr(token.begin, token.end - token.begin)));
        REQUIRE(is_valid_utf8(token.term));
        REQUIRE(strip_marks(fold_case(token.term)) == token.term);
      };
    };
    const auto fast_end = fast.tokenise(text, 5, write(by_fast));
    const auto careful_end = careful.tokenise(text, 5, write(by_careful));
    REQUIRE(by_fast == by_careful);
    REQUIRE(fast_end == careful_end);
  }
}

TEST_CASE("no term is longer than Xapian takes, whatever folding makes of a word", "[analyse]") {
  std::string swelling;  // each a sentence of 33 bytes when folded
  for (int i = 0; i < 21; ++i) swelling += "\uFDFA";
  const std::string part = swelling.substr(0, 12);
  const auto text =
      GENERATE_COPY(values<std::string>({swelling, part + "-" + part + "-" + part + "-" + part + "-" + part,
                                         "l'" + swelling, std::string(100'000, 'a') + "\u00E9"}));
  const auto* const lang = GENERATE("ar", "en", "vi", "");
  Analyser analyser;
  analyser.tokenise(text, 0, [&](const Token& token) {
    CHECK(token.term.size() <= 128);
    if (!token.base.empty()) CHECK(analyser.stem(std::string(token.base), lang).size() <= 128);
  });
}

TEST_CASE("marks without end behind one character cost no time", "[analyse]") {
  std::string text = "中";
  for (int i = 0; i < 200'000; ++i) text += "\u0301\u0316";
  CHECK(tokens_of(text).size() < 100);
}
