// See dump_index.hpp.
#include "tests/support/dump_index.hpp"

#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "common/schema/terms.hpp"

#include <map>

#include <xapian.h>

namespace dateline::tests {

namespace {

void append_postings(std::string& dump, const Xapian::Database& db) {
  for (auto term = db.allterms_begin(); term != db.allterms_end(); ++term) {
    dump += "term " + *term + " " + std::to_string(term.get_termfreq()) + " " +
            std::to_string(db.get_collection_freq(*term)) + "\n";
    for (auto posting = db.postlist_begin(*term); posting != db.postlist_end(*term); ++posting)
      dump += std::to_string(*posting) + ":" + std::to_string(posting.get_wdf()) + ":" +
              std::to_string(posting.get_doclength()) + " ";
  }
}

std::string stored_text(const Xapian::Document& document) {
  StoredArticle stored = read_stored(document.get_data());
  read_stored_text(document.get_data(), stored.article);
  return write_stored(stored.article, "");
}

std::string article_dump(const Xapian::Database& db, Xapian::docid docid, DumpPart part) {
  std::string dump;
  const Xapian::Document document = db.get_document(docid);
  for (auto term = db.termlist_begin(docid); term != db.termlist_end(docid); ++term) {
    if (part == DumpPart::articles_only && (*term).starts_with(file_prefix)) continue;
    dump += *term + " " + std::to_string(term.get_wdf()) + ":";
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
      dump += " " + std::to_string(*at);
    dump += "\n";
  }
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    if (part == DumpPart::articles_only && value.get_valueno() == slot_revision) continue;
    dump += "value " + std::to_string(value.get_valueno()) + " " + *value + "\n";
  }
  return dump + (part == DumpPart::all ? document.get_data() : stored_text(document)) + "\n";
}

}  // namespace

std::string dump_index(const std::filesystem::path& path, DumpPart part) {
  const Xapian::Database db(path.string());
  std::string dump = "articles " + std::to_string(db.get_doccount()) + "\n";
  if (part == DumpPart::all) {
    for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end(); ++key)
      dump += "metadata " + *key + " " + db.get_metadata(*key) + "\n";
    append_postings(dump, db);
  }
  std::map<std::string, std::string> articles;
  for (auto posting = db.postlist_begin(""); posting != db.postlist_end(""); ++posting) {
    const std::string name = part == DumpPart::all
                                 ? std::to_string(*posting)
                                 : read_stored(db.get_document(*posting).get_data()).article.id;
    articles[name] = article_dump(db, *posting, part);
  }
  for (const auto& [name, text] : articles) dump.append("article ").append(name).append("\n").append(text);
  return dump;
}

}  // namespace dateline::tests
