#include "searcher/query/scored_query.hpp"

#include "tests/support/seed.hpp"
#include "tests/support/temp_dir.hpp"

#include <map>
#include <random>

#include <catch2/catch.hpp>

using namespace dateline;
using Xapian::Query;

namespace {

using Scores = std::map<Xapian::docid, double>;

constexpr unsigned document_count = 600;

unsigned pick(std::mt19937& random, unsigned below) {
  return std::uniform_int_distribution<unsigned>(0, below - 1)(random);
}

Xapian::Database random_index(std::mt19937& random, const tests::TempDir& directory) {
  const std::string path = (directory.path() / "db").string();
  Xapian::WritableDatabase db(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (unsigned i = 0; i < document_count; ++i) {
    Xapian::Document document;
    const unsigned length = 10 + pick(random, 60);
    for (unsigned position = 1; position <= length; ++position) {
      const unsigned word = pick(random, 8) * pick(random, 8);
      document.add_posting("w" + std::to_string(word), position);
    }
    document.add_boolean_term("F" + std::to_string(pick(random, 4)));
    db.add_document(document);
  }
  db.commit();
  return Xapian::Database(path);
}

Scores scores_of(const Xapian::Database& db, const Query& query, Xapian::doccount limit,
                 Xapian::doccount check_at_least = 0) {
  Xapian::Enquire enquire(db);
  enquire.set_query(query);
  Scores scores;
  const Xapian::MSet found = enquire.get_mset(0, limit, check_at_least);
  for (auto hit = found.begin(); hit != found.end(); ++hit) scores[*hit] = hit.get_weight();
  return scores;
}

// The best few, asked for as `needs_full_match` says.
Scores best_of(const Xapian::Database& db, const ScoredQuery& query) {
  return scores_of(db, query.assemble(), 5, query.needs_full_match() ? document_count : 0);
}

// A query beside what it should give, computed from its parts alone.
struct Modelled {
  ScoredQuery query;
  Scores set;     // who matches, with the scores of what matched
  Scores extras;  // added to whoever matches
};

double score_in(const Scores& scores, Xapian::docid id) {
  const auto found = scores.find(id);
  return found == scores.end() ? 0 : found->second;
}

// Builds random combinations and their models.
class Maker {
 public:
  Maker(std::mt19937& random, const Xapian::Database& db) : random_(random), db_(db) {}

  Query word() { return Query("w" + std::to_string(pick(random_, 8) * pick(random_, 8))); }
  Query filter() {
    return Query("F" + std::to_string(pick(random_, 4))) | Query("F" + std::to_string(pick(random_, 4)));
  }

  Modelled leaf() {
    if (pick(random_, 2) == 0) {
      const Query query = word() | word();
      return {ScoredQuery::plain(query), all(query), {}};
    }
    const std::vector<Query> words{word(), word()};
    const Query query(pick(random_, 2) == 0 ? Query::OP_PHRASE : Query::OP_NEAR, words.begin(), words.end(),
                      2 + pick(random_, 5));
    return {ScoredQuery::positional(query), all(query), {}};
  }

  Modelled combination(unsigned depth) {
    if (depth == 0) return leaf();
    switch (pick(random_, 5)) {
      case 0:
        return either(combination(depth - 1), combination(depth - 1));
      case 1:
        return both(combination(depth - 1), combination(depth - 1));
      case 2:
        return preferring(combination(depth - 1), combination(depth - 1));
      case 3:
        return restricted(combination(depth - 1), true);
      default:
        return restricted(combination(depth - 1), false);
    }
  }

  Scores all(const Query& query) { return scores_of(db_, query, document_count); }

 private:
  static Scores sum(const Scores& a, const Scores& b) {
    Scores total = a;
    for (const auto& [id, score] : b) total[id] += score;
    return total;
  }

  static Modelled either(Modelled a, Modelled b) {
    return {any_of({std::move(a.query), std::move(b.query)}), sum(a.set, b.set), sum(a.extras, b.extras)};
  }

  static Modelled both(Modelled a, Modelled b) {
    Scores set;
    for (const auto& [id, score] : a.set) {
      if (b.set.contains(id)) set[id] = score + b.set.at(id);
    }
    return {all_of({std::move(a.query), std::move(b.query)}), set, sum(a.extras, b.extras)};
  }

  static Modelled preferring(Modelled a, const Modelled& b) {
    return {prefer(std::move(a.query), b.query), a.set, sum(a.extras, sum(b.set, b.extras))};
  }

  Modelled restricted(Modelled a, bool inside) {
    const Query set = filter();
    const Scores in_set = all(set);
    std::erase_if(a.set, [&](const auto& hit) { return in_set.contains(hit.first) != inside; });
    a.query = inside ? restrict_to(std::move(a.query), set) : exclude(std::move(a.query), set);
    return a;
  }

  std::mt19937& random_;
  const Xapian::Database& db_;
};

}  // namespace

// In nested combinations an extra counts although the alternative it came from does not match: so of those
// only the set and a lower bound of the score are checked; where none is nested, the score itself.
TEST_CASE("a combined query matches and scores what its parts do, positional ones below filters too",
          "[query][property]") {
  std::mt19937 random(tests::seed());
  const tests::TempDir directory;
  const Xapian::Database db = random_index(random, directory);
  Maker maker(random, db);
  for (int i = 0; i < 300; ++i) {
    const unsigned depth = 1 + pick(random, 3);
    const Modelled modelled = maker.combination(depth);
    const Query query = modelled.query.assemble();
    CAPTURE(query.get_description());
    const Scores found = maker.all(query);
    REQUIRE(found.size() == modelled.set.size());
    for (const auto& [id, score] : found) {
      REQUIRE(modelled.set.contains(id));
      if (depth > 1) continue;
      CHECK(score == Approx(modelled.set.at(id) + score_in(modelled.extras, id)).margin(1e-9));
    }
    for (const auto& [id, score] : best_of(db, modelled.query))
      CHECK(score == Approx(found.at(id)).margin(1e-9));
  }
}

TEST_CASE("words and phrases under a filter score as they do without it", "[query][property]") {
  std::mt19937 random(tests::seed());
  const tests::TempDir directory;
  const Xapian::Database db = random_index(random, directory);
  Maker maker(random, db);
  for (int i = 0; i < 200; ++i) {
    std::vector<ScoredQuery> parts;
    const unsigned count = 1 + pick(random, 8);
    for (unsigned n = 0; n < count; ++n) parts.push_back(maker.leaf().query);
    const ScoredQuery words = any_of(parts);
    const Query filter = maker.filter();
    CAPTURE(restrict_to(words, filter).assemble().get_description());
    const Scores alone = maker.all(words.assemble());
    const Scores filtered = best_of(db, restrict_to(words, filter));
    for (const auto& [id, score] : filtered) CHECK(score == Approx(alone.at(id)).margin(1e-9));
    const Query required = maker.word();
    const Scores of_required = maker.all(required);
    for (const auto& [id, score] : best_of(db, prefer(ScoredQuery::plain(required), words)))
      CHECK(score == Approx(of_required.at(id) + score_in(alone, id)).margin(1e-9));
  }
}
