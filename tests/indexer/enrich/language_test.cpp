#include "indexer/enrich/language.hpp"

#include "indexer/enrich/function_words.hpp"
#include "indexer/enrich/plain_language.hpp"

#include <set>

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

constexpr std::string_view english =
    "The ferry to the islands did not leave the harbour on Tuesday, and nobody at the port could say when it "
    "would. A storm had been expected from the west since the weekend, but most of those who were waiting "
    "said that they had heard nothing about it. The company has promised to pay for rooms in the town, which "
    "are full at this time of the year because of the races.";
constexpr std::string_view german =
    "Die Fähre zu den Inseln ist am Dienstag nicht ausgelaufen, und im Hafen konnte niemand sagen, wann sie "
    "wieder fährt. Seit dem Wochenende war ein Sturm aus dem Westen erwartet worden, aber die meisten, die "
    "auf das Schiff warteten, hatten davon nichts gehört. Die Reederei will für die Zimmer in der Stadt "
    "bezahlen, die wegen der Rennen zu dieser Zeit alle belegt sind.";
constexpr std::string_view french =
    "Le bac qui relie les îles au continent n’est pas parti mardi, et personne dans le port ne pouvait dire "
    "quand il le ferait. Une tempête était attendue de l'ouest depuis la fin de la semaine, mais la plupart "
    "de ceux qui attendaient sur le quai n'en avaient pas entendu parler. La compagnie va payer des chambres "
    "dans la ville, où tout est plein en cette saison à cause des courses.";
constexpr std::string_view spanish =
    "El barco que lleva a las islas no salió el martes, y nadie en el puerto supo decir cuándo lo haría. "
    "Desde "
    "el fin de semana se esperaba un temporal del oeste, pero la mayoría de los que estaban en el muelle no "
    "había oído nada de eso. La empresa ha prometido pagar las habitaciones en la ciudad, que en estos días "
    "están todas llenas por las carreras de caballos.";
constexpr std::string_view italian =
    "Il traghetto che porta alle isole non è partito martedì, e nel porto nessuno sapeva dire quando lo "
    "avrebbe fatto. Dalla fine della settimana si aspettava una tempesta da ovest, ma la maggior parte di "
    "quelli che erano sul molo non ne aveva sentito parlare. La compagnia ha detto che pagherà le camere "
    "nella "
    "città, che sono tutte piene in questi giorni per le corse dei cavalli.";
constexpr std::string_view portuguese =
    "O barco que leva para as ilhas não saiu na terça-feira, e no porto ninguém sabia dizer quando isso "
    "seria. "
    "Desde o fim da semana era esperada uma tempestade do oeste, mas a maior parte dos que estavam no cais "
    "não "
    "tinha ouvido nada sobre ela. A empresa já prometeu pagar os quartos na cidade, que nesta época do ano "
    "estão todos cheios por causa das corridas de cavalos.";
constexpr std::string_view arabic =
    "لم تغادر العبارة إلى الجزر يوم الثلاثاء ولم يكن أحد في الميناء يعرف متى تبحر من جديد. كان من المتوقع أن "
    "تصل "
    "عاصفة من الغرب منذ نهاية الأسبوع لكن أكثر من كان في الميناء لم يسمع عن ذلك شيئا. وقال مدير الشركة إن "
    "الشركة "
    "مع ذلك على استعداد أن تدفع عن كل مسافر في هذه المدينة ما عليه بعد أن لم يبق فيها مكان، كما قال إن هذا "
    "لا "
    "يتم في كل عام وإن كل من كان له حق في ذلك قد أخذ ما له من مال أو من طعام.";
constexpr std::string_view dutch =
    "De veerboot naar de eilanden is dinsdag niet uitgevaren, en in de haven kon niemand zeggen wanneer dat "
    "wel zou gebeuren. Sinds het weekend werd er een storm uit het westen verwacht, maar de meesten van hen "
    "die op de kade stonden te wachten hadden daar niets over gehoord. De rederij wil voor de kamers in de "
    "stad betalen, die in deze tijd van het jaar door de wedstrijden allemaal vol zijn.";
constexpr std::string_view catalan =
    "El vaixell que porta a les illes no va sortir dimarts, i ningú al port no sabia dir quan ho faria. Des "
    "del "
    "cap de setmana s'esperava un temporal de ponent, però la major part dels que eren al moll no n'havien "
    "sentit res. La companyia ha promès de pagar les habitacions a la ciutat, que en aquest temps són totes "
    "plenes per les curses de cavalls, i tothom té dret a un sopar amb els altres.";
constexpr std::string_view galician =
    "O barco que leva ás illas non saíu o martes, e no porto ninguén sabía dicir cando o faría. Dende a fin "
    "da "
    "semana agardábase un temporal do oeste, pero a maior parte dos que estaban no peirao non oíra nada "
    "diso. "
    "A compañía prometeu pagar os cuartos na cidade, que nestes días están todos cheos polas carreiras de "
    "cabalos, e unha cea con toda a xente que quedou sen cama na súa casa.";

}  // namespace

