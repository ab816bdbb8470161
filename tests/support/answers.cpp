// See answers.hpp.
#include "tests/support/answers.hpp"

namespace dateline::tests {

namespace {

Hit ordinary_hit() {
  Hit hit;
  hit.rank = 1;
  hit.score = 12.75;
  hit.article = {.id = "politics/harbour-talks.html",
                 .title = "Harbour Ministers Meet, Calling for Strategic Cooperation on Drones",
                 .authors = {"Grażyna Kowalska"},
                 .published = PrintedTime{.date = {.year = 2023, .month = 1, .day = 26},
                                          .second_of_day = 36'300,
                                          .zone_minutes = 60},
                 .published_from = DateEvidence::json_ld,
                 .tags = {"ports", "drones"},
                 .source = "Northern Courier",
                 .url = "https://courier.example/politics/harbour talks?id=7",
                 .lang = "en",
                 .format = "text/html"};
  hit.path = "/archive/politics/harbour-talks.html";
  hit.title = marked("Harbour Ministers Meet, Calling for [Strategic] [Cooperation] on [Drones]");
  hit.snippet = marked(
      "… reportedly agreed on a plan that would let the two ports buy and share [drones]. In November, the "
      "smaller of them borrowed a dozen survey [drones] for the [strategic] chart of the bay, the first such "
      "[cooperation] in thirty years …");
  return hit;
}

Hit chinese_hit() {
  Hit hit;
  hit.rank = 2;
  hit.score = 9.5;
  hit.article = {.id = "zh/007.txt",
                 .title = "港口部长会晤,呼吁无人机战略合作,并宣布明年春天在海湾举行联合测量演习",
                 .authors = {"王小明", "李华", "Anna Berg", "Bo Ek", "Cy Day"},
                 .published = PrintedTime{.date = {.year = 2023, .month = 1}},
                 .published_from = DateEvidence::file_name,
                 .source = "海湾晚报",
                 .lang = "zh-Hans",
                 .format = "text/plain"};
  hit.path = "/archive/zh/007.txt";
  hit.title = marked("港口部长会晤,呼吁[无人机]战略[合作],并宣布明年春天在海湾举行联合测量演习");
  hit.snippet = marked(
      "两个港口的部长周四会晤,同意购买并共享[无人机]。去年十一月,较小的港口借用了十几架测量[无人机],"
      "用于绘制海湾的战略海图,这是三十年来首次此类[合作]。");
  return hit;
}

Hit bare_hit() {
  Hit hit;
  hit.rank = 3;
  hit.score = 9.5;
  hit.article.id = "notes/scan 0031.txt";
  hit.article.url = "javascript:alert(1)";
  hit.path = "/archive/notes/scan 0031.txt";
  return hit;
}

Hit hostile_hit() {
  Hit hit;
  hit.rank = 4;
  hit.score = 9.25;
  hit.article = {.id = "odd\nname\x1b[2J.txt",
                 .title = "=HYPERLINK(\"http://evil.example\",\"x\"), \x1b]0;owned\x07 \xE2\x80\xAEgpj",
                 .authors = {"@SUM(A1)", "caf\xE9"},
                 .tags = {"a,b", "say \"hi\""},
                 .source =
                     "\xC2\x9B"
                     "31m Red",
                 .url = "https://evil.example/\x1b]8;;\x07?q=<script>",
                 .format = "text/plain"};
  hit.path = "/archive/odd\nname\x1b[2J.txt";
  hit.snippet.text = "one \x1b[31mdrones\x1b[0m\r\ntwo";
  hit.snippet.matches = {{4, 19}, {2, 900}};  // the second is outside: left out
  return hit;
}

}  // namespace

Snippet marked(std::string_view text) {
  Snippet passage;
  for (const char c : text) {
    if (c == '[') {
      passage.matches.push_back({passage.text.size(), 0});
    } else if (c == ']') {
      passage.matches.back().end = passage.text.size();
    } else {
      passage.text += c;
    }
  }
  return passage;
}

MadeUpAnswer made_up_answer() {
  MadeUpAnswer answer;
  answer.request.query = "drones strategic cooperation date:2023-02-31";
  answer.response.hits = {ordinary_hit(), chinese_hit(), bare_hit(), hostile_hit()};
  answer.response.count = {.number = 1243, .is_exact = false};
  answer.response.notes = {
      {.column = 30, .text = "date:2023-02-31: February 2023 has 28 days; read as 2023-02-28"}};
  answer.response.elapsed = std::chrono::microseconds(6120);
  return answer;
}

MadeUpAnswer made_up_nothing() {
  MadeUpAnswer answer;
  answer.request.query = "+volodyn +tehran date:2022";
  answer.response.count.is_exact = true;
  answer.response.reasons = {
      {.clause = "volodyn"},
      {.clause = "tehran", .matches = 12'903},
      {.clause = "date:2022\x1b", .matches = 1, .removed_everything = true, .without = 7}};
  answer.response.elapsed = std::chrono::microseconds(400);
  return answer;
}

Article made_up_article() {
  return {
      .id = "politics/harbour-talks.html",
      .title = "Harbour Ministers Meet, Calling for Strategic Cooperation on Drones",
      .summary = "The two ports want to chart the bay together. A first survey is due in spring.",
      .authors = {"Grażyna Kowalska", "Per Lund"},
      .published =
          PrintedTime{
              .date = {.year = 2023, .month = 1, .day = 26}, .second_of_day = 36'300, .zone_minutes = 60},
      .published_from = DateEvidence::json_ld,
      .modified = PrintedTime{.date = {.year = 2023, .month = 2}},
      .tags = {"ports", "drones"},
      .source = "Northern Courier",
      .url = "https://courier.example/politics/harbour talks?id=7",
      .lang = "en",
      .format = "text/html",
      .text =
          "SKAGEN (Courier) — The ministers of the two harbours met on Thursday and agreed on a plan that "
          "would let them buy and share drones.\n\nThe plan has three parts:\n- a chart of the bay, drawn "
          "together from the air and from the sea, with all wrecks in it\n- a school\n- a fund\n\n"
          "“We waited thirty years,” said one.\x1b[31m "
          "海湾的战略海图,这是三十年来首次此类合作,两个港口的部长周四会晤。\n",
      .captions = "The harbour in winter."};
}

}  // namespace dateline::tests
