#include "searcher/query/compile.hpp"

#include "searcher/query/parse.hpp"
#include "tests/support/query_index.hpp"

#include <algorithm>
#include <iterator>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace std::chrono;
using tests::QueryIndex;

namespace {

constexpr sys_days today{2023y / 3 / 15};

std::optional<PrintedTime> day(const char* iso) {
  return parse_iso(iso);
}

std::vector<Article> first_articles() {
  return {
      // 1
      {.title = "Iranian, Russian Speakers Meet",
       .summary = "A call for strategic cooperation",
       .authors = {"Grzegorz Kuczyński"},
       .published = day("2023-01-26"),
       .tags = {"Iran", "Migration policy"},
       .source = "The Warsaw Times",
       .url = "https://www.duma.gov.ru/en/news/1",
       .lang = "en",
       .format = "text/html",
       .text = "Vyacheslav Volodin met Iranian lawmakers. Drones were not discussed. The talks were about "
               "strategic long term cooperation."},
      // 2
      {.title = "Drones over Kyiv",
       .authors = {"Anna Smith", "Reuters"},
       .published = day("2023-01-15"),
       .tags = {"Ukraine", "War"},
       .source = "The New York Times",
       .url = "https://nytimes.com/x",
       .lang = "en",
       .format = "text/markdown",
       .text =
           "The war in Ukraine goes on. Iranian drones hit the city. A vaccine against COVID-19 arrived."},
      // 3
      {.title = "Володин прибыл в Тегеран",
       .published = day("2023-01-24"),
       .tags = {"Иран"},
       .source = "ТАСС",
       .url = "http://tass.ru/1",
       .lang = "ru",
       .format = "text/html",
       .text = "Стратегическое сотрудничество с Ираном обсудили депутаты. Объём торговли вырос."},
      // 4
      {.title = "Die Lage in der Ukraine",
       .published = day("2022-12-31"),
       .source = "Der Bote",
       .lang = "de",
       .format = "application/json",
       .text = "Der Krieg war lang. Die Städte sind zerstört, die Häuser leer. Vorkrieg und Nachkrieg."},
      // 5
      {.title = "L'homme et la ville",
       .published = day("2023-02"),
       .source = "Le Courrier",
       .lang = "fr",
       .format = "text/plain",
       .text = "Les villes grandissent. L'homme politique se promène."},
  };
}

std::vector<Article> last_articles() {
  return {
      // 6
      {.title = "北京大学新闻",
       .published = day("2021"),
       .lang = "zh",
       .format = "text/html",
       .text = "中国和伊朗在北京签署协议。大学生参观。"},
      // 7
      {.title = "La villa di Roma",
       .published = day("1969-07-20"),
       .lang = "it",
       .format = "text/html",
       .text = "Una villa antica e le ville nuove. Dell'Italia si parla."},
      // 8
      {.title = "An undated note",
       .lang = "en",
       .format = "text/plain",
       .text =
           "C++ and C# are languages; AT&T and the U.S. government agree. Strategic. Cooperation follows."},
      // 9
      {.title = "Tình hình kinh tế Việt Nam",
       .published = day("2023-03-01"),
       .lang = "vi",
       .format = "text/html",
       .text = "Kinh tế Việt Nam tăng trưởng."},
      // 10
      {.title = "Sejm o migracji",
       .authors = {"Kuczyński Marek"},
       .published = day("-0043-03-15"),
       .tags = {"Migration"},
       .source = "Times of Warsaw",
       .url = "https://news.duma.gov.ru/pl",
       .lang = "pl",
       .format = "text/html",
       .text = "Posłowie mówili o dronach i o wojnie."},
  };
}

std::vector<Article> mixed_articles() {
  std::vector<Article> articles = first_articles();
  std::ranges::move(last_articles(), std::back_inserter(articles));
  return articles;
}

const QueryIndex& mixed_index() {
  static const QueryIndex index(mixed_articles());
  return index;
}

CompiledQuery compile(const std::string& text, const QueryIndex& index, QueryMode mode = QueryMode::lenient) {
  Analyser analyser;
  const ParsedQuery parsed = parse_query(text, mode, today);
  return compile_query(parsed.root, index.db(), read_languages(index.db()), analyser);
}

std::vector<Xapian::docid> matches(const Xapian::Query& query, const Xapian::Database& db) {
  Xapian::Enquire enquire(db);
  enquire.set_query(query);
  std::vector<Xapian::docid> ids;
  const Xapian::MSet found = enquire.get_mset(0, db.get_doccount());
  for (auto hit = found.begin(); hit != found.end(); ++hit) ids.push_back(*hit);
  return ids;
}

std::string ids_of(const Xapian::Query& query, const QueryIndex& index) {
  std::vector<Xapian::docid> ids = matches(query, index.db());
  std::ranges::sort(ids);
  std::string list;
  for (const Xapian::docid id : ids) list += (list.empty() ? "" : " ") + std::to_string(id);
  return list;
}

std::string search(const std::string& text) {
  return ids_of(compile(text, mixed_index()).query, mixed_index());
}

std::string notes_of(const std::vector<QueryNote>& notes) {
  std::string lines;
  for (const QueryNote& note : notes) lines += std::to_string(note.column) + ": " + note.text + "\n";
  return lines;
}

}  // namespace

