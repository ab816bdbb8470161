#include "searcher/query/added_query.hpp"

#include "common/index/added_days.hpp"
#include "searcher/query/compile.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
using namespace std::chrono;

namespace {

constexpr sys_days today{2026y / 11 / 24};

/// Five articles, of the revisions 1 to 5; `days` tells when those were made.
class RevisedIndex {
 public:
  explicit RevisedIndex(const AddedDays& days) {
    Xapian::WritableDatabase db((directory_.path() / "db").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    for (int revision = 1; revision <= 5; ++revision) {
      Xapian::Document document;
      document.add_value(slot_revision, Xapian::sortable_serialise(revision));
      db.add_document(document);
    }
    if (!days.empty()) db.set_metadata(metadata_added_days, added_days_entry(days));
    db.commit();
    db_ = Xapian::Database((directory_.path() / "db").string());
  }

  CompiledQuery compile(const std::string& text) {
    return compile_query(parse_query(text, QueryMode::lenient, today).root, db_, {}, analyser_);
  }
  [[nodiscard]] std::vector<Xapian::docid> matches(const Xapian::Query& query) const {
    Xapian::Enquire enquire(db_);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    std::vector<Xapian::docid> found;
    const Xapian::MSet all = enquire.get_mset(0, db_.get_doccount());
    for (auto hit = all.begin(); hit != all.end(); ++hit) found.push_back(*hit);
    return found;
  }

 private:
  tests::TempDir directory_;
  Xapian::Database db_;
  Analyser analyser_;
};

}  // namespace

TEST_CASE("added: notes what the index cannot know or never did", "[added]") {
  struct Row {
    AddedDays days;
    const char* query;
    std::vector<Xapian::docid> expected;
    std::string note;
  };
  const AddedDays all_known{{2026y / 11 / 1, 1}, {2026y / 11 / 24, 4}};
  const AddedDays some_known{{2026y / 11 / 20, 3}, {2026y / 11 / 24, 5}};
  const std::string old =
      "articles that came in before 20 November 2026, the first day that the index knows "
      "of, are not among these (added:none)";
  const auto row = GENERATE_COPY(values<Row>({
      {all_known, "added:today", {4, 5}, ""},
      {all_known, "added:yesterday", {}, "added:yesterday: nothing came into the index then"},
      {all_known, "added:last-30d", {1, 2, 3, 4, 5}, ""},
      {all_known, "added:none", {}, ""},
      {some_known, "added:today", {5}, ""},
      {some_known, "added:none", {1, 2}, ""},
      {some_known, "added:2026", {3, 4, 5}, "added:2026: " + old},
      {some_known, "added:2025", {}, "added:2025: " + old},
      {some_known, "-added:today", {1, 2, 3, 4}, ""},
      {{}, "added:today", {}, "added:today: the index does not know yet when its articles came in"},
      {{}, "added:none", {1, 2, 3, 4, 5}, ""},
  }));
  CAPTURE(row.query, row.days.size());
  RevisedIndex index(row.days);
  const CompiledQuery compiled = index.compile(row.query);
  CHECK(index.matches(compiled.query) == row.expected);
  std::string notes;
  for (const auto& note : compiled.notes) notes += note.text;
  CHECK(notes == row.note);
}
