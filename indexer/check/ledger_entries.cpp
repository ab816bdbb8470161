// See ledger_entries.hpp.
#include "indexer/check/ledger_entries.hpp"

#include "common/schema/terms.hpp"
#include "indexer/build/document.hpp"
#include "indexer/scan/ledger.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace dateline {

namespace {

void complain(ChildReport& report, std::string_view path, std::uint64_t expected, std::uint64_t found) {
  report.damage("ledger", std::string(path) + ": it has " + std::to_string(expected) +
                              " articles by the ledger, " + std::to_string(found) + " in the index");
}

void check_ledger(const std::filesystem::path& path, ChildReport& report) {
  const Xapian::Database db(path.string());
  const Ledger ledger = Ledger::load(db);
  std::unordered_set<std::string> terms;
  std::uint64_t read = 0;
  std::uint64_t rooted = 0;
  ledger.for_each([&](const std::string& file, const LedgerEntry& entry) {
    read += entry.changed_ns == never_read ? 0 : 1;
    rooted += entry.root.empty() ? 0 : 1;
    std::string term = file_term(file);
    const std::uint64_t found = db.get_termfreq(term);
    if (found != entry.documents) complain(report, file, entry.documents, found);
    terms.insert(std::move(term));
  });
  report.count("files", read);
  report.count("roots", rooted);
  const std::string prefix(file_prefix);
  for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) {
    if (terms.contains(*term)) continue;
    report.damage("ledger", std::to_string(term.get_termfreq()) +
                                " articles are of a file that the ledger does not know (" + *term + ")");
  }
}

}  // namespace

ChildTask ledger_task(const std::filesystem::path& path) {
  return {.part = "ledger (postlist.glass)",
          .work = [path](ChildReport& report) { check_ledger(path, report); }};
}

}  // namespace dateline