TEST_CASE("words find their forms in the language of each article and no other", "[query]") {
  struct Row {
    const char* query;
    const char* ids;
  };
  const auto row = GENERATE(
      Row{"drone", "1 2"}, Row{"kuczynski", "1 10"}, Row{"Kuczyński", "1 10"}, Row{"володина", "3"},
      Row{"объем", "3"}, Row{"haus", "4"}, Row{"stadt", "4"}, Row{"ville", "5 7"}, Row{"villa", "5 7"},
      Row{"homme", "5"}, Row{"italia", "7"}, Row{"dronach", "10"}, Row{"京", "6"}, Row{"北京", "6"},
      Row{"北京大学", "6"}, Row{"東京大学", "6"}, Row{"việt", "9"}, Row{"viet nam", "9"}, Row{"c++", "8"},
      Row{"AT&T", "8"}, Row{"covid-19", "2"}, Row{"covid", "2"}, Row{"nothingness", ""});
  CAPTURE(row.query);
  CHECK(search(row.query) == row.ids);
}

TEST_CASE("signs, phrases and operators mean what they say", "[query]") {
  struct Row {
    const char* query;
    const char* ids;
  };
  const auto row = GENERATE(
      Row{"+iranian +kyiv", "2"}, Row{"+iranian kyiv", "1 2"}, Row{"iranian -kyiv", "1"},
      Row{"iranian NOT kyiv", "1"}, Row{"\"strategic cooperation\"", "1 8"},
      Row{"\"strategic cooperations\"", ""}, Row{"\"strategic cooperation\"~2", "1 8"},
      Row{"strategic NEAR/3 cooperation", "1 8"}, Row{"strategic ADJ/3 cooperation", "1 8"},
      Row{"cooperation ADJ/3 strategic", ""}, Row{"cooperation NEAR/3 strategic", "1 8"},
      Row{"strategic NEAR/1 cooperation", "1 8"}, Row{"(volodin OR kyiv) AND iranian", "1 2"},
      Row{"volodin OR kyiv AND iranian", "1 2"}, Row{"iranian AND NOT drones", ""},
      Row{"iranian AND NOT kyiv", "1"}, Row{"NOT iranian", "3 4 5 6 7 8 9 10"},
      Row{"-iranian -ville", "3 4 6 8 9 10"}, Row{"volodin OR NOT iranian", "1 3 4 5 6 7 8 9 10"},
      Row{"(iranian OR persian) NEAR/1 (drones OR lawmakers)", "1 2"}, Row{"+covid-19", "2"},
      Row{"+covid-20", ""}, Row{"covid-20", "2"}, Row{"\"北京签署\"", "6"}, Row{"\"北京协议\"", ""},
      Row{"+北京协议", ""}, Row{"北京协议", "6"}, Row{"\"l'homme politique\"", "5"},
      Row{"\"homme politique\"", "5"}, Row{"*", "1 2 3 4 5 6 7 8 9 10"}, Row{"* -drones", "3 4 5 6 7 8 9 10"},
      Row{"strateg*", "1 8"}, Row{"стратег*", "3"}, Row{"北*", "6"}, Row{"covid-1*", "2"},
      Row{"volodyn~", "1"}, Row{"volodyn~1", "1"}, Row{"voldnyi~1", ""}, Row{"the", "1 2 8"});
  CAPTURE(row.query);
  CHECK(search(row.query) == row.ids);
}

