// dateline-search as a person and a script use it, over the sample collection.
#include "tests/support/corpus_index.hpp"
#include "tests/support/has.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace dateline;
using tests::has;

namespace {

tests::ProgramRun search_corpus(std::vector<std::string> arguments) {
  static const tests::TempDir directory;
  arguments.insert(arguments.begin(), {"--db", tests::corpus_index().string()});
  return tests::run_search(arguments, directory.path());
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

constexpr const char* model_article = "text/iranian-russian-speakers-meet.txt";

}  // namespace

TEST_CASE("a search prints headline, day, author, source, passage and path", "[cli][corpus]") {
  const auto run = search_corpus({"--limit", "1", "iran", "drones", "since:2023-01", "until:2023-02"});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK(has(run.out, "Iranian, Russian Speakers Meet, Calling for Strategic Cooperation"));
  CHECK(has(run.out, "26 Jan 2023 · Grzegorz Kuczyński · duma.gov.ru"));
  CHECK(has(run.out, model_article));
  CHECK_FALSE(has(run.out, "\x1b"));
  CHECK(run.err.empty());
}

TEST_CASE("options and the query language restrict alike", "[cli][corpus]") {
  struct Row {
    std::vector<std::string> by_option;
    std::vector<std::string> by_query;
  };
  const auto row = GENERATE(values<Row>({
      {{"--since", "2023-01", "--until", "2023-02", "iran"}, {"since:2023-01", "until:2023-02", "iran"}},
      {{"--date", "2023-01", "iran"}, {"date:2023-01", "iran"}},
      {{"--author", "kuczyński"}, {"author:kuczynski"}},
      {{"--tag", "NATO"}, {"tag:nato"}},
      {{"--source", "duma.gov.ru"}, {"source:\"duma.gov.ru\""}},
      {{"--lang", "de", "--lang", "pl"}, {"lang:de", "lang:pl"}},
      {{"--date", "none"}, {"date:none"}},
      {{"--since", "-0044-03-15", "iran"}, {"since:-0044-03-15", "iran"}},
  }));
  auto by_option = row.by_option;
  auto by_query = row.by_query;
  for (auto* arguments : {&by_option, &by_query})
    arguments->insert(arguments->begin(), {"--format", "ids", "--limit", "200"});
  const auto first = search_corpus(by_option);
  const auto second = search_corpus(by_query);
  CAPTURE(row.by_query);
  CHECK(first.status == 0);
  CHECK_FALSE(first.out.empty());
  CHECK(first.out == second.out);
}

TEST_CASE("newest and oldest sort by the printed day, undated last in both", "[cli][corpus]") {
  const auto days = [](const std::string& order) {
    const auto run = search_corpus({"--sort", order, "--limit", "200", "--format", "jsonl", "*"});
    std::vector<std::string> list;
    for (const auto& line : lines_of(run.out)) {
      const auto published = nlohmann::json::parse(line)["published"];
      list.push_back(published.is_null() ? "" : published.get<std::string>().substr(0, 10));
    }
    return list;
  };
  auto newest = days("newest");
  auto oldest = days("oldest");
  REQUIRE(newest.size() > 100);
  REQUIRE(newest.size() == oldest.size());
  const auto undated = static_cast<std::size_t>(std::ranges::count(newest, ""));
  CHECK(undated > 0);
  for (auto* list : {&newest, &oldest}) {
    CHECK(std::all_of(list->end() - static_cast<std::ptrdiff_t>(undated), list->end(),
                      [](const auto& day) { return day.empty(); }));
    list->resize(list->size() - undated);
  }
  CHECK(std::ranges::is_sorted(newest, std::ranges::greater{}));
  CHECK(std::ranges::is_sorted(oldest));
}

TEST_CASE("pages follow one another without a gap or a repeat", "[cli][corpus]") {
  const auto all = lines_of(search_corpus({"--format", "ids", "--limit", "30", "port"}).out);
  REQUIRE(all.size() > 8);
  std::vector<std::string> paged;
  for (const auto* offset : {"0", "4", "8", "12", "16", "20", "24", "28"}) {
    for (auto& id :
         lines_of(search_corpus({"--format", "ids", "--limit", "4", "--offset", offset, "port"}).out))
      paged.push_back(id);
  }
  CHECK(paged == all);
}

TEST_CASE("what was not found is told word by word, with status 1", "[cli][corpus]") {
  const auto run = search_corpus({"+volodyn", "+tehran", "date:2022"});
  CHECK(run.status == 1);
  CHECK(has(run.out, "Nothing has all of this"));
  CHECK(has(run.out, "+volodyn"));
  CHECK(has(run.out, "0 articles"));
}

TEST_CASE("a page of nothing still counts, and AND tells which word found nothing", "[cli][corpus]") {
  const auto counted = search_corpus({"--limit", "0", "iran"});
  CHECK(counted.status == 0);
  CHECK(has(counted.out, "articles"));
  CHECK_FALSE(has(counted.out, "Nothing"));
  const auto nothing = search_corpus({"iran", "AND", "zzzqqq"});
  CHECK(nothing.status == 1);
  CHECK(has(nothing.out, "iran "));
  CHECK(has(nothing.out, "zzzqqq  0 articles"));
}

TEST_CASE("odd queries get an answer or a clear word, never a crash", "[cli][corpus]") {
  struct Row {
    std::string query;
    int status;
  };
  std::string many_words;
  for (int i = 0; i < 10'000; ++i) many_words += "word" + std::to_string(i) + " ";
  const auto row = GENERATE_COPY(values<Row>({{"\"unbalanced quote", 0},
                                              {"((iran", 0},
                                              {"iran))", 0},
                                              {"", 1},
                                              {"   ", 1},
                                              {"-iran", 0},
                                              {"the of and", 0},
                                              {"date:2023-02-31", 1},
                                              {"date:nonsense", 1},
                                              {"foo:bar", 0},
                                              {"AND OR NOT", 1},
                                              {"*", 0},
                                              {"a*", 0},
                                              {"\xFF\xFE iran", 0},
                                              {std::string(5000, '('), 1},
                                              {many_words, 1}}));
  const auto run = search_corpus({"--", row.query});
  CAPTURE(row.query.substr(0, 60), run.out, run.err);
  CHECK(run.status == row.status);
}

TEST_CASE("strict mode names the column of what it cannot read", "[cli][corpus]") {
  const auto run = search_corpus({"--strict", "iran foo:bar"});
  CHECK(run.status == 2);
  CHECK(has(run.err, "query:6: "));
}

TEST_CASE("show prints an article by its id and says when there is none", "[cli][corpus]") {
  const auto found = search_corpus({"show", model_article});
  CHECK(found.status == 0);
  CHECK(has(found.out, "Grzegorz Kuczyński"));
  CHECK(has(found.out, "Ghalibaf"));
  CHECK_FALSE(has(found.out, "Donations from private persons"));
  const auto missing = search_corpus({"show", "no/such.txt"});
  CHECK(missing.status == 2);
  CHECK(has(missing.err, "no article with the id no/such.txt"));
}

TEST_CASE("batch prints a TREC run and eval measures the same queries", "[cli][corpus]") {
  const auto queries = (tests::corpus_directory() / "queries.tsv").string();
  const auto qrels = (tests::corpus_directory() / "judgements.qrels").string();
  const auto run =
      search_corpus({"batch", "--queries", queries, "--plain", "--limit", "1000", "--format", "trec"});
  CHECK(run.status == 0);
  for (const auto& line : lines_of(run.out)) {
    std::istringstream fields(line);
    std::vector<std::string> parts;
    for (std::string part; fields >> part;) parts.push_back(part);
    REQUIRE(parts.size() == 6);
    CHECK(parts[1] == "Q0");
    CHECK(parts[5] == "dateline");
  }
  const auto evaluated = search_corpus({"eval", "--queries", queries, "--qrels", qrels, "--format", "json"});
  CHECK(evaluated.status == 0);
  CHECK(nlohmann::json::parse(evaluated.out)["queries"] == 25);

  const tests::TempDir directory;
  const auto file = directory.write("run.txt", run.out);
  const auto compared = search_corpus(
      {"eval", "--queries", queries, "--qrels", qrels, "--baseline", file.string(), "--format", "json"});
  CAPTURE(compared.err);
  CHECK(nlohmann::json::parse(compared.out)["metrics"]["ndcg@10"]["better"] == 0);
  CHECK(nlohmann::json::parse(compared.out)["metrics"]["ndcg@10"]["worse"] == 0);
}

TEST_CASE("explain prints the tree and the Xapian query", "[cli][corpus]") {
  const auto run = search_corpus({"explain", "iran", "-nuclear", "since:2023"});
  CHECK(run.status == 0);
  for (const auto* part : {"tree:", "word \"iran\"", "Zen:iran", "matches: "}) CHECK(has(run.out, part));
}

TEST_CASE("mistakes in the searcher's command line say what to do", "[cli][corpus]") {
  struct Row {
    std::vector<std::string> arguments;
    const char* message;
  };
  const auto row = GENERATE(
      values<Row>({{{"--sort", "newset", "iran"}, "one of relevance, newest, oldest (did you mean newest?)"},
                   {{"--format", "xml", "iran"}, "--format xml: one of text"},
                   {{"--limt", "3", "iran"}, "did you mean --limit?"},
                   {{"--limit", "1000000", "iran"}, "at most"},
                   {{"--limit", "-1", "iran"}, "-1 is no whole number"},
                   {{"--offset", "18446744073709551615", "iran"}, "at most"},
                   {{"--since", "soon", "iran"}, "--since soon: no date"},
                   {{"--strict", "--plain", "iran"}, "exclude each other"},
                   {{"show"}, "no ID given"},
                   {{"batch", "--queries", "/nonexistent"}, "/nonexistent"},
                   {{"eval"}, "--queries"}}));
  const auto run = search_corpus(row.arguments);
  CAPTURE(run.err);
  CHECK(run.status == 2);
  CHECK(has(run.err, row.message));
  CHECK(run.out.empty());
}

TEST_CASE("a word that is also a command is searched with query", "[cli][corpus]") {
  CHECK(search_corpus({"query", "--", "show"}).status < 2);
  CHECK(search_corpus({"query", "--", "--limit"}).status < 2);
}

TEST_CASE("an index may be copied, moved and read without permission to write", "[cli][corpus]") {
  const tests::TempDir directory;
  std::filesystem::copy(tests::corpus_index(), directory.path() / "copy",
                        std::filesystem::copy_options::recursive);
  std::filesystem::rename(directory.path() / "copy", directory.path() / "moved");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory.path() / "moved")) {
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::remove);
  }
  const auto run = tests::run_search({"--db", "moved", "--format", "ids", "volodin"}, directory.path());
  CHECK(run.out == std::string(model_article) + "\n");
}

TEST_CASE("an empty --db is an error, not the default index", "[cli]") {
  const tests::TempDir directory;
  const auto arguments = GENERATE(values<std::vector<std::string>>(
      {{"--db", "", "volodin"}, {"query", "--db", "", "volodin"}, {"show", "1", "--db", ""}}));
  const auto run = tests::run_search(arguments, directory.path());
  CAPTURE(run.err);
  CHECK(run.status == 2);
  CHECK(run.err.find("--db is empty") != std::string::npos);
  CHECK(run.err.find("leave --db out") != std::string::npos);
}
