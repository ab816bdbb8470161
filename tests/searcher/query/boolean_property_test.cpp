// Random boolean queries against a naive scan of the articles' words.
#include "common/text/analyse.hpp"
#include "searcher/query/compile.hpp"
#include "searcher/query/parse.hpp"
#include "tests/support/query_index.hpp"
#include "tests/support/seed.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace dateline;
using tests::QueryIndex;

namespace {

const std::vector<std::string> vocabulary = {"iran",  "drones",  "drone", "russia",   "treaty",
                                             "talks", "talking", "grain", "export",   "exports",
                                             "sea",   "port",    "ports", "minister", "law"};
const std::vector<std::string> tag_names = {"war", "trade", "law"};

unsigned pick(std::mt19937& random, std::size_t below) {
  return std::uniform_int_distribution<unsigned>(0, static_cast<unsigned>(below) - 1)(random);
}

std::string random_words(std::mt19937& random, unsigned count) {
  std::string words;
  for (unsigned i = 0; i < count; ++i)
    words += (i == 0 ? "" : " ") + vocabulary[pick(random, vocabulary.size())];
  return words;
}

std::vector<Article> random_articles(std::mt19937& random) {
  std::vector<Article> articles;
  for (int i = 0; i < 60; ++i) {
    Article article{.lang = "en"};
    article.title = random_words(random, 1 + pick(random, 3));
    article.text = random_words(random, 3 + pick(random, 6));
    article.tags = {tag_names[pick(random, tag_names.size())]};
    const unsigned precision = pick(random, 4);
    if (precision > 0)
      article.published = PrintedTime{.date = {.year = 2020 + static_cast<int>(pick(random, 3))}};
    if (precision > 1) article.published->date.month = 1 + pick(random, 12);
    if (precision > 2) article.published->date.day = 1 + pick(random, 28);
    articles.push_back(article);
  }
  return articles;
}

// What an article has, as a person would read it off.
class Scan {
 public:
  explicit Scan(const Article& article) : article_(article) {}

  [[nodiscard]] bool has_word(const std::string& word) const {
    return contains_stem(article_.text, word) || contains_stem(article_.title, word) ||
           contains_stem(article_.tags.front(), word);  // tags are words of the article too
  }
  [[nodiscard]] bool has_in_title(const std::string& word) const {
    return contains_stem(article_.title, word);
  }
  [[nodiscard]] bool has_tag(const std::string& tag) const { return article_.tags.front() == tag; }

  [[nodiscard]] bool has_phrase(const std::string& first, const std::string& second) const {
    return has_pair(article_.title, first, second, 1) || has_pair(article_.text, first, second, 1);
  }
  [[nodiscard]] bool has_near(const std::string& a, const std::string& b, int distance) const {
    return has_pair(article_.title, a, b, distance) || has_pair(article_.text, a, b, distance) ||
           has_pair(article_.title, b, a, distance) || has_pair(article_.text, b, a, distance);
  }
  [[nodiscard]] bool lies_in(const PrintedDate& date) const {
    if (!article_.published) return false;
    const PrintedDate& own = article_.published->date;
    return first_day(date) <= first_day(own) && last_day(own) <= last_day(date);
  }

 private:
  static std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
      if (c == ' ') {
        words.emplace_back();
      } else {
        words.back() += c;
      }
    }
    return words;
  }
  static std::string stem(const std::string& word) {
    static Analyser analyser;
    return std::string(analyser.stem(word, "en"));
  }
  static bool contains_stem(const std::string& text, const std::string& word) {
    const auto words = split(text);
    return std::ranges::any_of(words, [&](const std::string& own) { return stem(own) == stem(word); });
  }
  static bool has_pair(const std::string& text, const std::string& first, const std::string& second,
                       int distance) {
    const auto words = split(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (std::size_t j = i + 1; j < words.size() && j <= i + static_cast<std::size_t>(distance); ++j) {
        if (words[i] == first && words[j] == second) return true;
      }
    }
    return false;
  }

  const Article& article_;
};

struct Expression {
  std::string text;
  std::function<bool(const Scan&)> matches;
};

class ExpressionMaker {
 public:
  explicit ExpressionMaker(std::mt19937& random) : random_(random) {}

  Expression leaf() {
    const std::string a = word();
    std::string b = word();
    while (b == a) b = word();
    switch (pick(random_, 8)) {
      case 0:
        return {"title:" + a, [a](const Scan& scan) { return scan.has_in_title(a); }};
      case 1: {
        const std::string& tag = tag_names[pick(random_, tag_names.size())];
        return {"tag:" + tag, [tag](const Scan& scan) { return scan.has_tag(tag); }};
      }
      case 2:
        return {"\"" + a + " " + b + "\"", [a, b](const Scan& scan) { return scan.has_phrase(a, b); }};
      case 3:
        return {a + " NEAR/3 " + b, [a, b](const Scan& scan) { return scan.has_near(a, b, 3); }};
      case 4: {
        PrintedDate date{.year = 2020 + static_cast<int>(pick(random_, 3))};
        if (pick(random_, 2) == 0) date.month = 1 + pick(random_, 12);
        return {"date:" + format_iso(date), [date](const Scan& scan) { return scan.lies_in(date); }};
      }
      default:
        return {a, [a](const Scan& scan) { return scan.has_word(a); }};
    }
  }

  Expression expression(unsigned depth) {
    if (depth == 0) return leaf();
    const Expression a = expression(depth - 1);
    const Expression b = expression(depth - 1);
    const auto both = [](const char* op, const Expression& left, const Expression& right) {
      return "(" + left.text + ") " + op + " (" + right.text + ")";
    };
    switch (pick(random_, 4)) {
      case 0:
        return {both("OR", a, b), [a, b](const Scan& scan) { return a.matches(scan) || b.matches(scan); }};
      case 1:
        return {both("AND NOT", a, b),
                [a, b](const Scan& scan) { return a.matches(scan) && !b.matches(scan); }};
      case 2:
        return {"+(" + a.text + ") +(" + b.text + ")",
                [a, b](const Scan& scan) { return a.matches(scan) && b.matches(scan); }};
      default:
        return {both("AND", a, b), [a, b](const Scan& scan) { return a.matches(scan) && b.matches(scan); }};
    }
  }

 private:
  std::string word() { return vocabulary[pick(random_, vocabulary.size())]; }

  std::mt19937& random_;
};

}  // namespace

TEST_CASE("random boolean queries find what a scan of the articles finds", "[query][property]") {
  std::mt19937 random(tests::seed());
  const std::vector<Article> articles = random_articles(random);
  const QueryIndex index(articles);
  const IndexLanguages languages = read_languages(index.db());
  Analyser analyser;
  ExpressionMaker maker(random);
  for (int i = 0; i < 400; ++i) {
    const Expression expression = maker.expression(pick(random, 4));
    CAPTURE(expression.text);
    std::set<Xapian::docid> expected;
    for (std::size_t n = 0; n < articles.size(); ++n) {
      if (expression.matches(Scan(articles[n]))) expected.insert(static_cast<Xapian::docid>(n + 1));
    }
    const ParsedQuery parsed = parse_query(expression.text, QueryMode::strict, std::chrono::sys_days{});
    const CompiledQuery compiled = compile_query(parsed.root, index.db(), languages, analyser);
    CAPTURE(print_query(compiled.query));
    Xapian::Enquire enquire(index.db());
    enquire.set_query(compiled.query);
    const Xapian::MSet mset = enquire.get_mset(0, 100);
    const std::set<Xapian::docid> found(mset.begin(), mset.end());
    REQUIRE(found == expected);
  }
}