TEST_CASE("field clauses restrict, several values of one field are any of them", "[query]") {
  struct Row {
    const char* query;
    const char* ids;
  };
  const auto row = GENERATE(
      Row{"title:drones", "2"}, Row{"title:drone", "2"}, Row{"title:volodin", ""},
      Row{"title:speaker drones", "1"}, Row{"author:kuczynski", "1 10"},
      Row{"author:\"Grzegorz Kuczyński\"", "1"}, Row{"author:\"kuczynski grzegorz\"", ""},
      Row{"by:smith by:marek", "2 10"}, Row{"tag:iran", "1"}, Row{"tag:Иран", "3"},
      Row{"tag:iran tag:war", "1 2"}, Row{"+tag:ukraine +tag:war", "2"}, Row{"+tag:iran +tag:war", ""},
      Row{"tag:migration", "10"}, Row{"tag:\"migration policy\"", "1"}, Row{"tag:policy", "1"},
      Row{"source:times", "1 2 10"}, Row{"source:\"new york times\"", "2"}, Row{"source:tass", ""},
      Row{"source:ТАСС", "3"}, Row{"lang:ru", "3"}, Row{"lang:RU", "3"}, Row{"lang:de-AT", "4"},
      Row{"lang:zh lang:ru", "3 6"}, Row{"host:duma.gov.ru", "1 10"}, Row{"host:news.duma.gov.ru", "10"},
      Row{"site:https://www.duma.gov.ru/en", "1 10"}, Row{"host:ma.gov.ru", ""},
      Row{"format:html", "1 3 6 7 9 10"}, Row{"format:text/markdown", "2"}, Row{"format:json", "4"},
      Row{"id:7", "7"}, Row{"tag:migr*", "1 10"}, Row{"tag:m* tag:w*", "1 2 10"},
      Row{"drones lang:en tag:war", "2"}, Row{"drones tag:nosuch", ""},
      Row{"title:(drones OR speakers) lang:en", "1 2"}, Row{"(tag:iran OR tag:war) drones", "1 2"},
      Row{"lang:ru OR lang:de", "3 4"}, Row{"lang:ru OR kyiv", "2 3"}, Row{"-lang:en drones", ""},
      Row{"-lang:en", "3 4 5 6 7 9 10"}, Row{"+lang:en kyiv", "2"}, Row{"summary:strategic", "1"},
      Row{"text:drones", "1 2"}, Row{"title:drones title:kyiv", "2"}, Row{"title:drones title:speakers", ""});
  CAPTURE(row.query);
  CHECK(search(row.query) == row.ids);
}

TEST_CASE("dates cut by the printed day, and a vague date must lie inside as a whole", "[query]") {
  struct Row {
    const char* query;
    const char* ids;
  };
  const auto row = GENERATE(
      Row{"date:2023", "1 2 3 5 9"}, Row{"date:2023-01", "1 2 3"}, Row{"date:2023-01-24..2023-01-26", "1 3"},
      Row{"date:2023-01-26..2023-01-26", "1"}, Row{"date:2023-02", "5"},
      Row{"date:2023-02-01..2023-02-27", ""}, Row{"date:2023-02-01..2023-03", "5 9"}, Row{"date:2021", "6"},
      Row{"date:2021-05", ""}, Row{"date:2020..2022", "4 6"}, Row{"date:..1969", "7 10"},
      Row{"date:2023-01-25..", "1 5 9"}, Row{"since:2023-01-25", "1 5 9"}, Row{"until:2022", "4 6 7 10"},
      Row{"since:2022 until:2023-01-20", "2 4"}, Row{"since:2023-02 until:2023-01", ""},
      Row{"date:2021 date:2022", "4 6"}, Row{"date:2022 date:2023 since:2022-12-31 until:2023-01-15", "2 4"},
      Row{"date:none", "8"}, Row{"date:none date:2021", "6 8"}, Row{"date:none since:2020", ""},
      Row{"date:1950", ""}, Row{"date:-0043", "10"}, Row{"date:-0043-03-15", "10"},
      Row{"date:-0043-03", "10"}, Row{"date:-0043-04", ""}, Row{"date:today", ""},
      Row{"-date:2023", "4 6 7 8 10"}, Row{"drones date:2023-01-15", "2"}, Row{"date:2021 OR kyiv", "2 6"},
      Row{"date:1000..3000", "1 2 3 4 5 6 7 9"}, Row{"modified:2023", ""});
  CAPTURE(row.query);
  CHECK(search(row.query) == row.ids);
}

