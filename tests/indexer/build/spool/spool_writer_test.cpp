#include "indexer/build/spool/spool_writer.hpp"

#include "common/text/utf8.hpp"
#include "indexer/build/article_terms.hpp"
#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>
#include <xapian.h>

using namespace dateline;
using namespace dateline::tests;

namespace {

struct Added {
  std::string file{};
  std::string id{};
  std::string text{};
};

/// A new generation of the articles, in that order of files.
class Written {
 public:
  explicit Written(const std::vector<Added>& articles) {
    std::filesystem::create_directory(location_.directory);
    SpoolWriter writer(location_, known_, progress_, {.number = 1, .build = {.threads = 2}});
    for (const Added& one : articles) {
      const Article article{.id = one.id, .format = "text/plain", .text = one.text};
      writer.begin_file({.path = one.file});
      const auto added = writer.add({.article = article, .stored = stored_parts(article, one.file)});
      writer.end_file(RestOfFile::removed);
      if (added.loser) losers.insert(*added.loser);
      unchanged += added.is_changed ? 0 : 1;
    }
    count = writer.article_count();
    Ledger ledger;
    writer.finish(ledger, 1, "{}");
    const Xapian::Database db(location_.packed(1).string());
    CHECK(db.get_doccount() == count);
    CHECK(for_each_old_article(db, [&](OldArticle&& article) {
            read_stored_text(article.data, article.stored.article);
            holders[article.stored.article.id] = article.stored.path + ": " + article.stored.article.text;
          }) == 0);
  }

  std::map<std::string, std::string> holders;  // by id
  std::multiset<std::string> losers;
  std::size_t unchanged = 0;
  std::uint64_t count = 0;

 private:
  TempDir dir_;
  IndexLocation location_{dir_.path() / "index"};
  KnownArticles known_;
  Progress progress_{ProgressKind::quiet};
};

using Holders = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("of files that hold one id the greatest path has it, in whatever order they come", "[bulk]") {
  std::vector<Added> articles{
      {"/a", "shared", "one"}, {"/b", "shared", "two"}, {"/c", "shared", "three"}, {"/b", "own", "four"}};
  const int order = GENERATE(range(0, 24));
  CAPTURE(order);
  std::ranges::sort(articles, std::less<>{}, [](const Added& one) { return one.text; });
  for (int i = 0; i < order; ++i)
    std::ranges::next_permutation(articles, std::less<>{}, [](const Added& one) { return one.text; });
  const Written written(articles);
  CHECK(written.holders == Holders{{"own", "/b: four"}, {"shared", "/c: three"}});
  CHECK(written.losers == std::multiset<std::string>{"/a", "/b"});
  CHECK(written.count == 2);
}

TEST_CASE("of two records of one file the later has the id, and the same twice is one", "[bulk]") {
  const Written written({{"/a", "id", "old"}, {"/a", "id", "new"}, {"/a", "id", "new"}, {"/a", "b", "x"}});
  CHECK(written.holders == Holders{{"b", "/a: x"}, {"id", "/a: new"}});
  CHECK(written.losers.empty());
  CHECK(written.unchanged == 1);
}

TEST_CASE("of two files whose names look the same one loses an id, and it is told which", "[bulk]") {
  const TempDir dir;
  const IndexLocation location{dir.path() / "index"};
  std::filesystem::create_directory(location.directory);
  const KnownArticles known;
  Progress progress(ProgressKind::quiet);
  SpoolWriter writer(location, known, progress, {.number = 1});
  const Article article{.id = "shared", .text = "read"};
  const std::string read = "/a\xFF";
  const std::string shown = to_valid_utf8(read);
  writer.begin_file({.path = read});
  writer.add({.article = article, .stored = stored_parts(article, shown)});
  writer.end_file(RestOfFile::removed);
  const auto carry_over = [&](const std::string& path) {
    const Article old{.id = "shared", .text = "old"};
    return writer.carry_over(
        {.stored = {.article = old, .path = shown}, .data = write_stored(old, shown), .revision = 1},
        {.shown_path = shown, .hash = hash_path(path)});
  };
  CHECK_FALSE(carry_over(read));  // its own, of before
  CHECK(carry_over("/a\xFE") == shown);
  CHECK(writer.article_count() == 1);
}
