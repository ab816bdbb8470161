#include "indexer/formats/text.hpp"

#include "common/error.hpp"
#include "tests/support/read_articles.hpp"
#include "tests/support/seed.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

Article read_one(const std::string& bytes, const std::string& path = "story.txt") {
  ReadResult result = read_articles(read_text, bytes, path);
  REQUIRE(result.articles.size() == 1);
  check_clean(result.articles[0]);
  return result.articles[0];
}

std::string published(const Article& article) {
  return article.published ? format_iso(*article.published) : "none";
}

const std::string prose =
    "The harbour council met for the third time this month and agreed, after five hours, on a plan that "
    "nobody "
    "had asked for but everybody could accept. Work on the eastern quay begins in spring.";

const std::string more_prose =
    "Fishermen had warned that the old plan would close their berths for two seasons. The new one moves the "
    "dredgers to the winter months and pays for a temporary pontoon.";

}  // namespace

TEST_CASE("an article as a think tank's page is copied comes out in its parts", "[text]") {
  const Article article = read_one(
      "Date: 4 March 2022 Author: Zofia Wiśniewska\n\nHarbour Council Agrees on Quay, Ending Long Dispute\n\n"
      "The vote was closer than it looks. It leaves the port with a plan, a debt and two years to prove "
      "both.\n\n"
      "SOURCE: Заседание портового совета в главном здании администрации (port.example.org)\n\n" +
      prose + "\n\n" + more_prose +
      "\n\nSupport Us\n\nIf what our team prepares is useful for you, please support our work. Donations "
      "from readers "
      "keep us going.\n\nSupport\n\nAll texts published by the Foundation may be disseminated on the "
      "condition that "
      "their origin is credited.\n\nTAGS: harbour, fishing, council\n\n\xC2\xA0\n\nRelated posts\nTop\n");
  CHECK(article.title == "Harbour Council Agrees on Quay, Ending Long Dispute");
  CHECK(article.authors == std::vector<std::string>{"Zofia Wiśniewska"});
  CHECK(published(article) == "2022-03-04");
  CHECK(article.published_from == DateEvidence::header);
  CHECK(article.summary ==
        "The vote was closer than it looks. It leaves the port with a plan, a debt and two years to prove "
        "both.");
  CHECK(article.source == "port.example.org");
  CHECK(article.captions == "Заседание портового совета в главном здании администрации");
  CHECK(article.tags == std::vector<std::string>{"harbour", "fishing", "council"});
  CHECK(article.text == prose + "\n\n" + more_prose);
  CHECK(article.format == "text/plain");
}

TEST_CASE("labelled lines are known in many languages and orders", "[text]") {
  struct Row {
    const char* head;
    const char* date;
    const char* author;
    const char* title;
  };
  const auto row = GENERATE(
      Row{"Title: Quay Agreed\nAuthor: Ann Lee\nDate: 2022-03-04\n", "2022-03-04", "Ann Lee", "Quay Agreed"},
      Row{"Titel: Einigung am Kai\nAutor: Jörg Weiß\nVeröffentlicht am: 4. März 2022\n", "2022-03-04",
          "Jörg Weiß", "Einigung am Kai"},
      Row{"Titre : Accord sur le quai\nAuteur : Zoé Brun\nPublié le : 4 mars 2022\n", "2022-03-04",
          "Zoé Brun", "Accord sur le quai"},
      Row{"Título: Acuerdo en el muelle\nPor: José Ruiz\nFecha: 4 de marzo de 2022\n", "2022-03-04",
          "José Ruiz", "Acuerdo en el muelle"},
      Row{"Заголовок: Согласие у причала\nАвтор: Иван Котов\nДата: 4 марта 2022 г.\n", "2022-03-04",
          "Иван Котов", "Согласие у причала"},
      Row{"العنوان: اتفاق على الرصيف\nبقلم: سامي حداد\nالتاريخ: 4 مارس 2022\n", "2022-03-04", "سامي حداد",
          "اتفاق على الرصيف"},
      Row{"标题：码头达成协议\n作者：王小明\n日期：2022年3月4日\n", "2022-03-04", "王小明", "码头达成协议"},
      Row{"**Title:** Quay Agreed\n**By:** Ann Lee\n**Published on:** March 4, 2022\n", "2022-03-04",
          "Ann Lee", "Quay Agreed"},
      Row{"Date:\n4 March 2022\nAuthor:\nAnn Lee\nTitle:\nQuay Agreed\n", "2022-03-04", "Ann Lee",
          "Quay Agreed"},
      Row{"DATE: March 4, 2022 | AUTHOR: Ann Lee | TITLE: Quay Agreed\n", "2022-03-04", "Ann Lee",
          "Quay Agreed"});
  CAPTURE(row.head);
  const Article article = read_one(row.head + std::string("\n") + prose);
  CHECK(published(article) == row.date);
  CHECK(article.authors == std::vector<std::string>{row.author});
  CHECK(article.title == row.title);
  CHECK(article.text == prose);
}