TEST_CASE("a widely written language is plain to see, and CLD2 says the same", "[language]") {
  struct Row {
    std::string_view lang;
    std::string_view text;
  };
  const auto row = GENERATE(Row{"en", english}, Row{"de", german}, Row{"fr", french}, Row{"es", spanish},
                            Row{"it", italian}, Row{"pt", portuguese}, Row{"ar", arabic});
  CAPTURE(row.lang);
  CHECK(plain_language(row.text) == row.lang);
  // Too short for the short way.
  CHECK(detect_language("", row.text.substr(0, row.text.find('.')), "") == row.lang);
  CHECK(detect_language("", row.text, "sw") == row.lang);
}

TEST_CASE("a declared language is plain where its words stand, and no other is", "[language]") {
  constexpr std::array languages =
      std::to_array<std::string_view>({"en", "de", "fr", "es", "it", "pt", "ar"});
  const std::array texts = {english, german, french, spanish, italian, portuguese, arabic};
  for (std::size_t text = 0; text < texts.size(); ++text) {
    const std::string_view beginning = texts[text].substr(0, 300);  // too short without a hint
    CHECK(plain_language(beginning).empty());
    for (std::size_t declared = 0; declared < languages.size(); ++declared) {
      CAPTURE(languages[declared], texts[text]);
      CHECK((plain_language(beginning, languages[declared]) == languages[declared]) == (declared == text));
    }
  }
  for (const auto lang : languages) {
    CAPTURE(lang);
    for (const auto text : {dutch, catalan, galician}) CHECK(plain_language(text, lang).empty());
  }
  CHECK(plain_language("The boat to the islands.", "en").empty());
  CHECK(plain_language(dutch, "nl").empty());  // not one of those
}

TEST_CASE("a language that only shares words is not plain to see, and is found all the same", "[language]") {
  struct Row {
    std::string_view lang;
    std::string_view text;
  };
  const auto row = GENERATE(Row{"nl", dutch}, Row{"ca", catalan}, Row{"gl", galician});
  CAPTURE(row.lang);
  CHECK(plain_language(row.text).empty());
  CHECK(detect_language("", row.text, "") == row.lang);
}

TEST_CASE("a text in two languages is not plain to see in either", "[language]") {
  const auto first = GENERATE(english, german, french, spanish, italian, portuguese, arabic);
  const auto second = GENERATE(english, german, french, spanish, italian, portuguese, arabic);
  if (first == second) return;
  const std::string text = std::string(first) + "\n\n" + std::string(second);
  CAPTURE(text);
  CHECK(plain_language(text).empty());
}

TEST_CASE("names, tables and capitals do not hide a language, repeated words make none", "[language]") {
  CHECK(plain_language(std::string(english) + " They went to El Paso and then to San Juan de la Cruz.") ==
        "en");
  std::string capitals;
  for (const char c : english) capitals += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  CHECK(plain_language(capitals) == "en");
  std::string table;
  for (int i = 0; i < 60; ++i) table += "up 122 the 7250 ";
  CHECK(plain_language(table).empty());
}

TEST_CASE("an edge of any kind is safe for the language of a text", "[language]") {
  const std::string text = std::string(english) + std::string(arabic) + std::string(5000, 'x') + "中文";
  for (std::size_t size = 0; size < text.size(); ++size)
    plain_language(std::string_view(text).substr(0, size));
  CHECK(plain_language("").empty());
  CHECK(plain_language(std::string(2000, ' ')).empty());
  CHECK(plain_language(std::string(2000, '\0')).empty());
}

TEST_CASE("a language tag is the same however it is written", "[language]") {
  const auto tag = GENERATE("en", "de", "fr", "es", "it", "pt", "ar", "ru", "ja", "zh", "ko", "nl", "pl",
                            "tr", "en-US", "en-GB", "de-DE", "sv", "pt-BR");
  std::string other(tag);
  for (char& c : other) c = c == '-' ? '_' : c;
  other += ".UTF-8";
  CAPTURE(tag);
  CHECK(normalise_language(tag) == tag);
  CHECK(normalise_language(other) == tag);
}

TEST_CASE("function words are such as plain_language looks up", "[language]") {
  std::set<std::string_view> langs;
  for (const FunctionWords& row : function_word_table()) {
    CAPTURE(row.lang, row.words);
    if (!row.lang.empty()) CHECK(langs.insert(row.lang).second);
    std::set<std::string_view> seen;
    std::string_view words = row.words;
    while (!words.empty()) {
      const std::string_view word = words.substr(0, words.find(' '));
      CAPTURE(word);
      CHECK((word.size() >= 2 && word.size() <= 8));
      CHECK(word.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ'-") == std::string_view::npos);
      CHECK(seen.insert(word).second);
      words.remove_prefix(std::min(word.size() + 1, words.size()));
    }
  }
}
