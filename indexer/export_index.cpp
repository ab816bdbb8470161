// See export_index.hpp. What is printed cannot be taken back, and a reader of Xapian is overtaken by a second
// commit: so the stored articles of one revision are first set aside, which is quick and can be done again,
// then printed as slowly as whoever reads them. A writer is never made to wait.
#include "indexer/export_index.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "indexer/export/spool.hpp"
#include "indexer/formats/print_article.hpp"

#include <string>
#include <vector>

namespace dateline {

namespace {

std::vector<std::filesystem::path> places_for_spool(const IndexLocation& location) {
  std::vector<std::filesystem::path> places{location.directory};
  std::error_code error;
  auto temporary = std::filesystem::temp_directory_path(error);
  if (!error) places.push_back(std::move(temporary));
  return places;
}

bool is_wanted(const Xapian::Document& document, std::uint64_t since_revision) {
  if (since_revision == 0) return true;
  const std::string value = document.get_value(slot_revision);
  return !value.empty() && Xapian::sortable_unserialise(value) > static_cast<double>(since_revision);
}

// Calls `take` with the stored data of each article, sorted by id, until it returns false.
template <typename Take>
void for_each_article(const Xapian::Database& db, std::uint64_t since_revision, Take take) {
  const std::string prefix(field_row(Field::id).whole_prefix);
  for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) {
    for (auto posting = db.postlist_begin(*term); posting != db.postlist_end(*term); ++posting) {
      const Xapian::Document document = db.get_document(*posting);
      if (is_wanted(document, since_revision) && !take(document.get_data())) return;
    }
  }
}

std::string line_of(std::string_view data) {
  StoredArticle stored = read_stored(data);
  read_stored_text(data, stored.article);
  return print_export(stored.article) + "\n";
}

std::uint64_t print_spool(Spool& spool, std::uint64_t articles,
                          const std::function<bool(std::string_view)>& print, Progress& progress) {
  progress.begin("Exporting", articles, 0, "articles");
  std::uint64_t printed = 0;
  std::string data;
  while (spool.take(data) && print(line_of(data))) {
    ++printed;
    progress.advance(0, 0);
  }
  progress.end();
  return printed;
}

// Where nothing can be set aside, what is being printed hangs on nobody writing meanwhile.
std::uint64_t print_at_once(const ExportOptions& options,
                            const std::function<bool(std::string_view)>& print) {
  const IndexLocation location{options.directory};
  std::uint64_t printed = 0;
  try {
    const Xapian::Database db = open_index(location);
    for_each_article(db, options.since_revision, [&](const std::string& data) {
      printed += 1;
      return print(line_of(data));
    });
  } catch (const Xapian::DatabaseModifiedError&) {
    throw Error(ErrorKind::busy,
                "the index was changed while it was exported, after " + std::to_string(printed) +
                    " articles, and there is no room to set them aside",
                "free some space in " + location.directory.string() +
                    " or name a directory with TMPDIR, then run it again");
  } catch (...) {
    rethrow_as_error("exporting " + location.directory.string());
  }
  return printed;
}

}  // namespace

std::uint64_t export_index(const ExportOptions& options,
                           const std::function<bool(std::string_view line)>& print, Progress& progress) {
  const IndexLocation location{options.directory};
  IndexReader reader(location);
  for (const auto& place : places_for_spool(location)) {
    Spool spool(place);
    std::uint64_t articles = 0;
    bool has_room = true;
    reader.run([&](Xapian::Database& db) {
      spool.clear();
      articles = 0;
      for_each_article(db, options.since_revision, [&](const std::string& data) {
        ++articles;
        has_room = spool.append(data);
        return has_room;
      });
    });
    if (has_room) return print_spool(spool, articles, print, progress);
  }
  return print_at_once(options, print);
}

}  // namespace dateline
