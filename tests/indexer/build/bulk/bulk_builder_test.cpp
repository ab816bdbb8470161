#include "indexer/build/bulk/bulk_builder.hpp"

#include "indexer/build/document.hpp"
#include "tests/support/bulk_input.hpp"
#include "tests/support/compare_databases.hpp"
#include "tests/support/random_articles.hpp"
#include "tests/support/random_text.hpp"
#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using namespace dateline::tests;

namespace {

// By add_document: what the bulk builder is held to.
void build_by_xapian(const std::filesystem::path& path, const std::vector<BulkArticle>& articles,
                     const std::map<std::string, std::string>& metadata) {
  Analyser analyser(AnalyserPath::careful);
  Xapian::WritableDatabase db(path.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (const auto& article : articles) db.replace_document(article.docid, make_document(article, analyser));
  for (const auto& [name, value] : metadata) db.set_metadata(name, value);
  db.commit();
}

MemoryPlan plan_with(std::uint64_t run_bytes) {
  MemoryPlan plan = plan_memory(std::uint64_t{1} << 30);
  plan.run_bytes = run_bytes;
  return plan;
}

const std::map<std::string, std::string> some_metadata{{"dateline:schema", "1"},
                                                       {"long", std::string(30'000, 'm')}};

}  // namespace

TEST_CASE("a database built directly holds what add_document would have made of it", "[bulk][property]") {
  const TempDir dir;
  const std::size_t count = GENERATE(0, 1, 2, 400);
  const std::size_t segment_articles = GENERATE(1, 7, 1000);
  const std::uint64_t run_memory = GENERATE(0, 1'000'000'000);
  CAPTURE(count, segment_articles, run_memory);
  const auto articles = random_articles(seed(), count);
  build_by_xapian(dir.path() / "xapian", articles, some_metadata);
  const auto statistics =
      build_database(dir.path() / "bulk", input_of(articles, segment_articles, some_metadata),
                     {.threads = 2, .memory = plan_with(run_memory), .part_bytes = 20'000});
  CHECK(check_of(dir.path() / "bulk") == "");
  CHECK(statistics.documents == count);
  const Xapian::Database expected((dir.path() / "xapian").string());
  const Xapian::Database found((dir.path() / "bulk").string());
  CHECK(difference_between(expected, found) == "");
}

TEST_CASE("the files are the same whatever the number of threads and wherever runs are kept",
          "[bulk][property]") {
  const TempDir dir;
  const auto articles = random_articles(seed(), 300);
  const auto input = input_of(articles, 11, some_metadata);
  build_database(dir.path() / "one", input, {.part_bytes = 20'000});
  const unsigned threads = GENERATE(2, 3, 4);
  const std::uint64_t run_memory = GENERATE(0, 100'000, 1'000'000'000);
  build_database(dir.path() / "many", input,
                 {.threads = threads, .memory = plan_with(run_memory), .part_bytes = 20'000});
  CHECK((files_of(dir.path() / "one") == files_of(dir.path() / "many")));
}

TEST_CASE("whatever the memory leaves room for, a database holds the same", "[bulk][property]") {
  struct Row {
    std::size_t run_terms;
    std::size_t kept_terms;
    std::uint64_t large_text_bytes;
    std::size_t sorting_bytes;
    std::uint64_t inverting_bytes;
  };
  const auto row = GENERATE(Row{1, 0, 1'000'000, 1'000'000, 0},             // a run for each article
                            Row{500, 1000, 1'000'000, 1'000'000, 10'000},   // of a few
                            Row{100'000, 100'000, 2000, 10'000, 0},         // some are large, in pieces
                            Row{500, 1000, 2000, 1'000'000, 100'000'000});  // in one piece
  const std::uint64_t run_bytes = GENERATE(0, 50'000);
  CAPTURE(row.run_terms, row.large_text_bytes, row.sorting_bytes, run_bytes);
  const TempDir dir;
  const auto articles = random_articles(seed(), 150);
  build_by_xapian(dir.path() / "xapian", articles, some_metadata);
  MemoryPlan plan = plan_with(run_bytes);
  plan.run_terms = row.run_terms;
  plan.kept_terms = row.kept_terms;
  plan.large_text_bytes = row.large_text_bytes;
  plan.sorting_bytes = row.sorting_bytes;
  plan.inverting_bytes = row.inverting_bytes;
  if (run_bytes == 0) plan.merging_bytes = 0;  // the least windows on the file of runs
  const auto input = input_of(articles, 30, some_metadata);
  const auto statistics =
      build_database(dir.path() / "bulk", input, {.threads = 3, .memory = plan, .part_bytes = 20'000});
  CHECK(check_of(dir.path() / "bulk") == "");
  CHECK(statistics.documents == articles.size());
  CHECK(difference_between(Xapian::Database((dir.path() / "xapian").string()),
                           Xapian::Database((dir.path() / "bulk").string())) == "");
  build_database(dir.path() / "one", input, {.memory = plan, .part_bytes = 20'000});
  CHECK((files_of(dir.path() / "one") == files_of(dir.path() / "bulk")));
}

TEST_CASE("Xapian goes on with a database built directly as with its own", "[bulk][property]") {
  const TempDir dir;
  const unsigned drawn = seed();
  const auto articles = random_articles(drawn, 300);
  build_by_xapian(dir.path() / "xapian", articles, some_metadata);
  build_database(dir.path() / "bulk", input_of(articles, 50, some_metadata), {.part_bytes = 50'000});
  const auto others = random_articles(drawn + 1, 400);
  const auto change = [&](const char* name) {
    Analyser analyser;
    Xapian::WritableDatabase db((dir.path() / name).string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    RandomText choice(drawn + 2);
    for (int i = 0; i < 500; ++i) {
      const auto& article = others[choice.below(others.size())];
      const auto document = make_document(article.article, {.path = "/x", .revision = 9}, analyser);
      const auto& old = articles[choice.below(articles.size())];
      switch (choice.below(4)) {
        case 0:
          db.add_document(document);
          break;
        case 1:
          db.replace_document(old.docid, document);
          break;
        case 2:
          db.replace_document(id_term(old.article.id), document);
          break;
        default:
          db.delete_document(id_term(old.article.id));
      }
      if (choice.below(100) == 0) db.commit();
    }
    db.set_metadata("later", "entry");
    db.commit();
  };
  change("xapian");
  change("bulk");
  CHECK(check_of(dir.path() / "bulk") == "");
  CHECK(difference_between(Xapian::Database((dir.path() / "xapian").string()),
                           Xapian::Database((dir.path() / "bulk").string())) == "");
}

TEST_CASE("the linked Xapian writes the format that is written here", "[bulk]") {
  const TempDir dir;
  CHECK(is_known_format(dir.path() / "empty"));
  CHECK_FALSE(std::filesystem::exists(dir.path() / "empty"));
}
