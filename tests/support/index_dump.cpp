// See index_dump.hpp.
#include "tests/support/index_dump.hpp"

#include "common/index/open.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "common/schema/terms.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/scan/ledger.hpp"
#include "indexer/scan/rejections_apart.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include <xapian.h>

namespace dateline::tests {

namespace {

std::string escaped(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '\\') {
      text += c;
      continue;
    }
    std::array<char, 5> digits{};
    std::snprintf(digits.data(), digits.size(), "\\x%02X", static_cast<unsigned>(byte));
    text += digits.data();
  }
  return text;
}

std::string describe_term(Xapian::TermIterator& term) {
  std::string line = "term " + escaped(*term) + " x" + std::to_string(term.get_wdf());
  for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position)
    line += " " + std::to_string(*position);
  return line;
}

std::string describe_value(const Xapian::ValueIterator& value) {
  if (value.get_valueno() == slot_revision)
    return "ingest revision " +
           std::to_string(static_cast<std::uint64_t>(Xapian::sortable_unserialise(*value)));
  return "value " + std::to_string(value.get_valueno()) + " " + escaped(*value);
}

std::string id_of(const Xapian::Document& document) {
  const std::string prefix(field_row(Field::id).whole_prefix);
  auto term = document.termlist_begin();
  term.skip_to(prefix);
  const bool has_id = term != document.termlist_end() && (*term).starts_with(prefix);
  return has_id ? (*term).substr(prefix.size()) : "(none)";
}

// The stored article's plain lines one by one, then its packed text.
void describe_data(std::string_view data, std::vector<std::string>& lines) {
  while (!data.empty() && !data.starts_with("text=")) {
    const auto end = std::min(data.find('\n'), data.size() - 1);
    lines.push_back("data " + escaped(std::string(data.substr(0, end))));
    data.remove_prefix(end + 1);
  }
  lines.push_back("data " + escaped(std::string(data)));
}

// Without the path of its file.
std::string stored_article(const std::string& data) {
  StoredArticle stored = read_stored(data);
  read_stored_text(data, stored.article);
  return write_stored(stored.article, "");
}

bool tells_revisions(DumpDetail detail) {
  return detail == DumpDetail::with_revisions || detail == DumpDetail::everything_in_tables;
}

std::vector<std::string> describe_document(const Xapian::Document& document, DumpDetail detail) {
  const bool is_article_only = detail == DumpDetail::articles;
  std::vector<std::string> lines;
  describe_data(is_article_only ? stored_article(document.get_data()) : document.get_data(), lines);
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    if (value.get_valueno() != slot_revision || tells_revisions(detail))
      lines.push_back(describe_value(value));
  }
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    if (!is_article_only || !(*term).starts_with(file_prefix)) lines.push_back(describe_term(term));
  }
  return lines;
}

std::vector<std::string> describe_entry(const LedgerEntry& entry, const std::vector<std::string>& apart) {
  std::vector<std::string> lines{"root " + escaped(entry.root),
                                 "id path " + escaped(entry.id_path),
                                 "size " + std::to_string(entry.size),
                                 "mtime " + std::to_string(entry.changed_ns),
                                 "hash " + std::to_string(entry.content_hash),
                                 "articles " + std::to_string(entry.articles),
                                 "documents " + std::to_string(entry.documents),
                                 "kept " + std::to_string(entry.is_kept ? 1 : 0),
                                 "lost ids " + std::to_string(entry.has_lost_ids ? 1 : 0),
                                 "limit " + std::to_string(entry.limit_bytes)};
  for (const auto* reasons : {&entry.rejections, &apart}) {
    for (const auto& reason : *reasons) lines.push_back("rejected " + escaped(reason));
  }
  return lines;
}

std::vector<std::string> describe_whole(const Xapian::Database& db, const IndexLocation& location,
                                        DumpDetail detail) {
  std::vector<std::string> lines{
      "articles " + std::to_string(db.get_doccount()), "length " + std::to_string(db.get_total_length()),
      "schema " + db.get_metadata(metadata_schema), "analyser " + db.get_metadata(metadata_analyser)};
  if (tells_revisions(detail)) lines.push_back("revision " + db.get_metadata(metadata_revision));
  const IndexSources sources = read_sources(location);
  for (const auto& root : sources.roots) lines.push_back("root " + escaped(root.native()));
  for (const auto& pattern : sources.include) lines.push_back("include " + escaped(pattern));
  for (const auto& pattern : sources.exclude) lines.push_back("exclude " + escaped(pattern));
  lines.push_back("links " + std::to_string(static_cast<int>(sources.links)));
  lines.push_back("removed " + std::to_string(count_removed(sources)));
  return lines;
}

std::vector<std::string> describe_postings(const Xapian::Database& db, const std::string& term) {
  std::vector<std::string> lines{"in " + std::to_string(db.get_termfreq(term)) + " articles, " +
                                 std::to_string(db.get_collection_freq(term)) + " times"};
  for (auto posting = db.postlist_begin(term); posting != db.postlist_end(term); ++posting)
    lines.push_back("posting " + std::to_string(*posting) + " x" + std::to_string(posting.get_wdf()) +
                    " of " + std::to_string(posting.get_doclength()));
  return lines;
}

IndexDump dump_tables(const Xapian::Database& db) {
  IndexDump dump;
  dump["index"] = {"articles " + std::to_string(db.get_doccount()),
                   "length " + std::to_string(db.get_total_length())};
  for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end(); ++key)
    dump["metadata " + escaped(*key)] = {escaped(db.get_metadata(*key))};
  for (auto term = db.allterms_begin(); term != db.allterms_end(); ++term)
    dump["term " + escaped(*term)] = describe_postings(db, *term);
  for (auto found = db.postlist_begin(""); found != db.postlist_end(""); ++found)
    dump["article " + std::to_string(*found)] =
        describe_document(db.get_document(*found), DumpDetail::everything_in_tables);
  return dump;
}

void add_articles(const Xapian::Database& db, DumpDetail detail, IndexDump& dump) {
  for (auto found = db.postlist_begin(""); found != db.postlist_end(""); ++found) {
    const Xapian::Document document = db.get_document(*found);
    std::string key = "article " + escaped(id_of(document));
    while (dump.contains(key)) key += " (again)";
    dump[key] = describe_document(document, detail);
  }
}

}  // namespace

IndexDump dump_index(const std::filesystem::path& path, DumpDetail detail) {
  if (detail == DumpDetail::everything_in_tables) return dump_tables(Xapian::Database(path.string()));
  const IndexLocation location{path};
  const Xapian::Database db = open_index(location);
  IndexDump dump;
  add_articles(db, detail, dump);
  if (detail == DumpDetail::articles) return dump;
  dump["index"] = describe_whole(db, location, detail);
  Ledger::load(db).for_each([&](const std::string& file, const LedgerEntry& entry) {
    dump["file " + escaped(file)] = describe_entry(entry, read_rejections_apart(db, file));
  });
  return dump;
}

std::string first_difference(const IndexDump& expected, const IndexDump& found) {
  for (const auto& [key, lines] : expected) {
    const auto other = found.find(key);
    if (other == found.end()) return key + " is missing";
    const auto [left, right] = std::ranges::mismatch(lines, other->second);
    if (left == lines.end() && right == other->second.end()) continue;
    return key + ": expected " + (left == lines.end() ? "no more" : *left) + ", found " +
           (right == other->second.end() ? "no more" : *right);
  }
  for (const auto& [key, lines] : found) {
    if (!expected.contains(key)) return key + " should not be there";
  }
  return {};
}

}  // namespace dateline::tests
