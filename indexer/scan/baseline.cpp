// See baseline.hpp.
#include "indexer/scan/baseline.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"

#include <cstdlib>
#include <initializer_list>
#include <string_view>
#include <system_error>
#include <utility>

namespace dateline {

namespace {

using Tables = std::initializer_list<const char*>;
constexpr Tables all_tables{"iamglass", "postlist.glass", "termlist.glass", "docdata.glass",
                            "position.glass"};
constexpr Tables tables_of_articles{"iamglass", "postlist.glass", "termlist.glass", "docdata.glass"};

// Xapian writes on over a missing table and crashes over others: better not begun.
void check_tables(const std::filesystem::path& generation, Tables tables) {
  for (const char* table : tables) {
    std::error_code error;
    if (std::filesystem::exists(generation / table, error)) continue;
    const bool is_always_there =
        table == std::string_view("iamglass") || table == std::string_view("postlist.glass");
    if (!is_always_there && Xapian::Database(generation.string()).get_doccount() == 0) return;
    throw Error(ErrorKind::bad_input,
                "the index is damaged: " + (generation / table).string() + " is missing",
                "build it anew from the articles: dateline-index rebuild");
  }
}

void read_entries(const Xapian::Database& db, Baseline& baseline) {
  baseline.articles = db.get_doccount();
  baseline.revision = std::strtoull(db.get_metadata(metadata_revision).c_str(), nullptr, 10);
  baseline.ledger = Ledger::load(db);
}

}  // namespace

Baseline read_baseline(const IndexLocation& location) {
  Baseline baseline;
  const auto current = current_generation(location);
  if (!current) return baseline;
  try {
    check_tables(location.generation(*current), all_tables);
    read_entries(open_index(location), baseline);
  } catch (...) {
    rethrow_as_error("reading the index at " + location.directory.string());
  }
  baseline.generation = current;
  return baseline;
}

namespace {

// What one generation still has, in the order in which it can do without the rest; why there is not all of
// it.
std::string read_generation(const std::filesystem::path& generation, Baseline& baseline) {
  try {
    try {
      check_tables(generation, tables_of_articles);
      const Xapian::Database db(generation.string());
      db.get_doccount();
      baseline.old = db;
      read_entries(db, baseline);
      baseline.added_days = read_added_days(db);
      check_tables(generation, all_tables);
      return {};
    } catch (...) {
      rethrow_as_error("reading the old index");
    }
  } catch (const Error& error) {  // told by the run's report: a rebuild is what mends this
    return error.what();
  }
}

}  // namespace

Baseline read_remains(const IndexLocation& location) {
  Baseline baseline;
  auto generations = list_generations(location);
  if (generations.empty()) {
    if (std::filesystem::exists(location.stub())) baseline.damage = "the index has no database any more";
    return baseline;
  }
  // The current one is the last: leftovers behind it have been removed.
  for (auto generation = generations.rbegin(); generation != generations.rend() && !baseline.old;
       ++generation) {
    const std::string damage = read_generation(location.generation(*generation), baseline);
    if (baseline.damage.empty()) baseline.damage = damage;
    if (baseline.old) baseline.old_generation = *generation;
  }
  return baseline;
}

}  // namespace dateline
