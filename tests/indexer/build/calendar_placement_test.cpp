// Live updates of an index whose docids are a calendar, through the writer that every run uses.
#include "indexer/build/calendar_placement.hpp"

#include "common/index/calendar_format.hpp"
#include "common/index/open.hpp"
#include "common/schema/stored.hpp"
#include "indexer/build/generation_writer.hpp"
#include "tests/support/calendar_copy.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;

namespace {

Article article(const std::string& id, const char* date) {
  Article made{.id = id, .title = "Ferry " + id, .lang = "en", .text = "The ferry sails."};
  if (*date != '\0') made.published = parse_iso(date);
  return made;
}

/// An index of one file, laid out by a calendar.
class CalendarIndex {
 public:
  CalendarIndex() {
    const tests::TempDir plain;
    {
      Xapian::WritableDatabase((plain.path() / "db").string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC)
          .close();
      GenerationWriter writer(plain.path() / "db", WriteMode::unpublished_copy, known_);
      write(writer, {article("a", "2023-01-02"), article("b", "2023-01-02T10:00Z"), article("c", "2023-01"),
                     article("d", "")});
    }
    tests::copy_by_calendar(Xapian::Database((plain.path() / "db").string()), path_, {});
  }

  /// Makes the file hold these.
  void update(const std::vector<Article>& articles) {
    GenerationWriter writer(path_, WriteMode::live, known_);
    write(writer, articles);
  }
  void remove_file() {
    GenerationWriter writer(path_, WriteMode::live, known_);
    writer.remove_file("/f");
    finish(writer);
  }

  [[nodiscard]] Xapian::Database db() const { return Xapian::Database(path_.string()); }
  [[nodiscard]] Calendar calendar() const { return *read_calendar(db()); }

  /// Whether each article lies in its date's range, and the calendar counts them.
  [[nodiscard]] bool is_sound() const {
    const auto open = db();
    const Calendar now = calendar();
    std::uint64_t counted = now.undated().articles;
    for (const CalendarDay& day : now.days()) counted += day.articles;
    for (auto docid = open.postlist_begin(""); docid != open.postlist_end(""); ++docid) {
      const auto read = read_stored(open.get_document(*docid).get_data()).article;
      if (!now.may_stay(*docid, read.published ? std::optional(read.published->date) : std::nullopt, true))
        return false;
    }
    return counted == open.get_doccount() && open.get_metadata(metadata_sum) == sum_of_metadata(open);
  }
  [[nodiscard]] Xapian::docid docid_of(const std::string& id) const {
    const auto open = db();
    return *open.postlist_begin(id_term(id));
  }

 private:
  void write(GenerationWriter& writer, const std::vector<Article>& articles) {
    writer.begin_file({.path = "/f"});
    for (const auto& one : articles) writer.add({.article = one, .stored = stored_parts(one, "/f")});
    writer.end_file(RestOfFile::removed);
    finish(writer);
  }
  void finish(GenerationWriter& writer) {
    Ledger ledger;
    writer.finish(ledger, writer.next_revision(), "{}");
  }

  KnownArticles known_;
  tests::TempDir directory_;
  std::filesystem::path path_ = directory_.path() / "db";
};

}  // namespace

TEST_CASE("a live update places articles in their days", "[calendar]") {
  CalendarIndex index;
  REQUIRE(index.is_sound());
  const auto before = index.calendar();
  index.update({article("a", "2023-01-02"), article("b", "2023-01-02T10:00Z"), article("c", "2023-01"),
                article("d", ""), article("e", "2023-01-02"), article("f", "2023-02-01"),
                article("g", "1999-12-31"), article("h", "")});
  CHECK(index.is_sound());
  CHECK(index.db().get_doccount() == 8);
  CHECK(index.docid_of("a") == before.first_docid(PrintedDate{2023, 1, 2}) + 1);
  CHECK(before.reserve().holds(index.docid_of("f")));
  CHECK(index.docid_of("g") >= before.next_overflow());
}

TEST_CASE("an article whose date changes moves, and the others stay", "[calendar]") {
  CalendarIndex index;
  const auto b = index.docid_of("b");
  index.update({article("a", "2022-12-31"), article("b", "2023-01-02T10:00Z"), article("c", ""),
                article("d", "2023")});
  CHECK(index.is_sound());
  CHECK(index.db().get_doccount() == 4);
  CHECK(index.docid_of("b") == b);
}

TEST_CASE("an article that only its words change stays, one of another hour makes its day disordered",
          "[calendar]") {
  CalendarIndex index;
  const auto a = index.docid_of("a");
  const auto b = index.docid_of("b");
  Article other = article("a", "2023-01-02");
  other.text = "The ferry has sailed.";
  index.update({other, article("b", "2023-01-02T11:00Z"), article("c", "2023-01"), article("d", "")});
  CHECK(index.is_sound());
  CHECK(index.docid_of("a") == a);
  CHECK(index.docid_of("b") != b);
  CHECK_FALSE(index.calendar().find(PrintedDate{2023, 1, 2})->is_in_order());
}

TEST_CASE("removed articles are no longer counted in their days", "[calendar]") {
  CalendarIndex index;
  index.update({article("b", "2023-01-02T10:00Z")});
  CHECK(index.is_sound());
  CHECK(index.calendar().find(PrintedDate{2023, 1, 2})->articles == 1);
  index.remove_file();
  CHECK(index.is_sound());
  CHECK(index.db().get_doccount() == 0);
}