TEST_CASE("articles left out because their date is vague can be counted", "[query]") {
  const auto left_out = [](const std::string& text) {
    return ids_of(compile(text, mixed_index()).left_out, mixed_index());
  };
  CHECK(left_out("date:2023-02-10..2023-03-05") == "5");
  CHECK(left_out("villes date:2023-02-10..2023-03-05") == "5");
  CHECK(left_out("drones date:2023-02-10..2023-03-05") == "");
  CHECK(left_out("since:2021-05") == "6");
  CHECK(left_out("date:2023-02") == "");
  CHECK(left_out("date:2023") == "");
  CHECK(compile("date:2023", mixed_index()).left_out.empty());
  CHECK(describe_left_out(1) == "1 article known only to the month or year may belong here and was left out");
}

TEST_CASE("what was not found as typed is told", "[query]") {
  const auto notes = [](const std::string& text) { return notes_of(compile(text, mixed_index()).notes); };
  CHECK(notes("source:times") ==
        "1: source:times: no source is called just that; read as the 3 that have it in their names: the new "
        "york times, "
        "the warsaw times, times of warsaw\n");
  CHECK(notes("drones tag:nosuch") == "8: tag:nosuch: no tag is called so\n");
  CHECK(notes("since:2023 until:2022") == "1: no day lies in all the dates asked for\n");
  CHECK(notes("volodyn~") == "1: volodyn~: read as volodin\n");
  CHECK(notes("drones tag:iran date:2023") == "");
}

TEST_CASE("only filters and exclusions have no words to rank by", "[query]") {
  struct Row {
    const char* query;
    bool has_words;
  };
  const auto row = GENERATE(Row{"lang:ru", false}, Row{"date:2023 tag:iran", false}, Row{"-drones", false},
                            Row{"*", false}, Row{"lang:ru OR lang:de", false}, Row{"drones", true},
                            Row{"title:drones", true}, Row{"author:smith", true},
                            Row{"lang:ru OR drones", true}, Row{"", false}, Row{"+lang:ru", false});
  CAPTURE(row.query);
  const CompiledQuery compiled = compile(row.query, mixed_index());
  CHECK(compiled.has_words == row.has_words);
  CHECK(compiled.query.empty() == std::string(row.query).empty());
}

TEST_CASE("forms to highlight are those looked up, not those excluded", "[query]") {
  const CompiledQuery compiled = compile(
      "drones -kyiv \"strategic cooperation\" title:Speakers 北京 NOT (war OR \"the city\")", mixed_index());
  CHECK(compiled.forms.words == std::unordered_set<std::string>{"drones", "speakers", "北京"});
  CHECK(compiled.forms.stems.contains("en:drone"));
  CHECK(compiled.forms.stems.contains("en:speaker"));
  CHECK_FALSE(compiled.forms.stems.contains("en:kyiv"));
  CHECK(compiled.forms.phrases == std::vector<std::vector<std::string>>{{"strategic", "cooperation"}});
}

