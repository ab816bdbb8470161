// bench_reading DIR [GOLD_DIR]: how well and how fast saved web pages are read, against the gold answers of
// the public extraction sets (aeb, fundus, readability, newspaper4k, web-pages), as their makers measure.
#include "common/error.hpp"
#include "indexer/formats/html.hpp"
#include "indexer/formats/html/body.hpp"
#include "indexer/formats/html/letters.hpp"
#include "indexer/formats/html/page.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <nlohmann/json.hpp>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace {

namespace fs = std::filesystem;
using dateline::Article;
using nlohmann::json;

struct Options {
  fs::path pages;
  fs::path gold;
  bool is_verbose = false;
};

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// What every page has cost, for the rate at the end.
struct Clock {
  std::size_t bytes = 0;
  std::size_t pages = 0;
  std::chrono::nanoseconds spent{};
};

std::optional<Article> read_page(const fs::path& path, Clock& clock) {
  dateline::ByteStream bytes(slurp(path));
  const std::size_t size = bytes.peek(std::size_t{64} << 20U).size();
  dateline::SourceFile file{.path = path.string(), .bytes = bytes};
  std::optional<Article> read;
  const dateline::ArticleSink sink{
      .article = [&](Article&& article, std::size_t) { read = std::move(article); },
      .reject = [](const std::string&, const std::string&) {}};
  const auto start = std::chrono::steady_clock::now();
  try {
    dateline::read_html(file, sink);
  } catch (const dateline::Error&) {
    read.reset();
  }
  clock.spent += std::chrono::steady_clock::now() - start;
  clock.bytes += size;
  ++clock.pages;
  return read;
}

// Body: multisets of four-word shingles.

