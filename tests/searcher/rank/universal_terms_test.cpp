#include "searcher/rank/universal_terms.hpp"

#include "searcher/rank/match.hpp"
#include "tests/support/temp_dir.hpp"

#include <map>

#include <catch2/catch.hpp>

using namespace dateline;
using Xapian::Query;

namespace {

constexpr Xapian::docid articles = 5000;

/// Every article has "all", every second "even", and every tenth is removed again.
Xapian::Database database_with_gaps(const tests::TempDir& directory) {
  const auto path = (directory.path() / "db").string();
  Xapian::WritableDatabase db(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (Xapian::docid docid = 1; docid <= articles; ++docid) {
    Xapian::Document document;
    document.add_boolean_term("Q" + std::to_string(docid));
    document.add_posting("all", 1);
    document.add_posting("words", 2);
    if (docid % 2 == 0) document.add_posting("even", 3);
    for (Xapian::docid more = 0; more < docid % 7; ++more) document.add_posting("filler", 4 + more);
    db.add_document(document);
  }
  for (Xapian::docid docid = 10; docid <= articles; docid += 10) db.delete_document(docid);
  db.commit();
  return Xapian::Database(path);
}

constexpr std::uint64_t left = articles / 10 * 9;
constexpr std::uint64_t left_even = articles / 10 * 4;

std::map<Xapian::docid, double> scores_of(const Xapian::Database& db, const Query& query, SortOrder sort) {
  const MatchResult result =
      run_match(db, query,
                {.sort = sort,
                 .limit = articles,
                 .deadline = std::chrono::steady_clock::now() + std::chrono::hours(1)});
  std::map<Xapian::docid, double> scores;
  for (const auto& document : result.documents) scores[document.docid] = document.score;
  return scores;
}

}  // namespace

TEST_CASE("a term that every article has is matched like any other, whatever gaps docids have", "[rank]") {
  const tests::TempDir directory;
  const Xapian::Database db = database_with_gaps(directory);
  const Query all("all");
  const Query even("even");
  struct Row {
    Query query;
    std::uint64_t matches;
  };
  const auto row = GENERATE_COPY(values<Row>({
      {all, left},
      {Query(Query::OP_FILTER, even, all), left_even},
      {Query(Query::OP_AND, all, even), left_even},
      {Query(Query::OP_OR, all, even), left},
      {Query(Query::OP_AND_NOT, even, all), 0},
      {Query(Query::OP_AND_NOT, all, even), left - left_even},
      {Query(Query::OP_SCALE_WEIGHT, all, 0.0), left},
      {Query(Query::OP_SCALE_WEIGHT, all, 0.5), left},
      {Query(Query::OP_AND_MAYBE, Query(Query::OP_SCALE_WEIGHT, all, 0.0), even), left},
      {Query(Query::OP_FILTER, even, Query(Query::OP_OR, all, Query("nothing"))), left_even},
      {Query(Query::OP_PHRASE, all, Query("words")), left},
      {Query(Query::OP_FILTER, even, Query(Query::OP_PHRASE, all, Query("words"))), left_even},
  }));
  CAPTURE(row.query.get_description());
  for (const auto sort : {SortOrder::relevance, SortOrder::newest, SortOrder::oldest})
    CHECK(scores_of(db, row.query, sort).size() == row.matches);
  CHECK(count_matches(db, row.query, std::chrono::steady_clock::now() + std::chrono::hours(1)) ==
        row.matches);
}

TEST_CASE("scores are those of the query as it was", "[rank]") {
  const tests::TempDir directory;
  const Xapian::Database db = database_with_gaps(directory);
  const Query even("even");
  const Query filler("filler");
  const Query query(Query::OP_FILTER, Query(Query::OP_OR, even, Query(Query::OP_SCALE_WEIGHT, filler, 0.3)),
                    Query("all"));
  const Query plain(Query::OP_OR, even, Query(Query::OP_SCALE_WEIGHT, filler, 0.3));
  CHECK(scores_of(db, query, SortOrder::relevance) == scores_of(db, plain, SortOrder::relevance));
  CHECK(without_universal_filters(plain, db).get_description() == plain.get_description());
}