TEST_CASE("a query reads in one line as what it asks of the index", "[query]") {
  struct Row {
    const char* query;
    const char* printed;
  };
  const auto row =
      GENERATE(Row{"lang:ru tag:iran", "(Kiran AND Lru)"}, Row{"the drones", "(0.1 * Zen:the OR Zen:drone)"},
               Row{"the", "Zen:the"}, Row{"+the +drones", "(Zen:the AND Zen:drone)"},
               Row{"\"the drones\"", "(the PHRASE 2 drones)"}, Row{"kyiv^2.5", "2.5 * Zen:kyiv"},
               Row{"kyiv date:2023", "(Zen:kyiv FILTER Y2023)"},
               Row{"date:2023-01-30..2023-02", "(D20230130 OR D20230131 OR M202302)"},
               Row{"kyiv \"strategic cooperation\" lang:en",
                   "((Zen:kyiv FILTER Len) OR ((strategic PHRASE 2 cooperation) FILTER Len))"},
               Row{"+kyiv drones", "(Zen:kyiv AND_MAYBE Zen:drone)"},
               Row{"covid-19", "(Zen:covid OR Zen:19 OR covid-19)"},
               Row{"+covid-19", "(covid-19 OR (covid PHRASE 2 19))"});
  static const QueryIndex english([] {
    std::vector<Article> articles = mixed_articles();
    std::erase_if(articles,
                  [](const Article& article) { return article.lang != "en" && article.lang != "ru"; });
    return articles;
  }());
  CAPTURE(row.query);
  CHECK(print_query(compile(row.query, english).query) == row.printed);
}

TEST_CASE("every stemmed language is looked up, function words only of those in earnest", "[query]") {
  std::vector<Article> articles(600, Article{.lang = "en", .text = "word"});
  for (int i = 0; i < 5; ++i) articles.push_back({.lang = "de", .text = "Wort"});
  for (int i = 0; i < 4; ++i) articles.push_back({.lang = "pt-BR", .text = "palavra"});
  const QueryIndex index(articles);
  const IndexLanguages languages = read_languages(index.db());
  CHECK(languages.languages == std::vector<std::string>{"en", "de", "pt"});
  CHECK(languages.in_earnest.size() == 2);
  CHECK_FALSE(languages.has_unstemmed);
  CHECK(ids_of(compile("palavras", index).query, index) == "606 607 608 609");
}

TEST_CASE("a function word of one language that is a subject in another keeps its weight", "[query]") {
  std::vector<Article> articles;
  articles.reserve(30);
  for (int i = 0; i < 20; ++i)
    articles.push_back({.lang = "en", .text = i % 2 == 0 ? "the war in the east" : "the peace in the west"});
  for (int i = 0; i < 10; ++i) articles.push_back({.lang = "de", .text = "das war in der Stadt die Frage"});
  const QueryIndex index(articles);
  CHECK(print_query(compile("war east", index).query) == "((Zen:war SYNONYM Zde:war) OR Zen:east)");
  CHECK(print_query(compile("the war", index).query) == "(0.1 * Zen:the OR (Zen:war SYNONYM Zde:war))");
  CHECK(print_query(compile("das war die Stadt", index).query) ==
        "(0.1 * Zde:das OR 0.1 * (Zen:war SYNONYM Zde:war) OR 0.1 * Zde:die OR Zde:stadt)");
}

TEST_CASE("no query costs out of proportion", "[query]") {
  std::vector<Article> articles;
  for (int i = 0; i < 40; ++i) {
    Article article{.lang = "en"};
    for (int j = 0; j < 100; ++j) article.text += "form" + std::to_string(i * 100 + j) + " ";
    articles.push_back(article);
  }
  const QueryIndex index(articles);
  const CompiledQuery one = compile("form*", index);
  CHECK(one.query.get_num_subqueries() == 500);
  CHECK(notes_of(one.notes) == "1: form*: the 500 most frequent of 4,000 forms\n");
  std::string wildcards;
  for (int i = 0; i < 300; ++i) wildcards += "form* for* ";
  CHECK(compile(wildcards, index).query.get_length() <= 2700);
  std::string run;
  for (int i = 0; i < 20000; ++i) run += "中国";
  const CompiledQuery long_run = compile(run, index);
  CHECK(long_run.query.get_length() <= max_query_words);
  CHECK(notes_of(long_run.notes) == "1: only the first 1024 words are looked up\n");
  std::string near = "a";
  for (int i = 0; i < 12; ++i) near += " NEAR/3 (a OR b OR c)";
  CHECK(compile(near, index).query.get_length() <= 2000);
  std::string phrases = "lang:en";
  for (int i = 0; i < 200; ++i) phrases += " \"form1 form2\"";
  CHECK(compile(phrases, index).query.get_length() <= 2000);
}
