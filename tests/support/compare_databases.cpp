// See compare_databases.hpp.
#include "tests/support/compare_databases.hpp"

#include <functional>
#include <sstream>

namespace dateline::tests {

namespace {

constexpr unsigned most_slots = 12;

std::string counts_of(const Xapian::Database& db) {
  std::ostringstream text;
  text << "documents " << db.get_doccount() << " last docid " << db.get_lastdocid() << " length "
       << db.get_total_length() << " shortest " << db.get_doclength_lower_bound() << " longest "
       << db.get_doclength_upper_bound() << " positions " << db.has_positions();
  for (unsigned slot = 0; slot < most_slots; ++slot) {
    text << " value " << slot << ": " << db.get_value_freq(slot) << " [" << db.get_value_lower_bound(slot)
         << "] [" << db.get_value_upper_bound(slot) << "]";
  }
  for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end(); ++key)
    text << " metadata " << *key << "=" << std::hash<std::string>{}(db.get_metadata(*key));
  return text.str();
}

std::string list_of(const Xapian::Database& db, const std::string& term) {
  std::ostringstream text;
  if (!term.empty()) {
    text << db.get_termfreq(term) << " " << db.get_collection_freq(term) << " "
         << db.get_wdf_upper_bound(term) << ":";
  }
  for (auto posting = db.postlist_begin(term); posting != db.postlist_end(term); ++posting) {
    text << " " << *posting << "/" << posting.get_wdf() << "/" << posting.get_doclength();
    if (term.empty()) continue;
    for (auto at = db.positionlist_begin(*posting, term); at != db.positionlist_end(*posting, term); ++at)
      text << "," << *at;
  }
  return text.str();
}

std::string document_text(const Xapian::Database& db, Xapian::docid docid) {
  std::ostringstream text;
  const Xapian::Document document = db.get_document(docid);
  text << db.get_doclength(docid) << " " << db.get_unique_terms(docid) << ":";
  for (auto term = db.termlist_begin(docid); term != db.termlist_end(docid); ++term)
    text << " " << *term << "/" << term.get_wdf() << "/" << term.positionlist_count();
  for (auto value = document.values_begin(); value != document.values_end(); ++value)
    text << " value " << value.get_valueno() << "=" << *value;
  text << " data " << document.get_data();
  return text.str();
}

std::string stream_of(const Xapian::Database& db, unsigned slot) {
  std::ostringstream text;
  for (auto value = db.valuestream_begin(slot); value != db.valuestream_end(slot); ++value)
    text << " " << value.get_docid() << "=" << *value;
  return text.str();
}

std::string told(const std::string& what, const std::string& expected, const std::string& found) {
  return what + "\n  expected " + expected.substr(0, 2000) + "\n  found    " + found.substr(0, 2000);
}

std::string difference_of_lists(const Xapian::Database& expected, const Xapian::Database& found) {
  auto theirs = found.allterms_begin();
  for (auto term = expected.allterms_begin(); term != expected.allterms_end(); ++term, ++theirs) {
    if (theirs == found.allterms_end()) return "no term " + *term + " or any after it";
    if (*term != *theirs) return told("next term", *term, *theirs);
    const std::string expected_list = list_of(expected, *term);
    const std::string found_list = list_of(found, *term);
    if (expected_list != found_list) return told("list of " + *term, expected_list, found_list);
  }
  if (theirs != found.allterms_end()) return "one term more: " + *theirs;
  return "";
}

}  // namespace

std::string difference_between(const Xapian::Database& expected, const Xapian::Database& found) {
  if (counts_of(expected) != counts_of(found)) return told("counts", counts_of(expected), counts_of(found));
  if (list_of(expected, "") != list_of(found, ""))
    return told("documents", list_of(expected, ""), list_of(found, ""));
  if (auto lists = difference_of_lists(expected, found); !lists.empty()) return lists;
  for (auto docid = expected.postlist_begin(""); docid != expected.postlist_end(""); ++docid) {
    const std::string ours = document_text(expected, *docid);
    const std::string theirs = document_text(found, *docid);
    if (ours != theirs) return told("document " + std::to_string(*docid), ours, theirs);
  }
  for (unsigned slot = 0; slot < most_slots; ++slot) {
    if (stream_of(expected, slot) != stream_of(found, slot))
      return told("values of slot " + std::to_string(slot), stream_of(expected, slot),
                  stream_of(found, slot));
  }
  return "";
}

}  // namespace dateline::tests