TEST_CASE("an address, a language and topics are taken where they are labelled", "[text]") {
  const Article article = read_one(
      "Quay Agreed at Last\nURL: https://example.org/a/1\nLanguage: English\nSource: The Example "
      "Herald\nKeywords: a; b; c\n\n" +
      prose);
  CHECK(article.url == "https://example.org/a/1");
  CHECK(article.lang == "en");
  CHECK(article.source == "The Example Herald");
  CHECK(article.tags == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("what only looks like a label stays prose", "[text]") {
  const auto* line =
      GENERATE("Date: nobody knows.", "Link: the missing one.", "Language: it matters what is said.",
               "Note: this is prose.", "Remember: by then it was over.");
  CAPTURE(line);
  const Article article =
      read_one("A Headline of Four Words\n\n" + prose + "\n\n" + line + "\n\n" + more_prose);
  CHECK(article.text == prose + "\n\n" + line + "\n\n" + more_prose);
}

TEST_CASE("the letterhead of a press release is no headline", "[text]") {
  const Article article = read_one(
      "FOR IMMEDIATE RELEASE\nContact: Ann Lee, 202-555-0100\n\nMay 17, 2004\n\n"
      "Senators Introduce Bill to Repair Quays\n\nWASHINGTON, D.C. – " +
          prose +
          "\n\n###\n\nPress "
          "Office, 12 Long Street\n",
      "17May2004Name1.txt");
  CHECK(article.title == "Senators Introduce Bill to Repair Quays");
  CHECK(published(article) == "2004-05-17");
  CHECK(article.published_from == DateEvidence::text);
  CHECK(article.text == "WASHINGTON, D.C. – " + prose);
}

TEST_CASE("a page saved as one line is cut where its line ends were lost", "[text]") {
  const std::string gap(40, ' ');
  const Article article =
      read_one("PRESS RELEASE  QUAY BILL PASSES SENATE" + gap + "Press Release" + gap + "September 9  2005" +
                   gap + "QUAY BILL PASSES SENATE" + gap + "Work Begins in Spring Along the Eastern Quay" +
                   gap + "OMAHA  NE" + gap + prose + gap + more_prose,
               "09Sep2005Name47.txt");
  CHECK(article.title == "QUAY BILL PASSES SENATE");
  CHECK(article.summary == "Work Begins in Spring Along the Eastern Quay");
  CHECK(published(article) == "2005-09-09");
  CHECK(article.text == "OMAHA NE – " + prose + "\n\n" + more_prose);
}

TEST_CASE("a headline run together with its date or dateline is cut off the prose", "[text]") {
  struct Row {
    std::string text;
    const char* title;
    const char* date;
  };
  const auto row = GENERATE(
      Row{"Council to Repair Quay Before Winter Washington-- " + prose,
          "Council to Repair Quay Before Winter", "none"},
      Row{"Council to Repair Quay at South Bend, IN-- " + prose, "Council to Repair Quay at", "none"},
      Row{"Council hopes for early repair of the quay  July 19  2005  Washington  D C    " + prose,
          "Council hopes for early repair of the quay", "2005-07-19"},
      Row{"August 2  2006 Senators Announce Money for Quay" + std::string(30, ' ') + prose,
          "Senators Announce Money for Quay", "2006-08-02"});
  CAPTURE(row.text);
  const Article article = read_one(row.text);
  CHECK(article.title == row.title);
  CHECK(published(article) == row.date);
}

TEST_CASE("words of a menu and a place alone are no headlines", "[text]") {
  struct Row {
    std::string text;
    std::string title;
    std::string begins;
  };
  const auto row = GENERATE(
      Row{"Latest News\n\nTOPICS\n\nFOR IMMEDIATE RELEASE\n\nCouncil to Repair Quay Before Winter\n\n" +
              prose,
          "Council to Repair Quay Before Winter", prose},
      Row{"Press Room\n\nFilter by:\n\nLEAHY\n\n" + prose,
          "The harbour council met for the third time this month and agreed, after five hours, on a plan "
          "that nobody had…",
          prose},
      Row{"Buenos Aires\n\n" + prose,
          "The harbour council met for the third time this month and agreed, after five hours, on a plan "
          "that nobody had…",
          "Buenos Aires – " + prose},
      Row{"Quay Closed\n\n" + prose, "Quay Closed", prose});
  CAPTURE(row.text);
  const Article article = read_one(row.text);
  CHECK(article.title == row.title);
  CHECK(article.text == row.begins);
}

TEST_CASE("a name with a date is the outlet, the author or the place", "[text]") {
  struct Row {
    const char* head;
    const char* source;
    std::vector<std::string> authors;
    DateEvidence evidence;
  };
  const auto row = GENERATE(
      Row{"Harbour Gazette\n4 March 2022\n\nQuay Agreed at Last Night",
          "Harbour Gazette",
          {},
          DateEvidence::text},
      Row{"Quay Agreed at Last Night\n\nDaily Ledger, Friday, March 4, 2022",
          "Daily Ledger",
          {},
          DateEvidence::text},
      Row{"Quay Agreed at Last Night\n\nZofia Wiśniewska, 04.03.2022",
          "",
          {"Zofia Wiśniewska"},
          DateEvidence::text},
      Row{"Quay Agreed at Last Night\n\nBuenos Aires, 4 March 2022", "", {}, DateEvidence::dateline},
      Row{"Quay Agreed at Last Night\n\nPublished online 4 March 2022", "", {}, DateEvidence::header},
      Row{"Quay Agreed at Last Night\n\n2022年3月4日 記者・佐藤美咲", "", {"佐藤美咲"}, DateEvidence::text});
  CAPTURE(row.head);
  const Article article = read_one(row.head + std::string("\n\n") + prose);
  CHECK(article.title == "Quay Agreed at Last Night");
  CHECK(article.source == row.source);
  CHECK(article.authors == row.authors);
  CHECK(published(article) == "2022-03-04");
  CHECK(article.published_from == row.evidence);
}

TEST_CASE("the date of a meeting told in the prose is not the article's", "[text]") {
  const Article article =
      read_one("Council Sets Its Agenda\n\n" + prose + "\n\n" + more_prose + "\n\nDate: 14 July 2022\n\n" +
                   more_prose + "\n\n" + more_prose + "\n\n" + more_prose + "\n\n" + more_prose,
               "8Jul2022Name1.txt");
  CHECK(published(article) == "2022-07-08");
}

TEST_CASE("wrapped lines become paragraphs and list items stay lines", "[text]") {
  const Article article = read_one(
      "Quay Agreed at Last\n\nThe harbour council met for the third time this\nmonth and agreed, "
      "after five hours, on a plan that\nnobody had asked for.\n\nIt has three parts, which differ in "
      "price and in\nrisk:\n- the quay itself,\n- the pontoon that serves while the work on\n  the quay "
      "goes on,\n- the debt.\n");
  CHECK(article.text ==
        "The harbour council met for the third time this month and agreed, after five hours, on a plan that "
        "nobody had "
        "asked for.\n\nIt has three parts, which differ in price and in risk:\n- the quay itself,\n- the "
        "pontoon that "
        "serves while the work on the quay goes on,\n- the debt.");
}

TEST_CASE("indented lines begin paragraphs and Chinese lines join without a space", "[text]") {
  CHECK(read_one("Quay Agreed at Last\n\n    The harbour council met for the third time this\nmonth and "
                 "agreed on a plan "
                 "that\nnobody had asked for.\n    Work begins in spring, and it will last until the\nautumn "
                 "of next year.\n")
            .text ==
        "The harbour council met for the third time this month and agreed on a plan that nobody had asked "
        "for.\n\nWork "
        "begins in spring, and "
        "it will last until the autumn of next year.");
  CHECK(read_one("码头达成协议\n\n港口委员会本月第三次开会经过五个小时\n的讨论就一项没有人要求但人人都能接受"
                 "的\n计划达成了一致意见东码头的工程将于\n春季"
                 "开始。\n")
            .text ==
        "港口委员会本月第三次开会经过五个小时的讨论就一项没有人要求但人人都能接受的计划达成了一致意见东码头的"
        "工程将于春季开始。");
}

TEST_CASE("a text without a headline is named by its first sentence", "[text]") {
  CHECK(read_one(prose + "\n\n" + more_prose).title ==
        "The harbour council met for the third time this month and agreed, after five hours, on a plan that "
        "nobody had…");
  CHECK(read_one("WASHINGTON – The council met today at the quay. " + prose).title ==
        "The council met today at the quay");
}

TEST_CASE("a byline is read in the languages that have a word for it", "[text]") {
  struct Row {
    const char* line;
    std::vector<std::string> authors;
  };
  const auto row = GENERATE(
      Row{"By Ann Lee", {"Ann Lee"}}, Row{"by ANN LEE and José Ruiz", {"Ann Lee", "José Ruiz"}},
      Row{"By Ann Lee, Staff Writer", {"Ann Lee"}}, Row{"Von Jörg Weiß", {"Jörg Weiß"}},
      Row{"Par Zoé Brun et Luc Petit", {"Zoé Brun", "Luc Petit"}}, Row{"By ANNABEL LEE", {"Annabel Lee"}});
  CAPTURE(row.line);
  const Article article = read_one("Quay Agreed at Last\n\n" + std::string(row.line) + "\n\n" + prose);
  CHECK(article.authors == row.authors);
  CHECK(article.title == "Quay Agreed at Last");
  CHECK(article.text == prose);
}

TEST_CASE("a headline that begins like a byline is one", "[text]") {
  const Article article = read_one("Von der Leyen reist im Herbst nach Riga\n\n" + prose);
  CHECK(article.title == "Von der Leyen reist im Herbst nach Riga");
  CHECK(article.authors.empty());
}

TEST_CASE("the date comes from the best evidence", "[text]") {
  struct Row {
    std::string text;
    const char* path;
    const char* date;
    DateEvidence evidence;
  };
  const auto row = GENERATE(
      Row{"Quay Agreed\nDate: 3 May 2020\n\n" + prose, "2021-01-01.txt", "2020-05-03", DateEvidence::header},
      Row{"Quay Agreed\nDate: 05/03/2020\n\n" + prose, "2020-05-03-quay.txt", "2020-05-03",
          DateEvidence::header},
      Row{"Quay Agreed at Last\n\nMay 3, 2020\n\n" + prose, "2020-05-04.txt", "2020-05-03",
          DateEvidence::text},
      Row{"Quay Agreed at Last\n\nMay 3, 2019\n\n" + prose, "2020-05-04.txt", "2020-05-04",
          DateEvidence::file_name},
      Row{"Quay Agreed at Last\n\nMay 2020\n\n" + prose, "2020-05-04.txt", "2020-05-04",
          DateEvidence::file_name},
      Row{"Quay Agreed at Last\n\nMay 2020\n\n" + prose, "x.txt", "2020-05", DateEvidence::text},
      Row{"Quay Agreed at Last\n\nRIGA, May 3, 2020 – " + prose, "x.txt", "2020-05-03",
          DateEvidence::dateline},
      Row{"Quay Agreed at Last\n\nOn May 3, 2020, the council met. " + prose, "x.txt", "none",
          DateEvidence::none},
      Row{"Quay Agreed at Last\n\n" + prose, "3May2020Name7.txt", "2020-05-03", DateEvidence::file_name},
      Row{"Quay Agreed at Last\n\nMay 3, 2099\n\n" + prose, "x.txt", "none", DateEvidence::none});
  CAPTURE(row.text, row.path);
  const Article article = read_one(row.text, row.path);
  CHECK(published(article) == row.date);
  CHECK(article.published_from == row.evidence);
}

TEST_CASE("furniture behind the article goes, in several languages, and the article stays", "[text]") {
  const std::string tail =
      GENERATE("Share this article\n\nFacebook\n\nTwitter",
               "Related articles\n\nQuay closed for winter\n\nWhat dredgers cost",
               "Lesen Sie auch\n\nKai im Winter geschlossen\n\nAlle Rechte vorbehalten.",
               "Читайте также:\n\nПричал закрыт на зиму", "À lire aussi\n\nLe quai fermé pour l'hiver",
               "© 2022 Example Herald. All rights reserved.", "关阅读相\n\n© 2022 版权所有",
               "About the author\n\nAnn Lee has written about ports for ten years and lives by the "
               "sea.\n\nBack to top");
  CAPTURE(tail);
  const Article article = read_one("Quay Agreed at Last\n\n" + prose + "\n\n" + more_prose + "\n\n" + tail);
  CHECK(article.text.starts_with(prose + "\n\n" + more_prose));
  CHECK(article.text.size() < prose.size() + more_prose.size() + 20);
}

TEST_CASE("words of furniture amid prose cost nothing", "[text]") {
  const Article article = read_one("Quay Agreed at Last\n\n" + prose + "\n\nSupport\n\n" + more_prose +
                                   "\n\n" + prose + "\n\n" + more_prose);
  CHECK(article.text == prose + "\n\nSupport\n\n" + more_prose + "\n\n" + prose + "\n\n" + more_prose);
}

TEST_CASE("a text of a few words is still an article", "[text]") {
  CHECK(read_one("Quay closed").title == "Quay closed");
}

TEST_CASE("a file without any text is rejected as empty", "[text]") {
  const std::string bytes = GENERATE("", " \n\t\n", "\xEF\xBB\xBF", "\xC2\xA0\n", "2020-05-03\n", "-----\n");
  CHECK_THROWS_AS(read_one(bytes), Error);
}

TEST_CASE("hostile bytes come out as clean text or a rejection", "[text]") {
  const std::string control = std::string("Quay\x1B[31m Agreed\x07 at Last\0now\n\n", 32) + prose;
  CHECK(read_one(control).title == "Quay[31m Agreed at Lastnow");
  check_clean(read_one("Bad \xFF\xFE\xFD bytes in UTF-8 \xC3\n\n" + prose));
  check_clean(read_one(std::string(300'000, 'x')));
  check_clean(read_one(std::string(100'000, ' ') + "x"));
  std::string labels;
  for (int i = 0; i < 2000; ++i) labels += "Date: Author: Title: ";
  check_clean(read_one(labels));
  std::string prefixes;
  for (int i = 0; i < 20'000; ++i) prefixes += "PRESS RELEASE: ";
  check_clean(read_one(prefixes));
  std::string headings = prose;
  for (int i = 0; i < 50'000; ++i) headings += "\n\n###\n\nTop";
  check_clean(read_one(headings + "\n\n" + std::string(2000, 'x')));
  check_clean(read_one(std::string(50'000, '\n') + prose));
}

TEST_CASE("a text cut anywhere is read or rejected", "[text][property]") {
  read_truncated(read_text,
                 "Date: 4 March 2022 Author: Zofia Wiśniewska\n\nHarbour Council Agrees\n\nSOURCE: Совет "
                 "(port.example.org)\n\n" +
                     prose + "\n\nSupport Us\n\nTAGS: a, b\n\nRelated posts\nTop\n",
                 "4Mar2022x.txt");
}

TEST_CASE("a file over the limit is rejected with the limit", "[text]") {
  CHECK_THROWS_WITH(read_articles(read_text, std::string(5 << 20, 'x'), "x.txt", std::size_t{4} << 20),
                    "larger than 4 MiB");
}

TEST_CASE("a line of nothing but colons ends soon", "[text]") {
  std::string colons;
  for (int i = 0; i < 300'000; ++i) colons += "a:";
  CHECK(read_one("A headline\n\nDate: " + colons + "\n\nText here.\n").title == "A headline");
}

TEST_CASE("the link to a month of the archive is no part of the article", "[text]") {
  const auto* line = GENERATE("November 2006 News Releases", "März 2014 Archive", "May 2011 Press Releases");
  CAPTURE(line);
  CHECK(read_one("A Headline of Four Words\n\n" + prose + "\n\n" + line + "\n").text == prose);
  const auto* kept = GENERATE("In November 2006 the News closed.", "November 2006 brought rain and news");
  CAPTURE(kept);
  CHECK(read_one("A Headline of Four Words\n\n" + prose + "\n\n" + kept + "\n").text ==
        prose + "\n\n" + kept);
}

TEST_CASE("short paragraphs stay as they stand, below the headline they belong to", "[text]") {
  struct Row {
    const char* text;
    const char* title;
    const char* prose;
    const char* summary = "";
  };
  const auto row = GENERATE(
      Row{"Headline number two is here\n\nRain fell.\n", "Headline number two is here", "Rain fell."},
      Row{"Headline number two is here\n\nBody two.\n", "Headline number two is here", "Body two."},
      Row{"Envoys were never in town\n\nMoscow denied it.\n", "Envoys were never in town",
          "Moscow denied it."},
      Row{"The quick brown fox jumps.\nOver the lazy dog.\n", "The quick brown fox jumps.",
          "Over the lazy dog."},
      Row{"Rain fell on Monday.\nPolice closed the bridge in town.\nNobody was hurt.\n",
          "Rain fell on Monday.", "Police closed the bridge in town.\n\nNobody was hurt."},
      Row{"A headline of five words\n\nTwelve died.\n\nThe storm went on for a long week and three days.\n",
          "A headline of five words", "Twelve died.\n\nThe storm went on for a long week and three days."},
      Row{"Budget vote\n\nParliament passed the budget on Monday.\n\nA third paragraph tells how long it was "
          "debated.\n",
          "Budget vote", "A third paragraph tells how long it was debated.",
          "Parliament passed the budget on Monday."},
      Row{"Headline one\nBody straight after it without blank.\n", "Headline one",
          "Body straight after it without blank."},
      Row{"PRESS RELEASE\n\nA Headline of Five Words\n\nTwelve died.\n\nThe storm went on for a long week "
          "and "
          "three days.\n",
          "A Headline of Five Words", "Twelve died.\n\nThe storm went on for a long week and three days."},
      Row{"A Headline of Five Words\n\nOmaha, Neb.\n", "A Headline of Five Words", "Omaha, Neb."},
      Row{"A Headline of Five Words\n\nOmaha, Neb.\n\nOmaha, NE\n\nIt rained for the whole of a long week.\n",
          "A Headline of Five Words", "Omaha, Neb.\n\nOmaha, NE – It rained for the whole of a long week."},
      Row{"A Headline of Five Words\n\nWASHINGTON D C\n\nIt rained for the whole of a long week.\n",
          "A Headline of Five Words", "WASHINGTON D C – It rained for the whole of a long week."},
      Row{"A Headline of Five Words\n\nOmaha, Neb.\n\nOMAHA, Neb. – It rained for the whole of a long "
          "week.\n",
          "A Headline of Five Words", "OMAHA, Neb. – It rained for the whole of a long week."});
  CAPTURE(row.text);
  const Article article = read_one(row.text);
  CHECK(article.title == row.title);
  CHECK(article.text == row.prose);
  CHECK(article.summary == row.summary);
}

TEST_CASE("no word of short paragraphs is lost", "[text][property]") {
  constexpr auto words = std::to_array<std::string_view>(
      {"rain",   "fell", "police", "town",   "bridge", "Moscow", "denied", "it",     "was",
       "closed", "on",   "Monday", "crowd",  "twelve", "died",   "hurt",   "quay",   "OK",
       "IN",     "US",   "Neb",    "storm",  "went",   "Omaha",  "ships",  "harder", "to",
       "repair", "Lee",  "Ann",    "budget", "vote",   "of"});
  std::mt19937 random(seed());
  const auto below = [&](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
  };
  for (int round = 0; round < 3000; ++round) {
    std::set<std::string> expected;
    const auto line_of = [&](const std::string& end) {
      std::string line;
      for (std::size_t left = 2 + below(7); left > 0; --left) {
        std::string word(words[below(words.size())]);
        if (line.empty() && word[0] >= 'a') word[0] = static_cast<char>(word[0] - 'a' + 'A');
        expected.insert(word);
        line += (line.empty() ? "" : " ") + word;
      }
      return line + end;
    };
    std::string text = line_of("");
    for (std::size_t left = 1 + below(4); left > 0; --left)
      text += (below(3) == 0 ? "\n" : "\n\n") + line_of(".");
    CAPTURE(text);
    const Article article = read_one(text + '\n');
    std::string shown = article.title + '\n' + article.summary + '\n' + article.text;
    std::ranges::replace_if(
        shown, [](char c) { return c == '.' || c == '\n'; }, ' ');
    std::istringstream pieces(shown);
    std::set<std::string> found;
    for (std::string word; pieces >> word;) found.insert(word);
    if (!std::ranges::includes(found, expected)) FAIL_CHECK("lost a word: " + shown);
  }
}
