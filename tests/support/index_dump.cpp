// See index_dump.hpp.
#include "tests/support/index_dump.hpp"

#include "common/index/open.hpp"
#include "common/schema/fields.hpp"
#include "indexer/publish/sources.hpp"
#include "indexer/scan/ledger.hpp"

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

std::vector<std::string> describe_document(const Xapian::Document& document, DumpRevisions revisions) {
  std::vector<std::string> lines;
  describe_data(document.get_data(), lines);
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    if (value.get_valueno() != slot_revision || revisions == DumpRevisions::yes)
      lines.push_back(describe_value(value));
  }
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    lines.push_back(describe_term(term));
  return lines;
}

std::vector<std::string> describe_entry(const LedgerEntry& entry) {
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
  for (const auto& reason : entry.rejections) lines.push_back("rejected " + escaped(reason));
  return lines;
}

std::vector<std::string> describe_whole(const Xapian::Database& db, const IndexLocation& location,
                                        DumpRevisions revisions) {
  std::vector<std::string> lines{
      "articles " + std::to_string(db.get_doccount()), "length " + std::to_string(db.get_total_length()),
      "schema " + db.get_metadata(metadata_schema), "analyser " + db.get_metadata(metadata_analyser)};
  if (revisions == DumpRevisions::yes) lines.push_back("revision " + db.get_metadata(metadata_revision));
  const IndexSources sources = read_sources(location);
  for (const auto& root : sources.roots) lines.push_back("root " + escaped(root.native()));
  for (const auto& pattern : sources.include) lines.push_back("include " + escaped(pattern));
  for (const auto& pattern : sources.exclude) lines.push_back("exclude " + escaped(pattern));
  lines.push_back("links " + std::to_string(static_cast<int>(sources.links)));
  lines.push_back("removed " + std::to_string(count_removed(sources)));
  return lines;
}

}  // namespace

IndexDump dump_index(const std::filesystem::path& directory, DumpRevisions revisions) {
  const IndexLocation location{directory};
  const Xapian::Database db = open_index(location);
  IndexDump dump;
  dump["index"] = describe_whole(db, location, revisions);
  for (auto found = db.postlist_begin(""); found != db.postlist_end(""); ++found) {
    const Xapian::Document document = db.get_document(*found);
    std::string key = "article " + escaped(id_of(document));
    while (dump.contains(key)) key += " (again)";
    dump[key] = describe_document(document, revisions);
  }
  Ledger::load(db).for_each([&dump](const std::string& path, const LedgerEntry& entry) {
    dump["file " + escaped(path)] = describe_entry(entry);
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
