#include "common/index/open.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <catch2/catch.hpp>

using namespace dateline;
namespace fs = std::filesystem;

namespace {

/// A database with as many articles, all of the word "ferry", as the generation's number says.
void write_generation(const IndexLocation& location, std::uint64_t number, const std::string& schema,
                      const std::string& analyser) {
  Xapian::WritableDatabase db(location.generation(number).string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  db.set_metadata(metadata_schema, schema);
  db.set_metadata(metadata_analyser, analyser);
  for (std::uint64_t i = 0; i < number; ++i) {
    Xapian::Document document;
    document.add_term("ferry");
    db.add_document(document);
  }
  db.commit();
}

void write_generation(const IndexLocation& location, std::uint64_t number) {
  write_generation(location, number, std::to_string(schema_version), analyser_mark());
}

/// An index directory whose current generation is the one with this number.
class Index {
 public:
  explicit Index(std::uint64_t number) { publish(number); }

  [[nodiscard]] IndexLocation location() const { return {directory_.path()}; }
  void publish(std::uint64_t number) const {
    write_generation(location(), number);
    name_current(number);
  }
  void name_current(std::uint64_t number) const {
    directory_.write("XAPIANDB", "auto generation-" + std::to_string(number) + "\n");
  }
  void write(const std::string& name, const std::string& contents) const { directory_.write(name, contents); }

 private:
  tests::TempDir directory_;
};

ErrorKind kind_of_error(const IndexLocation& location) {
  try {
    open_index(location);
  } catch (const Error& error) {
    CHECK_FALSE(error.remedy().empty());
    return error.kind();
  }
  return ErrorKind::internal;
}

std::uint64_t count_found(IndexReader& reader) {
  std::uint64_t found = 0;
  reader.run([&found](Xapian::Database& db) {
    Xapian::Enquire enquire(db);
    enquire.set_query(Xapian::Query("ferry"));
    found = 0;
    for (const auto& match : enquire.get_mset(0, 1000)) {
      db.get_document(match);
      ++found;
    }
  });
  return found;
}

}  // namespace

TEST_CASE("an index that is not there is not found", "[open]") {
  const tests::TempDir directory;
  CHECK(kind_of_error({directory.path() / "nowhere"}) == ErrorKind::not_found);
  CHECK(kind_of_error({directory.path()}) == ErrorKind::not_found);
  directory.write("roots", "");
  CHECK(kind_of_error({directory.path()}) == ErrorKind::not_found);
}

TEST_CASE("what is no index of ours is told from one of another version", "[open]") {
  const Index index(1);
  SECTION("a file") {
    index.write("file", "x");
    CHECK(kind_of_error({index.location().directory / "file"}) == ErrorKind::bad_input);
  }
  SECTION("another's database") {
    write_generation(index.location(), 2, "", "");
    index.name_current(2);
    CHECK(kind_of_error(index.location()) == ErrorKind::bad_input);
  }
  SECTION("another schema") {
    write_generation(index.location(), 2, "0", analyser_mark());
    index.name_current(2);
    CHECK(kind_of_error(index.location()) == ErrorKind::wrong_version);
  }
  SECTION("other folding rules") {
    write_generation(index.location(), 2, std::to_string(schema_version), "analyser=0 0123456789abcdef");
    index.name_current(2);
    CHECK(kind_of_error(index.location()) == ErrorKind::wrong_version);
  }
}

TEST_CASE("another release that folds and stems the same opens an index", "[open]") {
  const Index index(1);
  const std::string mark = analyser_mark();
  write_generation(index.location(), 2, std::to_string(schema_version),
                   "older" + mark.substr(mark.rfind(' ')));
  index.name_current(2);
  const auto db = open_index(index.location());
  CHECK(db.get_doccount() == 2);
  CHECK_FALSE(has_same_releases(db));
}

TEST_CASE("a reader answers from the generation that it opened until that is gone", "[open]") {
  const Index index(1);
  IndexReader reader(index.location());
  index.publish(2);
  CHECK(count_found(reader) == 1);
  IndexReader another(index.location());
  CHECK(count_found(another) == 2);
}

TEST_CASE("a query that a writer has overtaken is run again as a whole", "[open]") {
  const Index index(1);
  IndexReader reader(index.location());
  Xapian::WritableDatabase writer(index.location().generation(1).string(),
                                  Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  int runs = 0;
  Xapian::doccount seen = 0;
  reader.run([&](Xapian::Database& db) {
    if (++runs == 1) throw Xapian::DatabaseModifiedError("overtaken");
    seen = db.get_doccount();
  });
  CHECK(runs == 2);
  CHECK(seen == 1);
  // For real: a reader is overtaken by the second commit after it has opened.
  for (int commit = 0; commit < 4; ++commit) {
    for (int i = 0; i < 500; ++i) {
      Xapian::Document document;
      document.add_term("ferry");
      writer.add_document(document);
    }
    writer.commit();
    CHECK(count_found(reader) >= 1);
  }
  IndexReader fresh(index.location());
  CHECK(count_found(fresh) == 1000);
}

TEST_CASE("an error that no writer has caused is thrown at once", "[open]") {
  const Index index(1);
  IndexReader reader(index.location());
  int runs = 0;
  const auto fail = [&runs](Xapian::Database& db) {
    ++runs;
    db.get_document(77);
  };
  CHECK_THROWS_AS(reader.run(fail), Error);
  CHECK(runs == 1);
}

TEST_CASE("a query that is overtaken again and again ends in an error", "[open]") {
  const Index index(1);
  IndexReader reader(index.location());
  const auto fail = [](Xapian::Database&) { throw Xapian::DatabaseModifiedError("overtaken"); };
  CHECK_THROWS_WITH(reader.run(fail), Catch::Contains("again and again"));
}