/// Runs of letters, digits and '_', as the benchmarks' own measure has them.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), c);
    if (u_isalnum(c) != 0 || c == '_') {
      word += text.substr(begin, at - begin);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::map<std::string, int> shingles(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  std::map<std::string, int> counts;
  const std::size_t last = words.size() < 4 ? 1 : words.size() - 3;
  for (std::size_t i = 0; i < last; ++i) {
    std::string shingle;
    for (std::size_t k = i; k < std::min(i + 4, words.size()); ++k) shingle += words[k] + ' ';
    ++counts[shingle];
  }
  return counts;
}

struct BodyScore {
  double precision = 0.0;
  double recall = 0.0;
  [[nodiscard]] double f1() const {
    return precision + recall > 0.0 ? 2.0 * precision * recall / (precision + recall) : 0.0;
  }
};

BodyScore score_body(std::string_view gold_text, std::string_view read_text) {
  const auto gold = shingles(gold_text);
  const auto read = shingles(read_text);
  double both = 0.0;
  double gold_count = 0.0;
  double read_count = 0.0;
  for (const auto& [shingle, count] : gold) gold_count += count;
  for (const auto& [shingle, count] : read) {
    read_count += count;
    if (const auto at = gold.find(shingle); at != gold.end()) both += std::min(count, at->second);
  }
  return {both / std::max(1.0, read_count), both / std::max(1.0, gold_count)};
}

class BodySet {
 public:
  void add(const std::string& name, const BodyScore& score) {
    sum_.precision += score.precision;
    sum_.recall += score.recall;
    pages_.emplace_back(score.f1(), name);
  }
  void print(std::string_view set, bool is_verbose) {
    if (pages_.empty()) return;
    const auto count = static_cast<double>(pages_.size());
    const BodyScore mean{sum_.precision / count, sum_.recall / count};
    fmt::print("body    {:<12} {:4} pages  F1 {:.3f}  P {:.3f}  R {:.3f}\n", set, pages_.size(), mean.f1(),
               mean.precision, mean.recall);
    if (!is_verbose) return;
    std::ranges::sort(pages_);
    for (std::size_t i = 0; i < std::min<std::size_t>(20, pages_.size()); ++i) {
      fmt::print("          {:.3f} {}\n", pages_[i].first, pages_[i].second);
    }
  }

 private:
  BodyScore sum_;
  std::vector<std::pair<double, std::string>> pages_;
};

// Fields: right, wrong, missing.

struct FieldScore {
  int right = 0;
  int wrong = 0;
  int missing = 0;
  void add(bool is_missing, bool is_right) { ++(is_missing ? missing : is_right ? right : wrong); }
  void print(std::string_view set, std::string_view field) const {
    const double all = std::max(1, right + wrong + missing);
    fmt::print("{:<7} {:<12} {:4} pages  right {:.3f}  wrong {:.3f}  missing {:.3f}\n", field, set,
               right + wrong + missing, right / all, wrong / all, missing / all);
  }
};

std::string folded_space(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::string out;
  for (std::string word; in >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<std::string> names_of(std::string_view text) {
  std::vector<std::string> names;
  std::string name;
  const auto finish = [&] {
    name = dateline::html::letters_of(name);
    if (!name.empty()) names.push_back(name);
    name.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',' || text[i] == ';' || text[i] == '&') {
      finish();
    } else if (text.substr(i).starts_with(" and ") || text.substr(i).starts_with(" und ")) {
      finish();
      i += 4;
    } else {
      name += text[i];
    }
  }
  finish();
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string joined(const json& names) {
  if (names.is_string()) return names;
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name.get<std::string>();
  return out;
}

std::string without_by(const std::string& author) {
  for (const char* by : {"By ", "by ", "Von ", "von "}) {
    if (author.starts_with(by)) return author.substr(std::string_view(by).size());
  }
  return author;
}

struct Fields {
  FieldScore date{};
  FieldScore title{};
  FieldScore author{};
  bool is_verbose = false;

  void add_date(const std::string& file, const std::string& gold, const Article& article) {
    const std::string read = article.published ? dateline::format_iso(article.published->date) : "";
    date.add(read.empty(), read == gold.substr(0, 10));
    tell("date", file, gold, read + " " + std::string(evidence_name(article.published_from)),
         read == gold.substr(0, 10));
  }
  void add_title(const std::string& file, const std::string& gold, const Article& article) {
    const bool is_right = dateline::html::letters_of(gold) == dateline::html::letters_of(article.title);
    title.add(article.title.empty(), is_right);
    tell("title", file, gold, article.title, is_right);
  }
  void add_author(const std::string& file, const std::string& gold, const Article& article) {
    std::string read;
    for (const auto& name : article.authors) read += (read.empty() ? "" : ", ") + name;
    const bool is_right = names_of(without_by(gold)) == names_of(read);
    author.add(read.empty(), is_right);
    tell("author", file, gold, read, is_right);
  }

 private:
  void tell(std::string_view field, const std::string& file, const std::string& gold, const std::string& read,
            bool is_right) const {
    if (is_verbose && !is_right) fmt::print("  {:<6} {}: gold [{}] read [{}]\n", field, file, gold, read);
  }
};

template <typename Row>
void for_each_line(const fs::path& path, Row row) {
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    // The gold writes Python's NaN where a date is unknown.
    if (const auto nan = line.find(": NaN"); nan != std::string::npos) line.replace(nan, 5, ": null");
    if (!line.empty()) row(json::parse(line));
  }
}

void bench_aeb(const Options& options, Clock& clock) {
  BodySet set;
  const json golds = json::parse(slurp(options.gold / "aeb.gold.json"));
  for (const auto& [key, gold] : golds.items()) {
    const auto path = options.pages / "aeb" / (key + ".html");
    if (!fs::exists(path)) continue;
    const auto article = read_page(path, clock);
    set.add(key, score_body(gold.at("articleBody").get<std::string>(), article ? article->text : ""));
  }
  set.print("aeb", options.is_verbose);
}

void bench_fundus(const Options& options, Clock& clock) {
  BodySet set;
  Fields fields{.is_verbose = options.is_verbose};
  for_each_line(options.gold / "fundus.gold.jsonl", [&](const json& gold) {
    const std::string file = gold.at("file");
    const auto article = read_page(options.pages / "fundus" / file, clock).value_or(Article{});
    if (gold.contains("body")) set.add(file, score_body(gold["body"].get<std::string>(), article.text));
    if (gold.contains("date")) fields.add_date(file, gold["date"], article);
    if (gold.contains("title")) fields.add_title(file, gold["title"], article);
    if (gold.contains("authors") && !gold["authors"].empty()) {
      fields.add_author(file, joined(gold["authors"]), article);
    }
  });
  set.print("fundus", options.is_verbose);
  fields.date.print("fundus", "date");
  fields.title.print("fundus", "title");
  fields.author.print("fundus", "author");
}

void bench_readability(const Options& options, Clock& clock) {
  BodySet set;
  std::vector<fs::path> cases;
  for (const auto& entry : fs::directory_iterator(options.pages / "readability"))
    cases.push_back(entry.path());
  std::ranges::sort(cases);
  for (const auto& folder : cases) {
    const auto article = read_page(folder / "source.html", clock).value_or(Article{});
    const auto gold = dateline::html::whole_text(dateline::html::parse_page(slurp(folder / "expected.html")));
    set.add(folder.filename().string(), score_body(gold.text, article.text));
  }
  set.print("readability", options.is_verbose);
}

void bench_newspaper(const Options& options, Clock& clock) {
  BodySet set;
  for (const auto& entry : fs::directory_iterator(options.pages / "newspaper4k" / "txt")) {
    const auto stem = entry.path().stem().string();
    const auto article =
        read_page(options.pages / "newspaper4k" / "html" / (stem + ".html"), clock).value_or(Article{});
    set.add(stem, score_body(slurp(entry.path()), article.text));
  }
  set.print("newspaper4k", options.is_verbose);
}

struct StringScore {
  int with_found = 0;
  int with_all = 0;
  int without_found = 0;
  int without_all = 0;
};

void add_strings(const json& gold, const std::string& text, StringScore& score) {
  for (const auto& wanted : gold.value("with", json::array())) {
    ++score.with_all;
    if (text.find(folded_space(wanted.get<std::string>())) != std::string::npos) ++score.with_found;
  }
  for (const auto& unwanted : gold.value("without", json::array())) {
    ++score.without_all;
    if (text.find(folded_space(unwanted.get<std::string>())) != std::string::npos) ++score.without_found;
  }
}

void bench_web_pages(const Options& options, Clock& clock) {
  StringScore score;
  Fields fields{.is_verbose = options.is_verbose};
  for_each_line(options.gold / "web-pages.gold.jsonl", [&](const json& gold) {
    const std::string file = gold.at("file");
    const auto article = read_page(options.pages / "web-pages" / file, clock).value_or(Article{});
    const StringScore before = score;
    if (gold.contains("with")) add_strings(gold, folded_space(article.text), score);
    if (options.is_verbose && gold.contains("with")) {
      const int missed = score.with_all - before.with_all - (score.with_found - before.with_found);
      const int extra = score.without_found - before.without_found;
      if (missed + extra > 0) fmt::print("  string {}: missed {} extra {}\n", file, missed, extra);
    }
    if (gold.contains("date") && gold["date"].is_string()) fields.add_date(file, gold["date"], article);
    if (gold.contains("title")) fields.add_title(file, gold["title"], article);
    if (gold.contains("author")) fields.add_author(file, joined(gold["author"]), article);
  });
  const double right = score.with_found + (score.without_all - score.without_found);
  const double precision = score.with_found / std::max(1.0, double(score.with_found + score.without_found));
  fmt::print("strings web-pages    accuracy {:.3f}  P {:.3f}  R {:.3f}\n",
             right / std::max(1, score.with_all + score.without_all), precision,
             score.with_found / std::max(1.0, double(score.with_all)));
  fields.date.print("web-pages", "date");
  fields.title.print("web-pages", "title");
  fields.author.print("web-pages", "author");
}

void run(const Options& options) {
  Clock clock;
  bench_aeb(options, clock);
  bench_fundus(options, clock);
  bench_readability(options, clock);
  bench_newspaper(options, clock);
  bench_web_pages(options, clock);
  const double seconds = std::chrono::duration<double>(clock.spent).count();
  fmt::print("speed   {} pages, {:.1f} MB in {:.2f} s: {:.1f} MB/s, {:.0f} pages/s\n", clock.pages,
             static_cast<double>(clock.bytes) / 1e6, seconds,
             static_cast<double>(clock.bytes) / 1e6 / seconds, static_cast<double>(clock.pages) / seconds);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_reading PAGES_DIR [GOLD_DIR] [--verbose]\n");
    return 2;
  }
  Options options{.pages = argv[1], .gold = argv[1]};
  for (int i = 2; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--verbose") {
      options.is_verbose = true;
    } else {
      options.gold = argv[i];
    }
  }
  try {
    run(options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_reading: {}\n", error.what());
    return 2;
  }
  return 0;
}
