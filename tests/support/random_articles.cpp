// See random_articles.hpp.
#include "tests/support/random_articles.hpp"

#include "common/schema/stored.hpp"
#include "indexer/build/article_terms.hpp"
#include "tests/support/random_text.hpp"

#include <array>
#include <string_view>

namespace dateline::tests {

namespace {

constexpr auto words = std::to_array<std::string_view>(
    {"harbour",     "Harbours",       "ferry",  "ferries",  "the",     "of",         "1987",
     "3.14",        "AT&T",           "C++",    "COVID-19", "l'homme", "d'Italia",   "U.S.",
     "duma.gov.ru", "naïve",          "Straße", "выборы",   "ёлка",    "الاقتصادية", "北京大学",
     "カタカナ",    "สวัสดีครับ",        "việt",   "Việt",     "running", "run",        "a",
     "I",           "\n\n",           "\n",     ", ",       ". ",      "x-y-z",      "don't",
     "don’t",       "e\u0301te\u0301"});
constexpr auto languages =
    std::to_array<std::string_view>({"en", "en", "en", "de", "fr", "ru", "ar", "zh-Hant", "vi", "", "sv"});

class ArticleMaker {
 public:
  explicit ArticleMaker(unsigned seed) : random_(seed) {}

  BulkArticle make(std::uint32_t docid) {
    BulkArticle made{.docid = docid};
    Article& article = made.article;
    article.id = "dir/file-" + std::to_string(random_.below(1000)) + ".txt#" + std::to_string(docid);
    if (one_in(20)) article.id += std::string(300, 'x');
    if (!one_in(10)) fill(article);
    made.file_term = file_term("/archive/" + std::to_string(random_.below(9)));
    made.revision = random_.below(5) + 1;
    made.data = write_stored(article, "/archive/x");
    if (one_in(60)) made.data += std::string(random_.below(60'000), 'd');
    return made;
  }

  std::uint32_t gap() {
    if (one_in(30)) return static_cast<std::uint32_t>(1 + random_.below(40'000));
    return static_cast<std::uint32_t>(1 + random_.below(3));
  }

 private:
  bool one_in(std::size_t n) { return random_.below(n) == 0; }

  std::string prose(std::size_t most) {
    std::string text;
    for (std::size_t n = random_.below(most); n > 0; --n) {
      if (one_in(40)) {
        text += random_.bytes(4);
      } else if (one_in(30)) {
        text += std::string(1 + random_.below(200), static_cast<char>('a' + random_.below(26)));
      } else if (one_in(4)) {
        text += "w" + std::to_string(random_.below(5000));
      } else {
        text += words[random_.below(words.size())];
      }
      text += ' ';
    }
    std::erase(text, '\0');  // which no reader leaves in a text: it ends the stored one
    return text;
  }

  void fill(Article& article) {
    article.lang = languages[random_.below(languages.size())];
    article.title = prose(12);
    if (one_in(3)) article.summary = prose(20);
    article.text = prose(one_in(40) ? 6000 : 120);
    if (one_in(5)) article.captions = prose(10);
    for (std::size_t n = random_.below(3); n > 0; --n) article.authors.push_back(prose(3));
    for (std::size_t n = random_.below(3); n > 0; --n) article.tags.push_back(prose(3));
    if (one_in(2)) article.source = prose(3);
    if (one_in(2)) article.url = "https://www.example.org/" + std::to_string(random_.below(100));
    article.format = "text/plain";
    if (!one_in(4)) {
      article.published = parse_iso(one_in(20) ? "-0044-03-15"
                                               : "20" + std::to_string(10 + random_.below(20)) + "-01-1" +
                                                     std::to_string(random_.below(10)));
      article.published_from = DateEvidence::record;
    }
    if (one_in(4)) article.modified = parse_iso("2024-05-06");
  }

  RandomText random_;
};

}  // namespace

std::vector<BulkArticle> random_articles(unsigned seed, std::size_t count) {
  ArticleMaker maker(seed);
  std::vector<BulkArticle> articles;
  std::uint32_t docid = 0;
  for (std::size_t i = 0; i < count; ++i) {
    docid += maker.gap();
    articles.push_back(maker.make(docid));
  }
  return articles;
}

}  // namespace dateline::tests
