// See ledger_entries.hpp.
#include "indexer/check/ledger_entries.hpp"

#include "common/schema/terms.hpp"
#include "indexer/build/document.hpp"
#include "indexer/scan/ledger.hpp"
#include "indexer/scan/rejections_apart.hpp"

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

// Every reason that an entry leaves out is there, and none of a file that leaves none out.
class RejectionCheck {
 public:
  RejectionCheck(const Xapian::Database& db, ChildReport& report) : db_(db), report_(report) {}

  void check(const std::string& path, const LedgerEntry& entry) {
    if (entry.rejections_left_out == 0) return;
    known_.insert(rejections_apart_prefix_of(path));
    const std::uint64_t found = read_rejections_apart(db_, path).size();
    if (found == entry.rejections_left_out) return;
    report_.damage("ledger", path + ": of its rejections " + std::to_string(entry.rejections_left_out) +
                                 " are kept apart by the ledger, " + std::to_string(found) + " are there");
  }

  void finish() {
    for (auto key = db_.metadata_keys_begin(rejections_apart_prefix);
         key != db_.metadata_keys_end(rejections_apart_prefix); ++key) {
      const std::string name = *key;
      if (known_.contains(name.substr(0, name.rfind(':') + 1))) continue;
      report_.damage("ledger", "rejections of a file that has none by the ledger (" + name + ")");
    }
  }

 private:
  const Xapian::Database& db_;
  ChildReport& report_;
  std::unordered_set<std::string> known_;  // what their keys begin with
};

void check_ledger(const std::filesystem::path& path, ChildReport& report) {
  const Xapian::Database db(path.string());
  const Ledger ledger = Ledger::load(db);
  std::unordered_set<std::string> terms;
  std::uint64_t read = 0;
  std::uint64_t rooted = 0;
  RejectionCheck rejections(db, report);
  ledger.for_each([&](const std::string& file, const LedgerEntry& entry) {
    read += entry.changed_ns == never_read ? 0 : 1;
    rooted += entry.root.empty() ? 0 : 1;
    std::string term = file_term(file);
    const std::uint64_t found = db.get_termfreq(term);
    if (found != entry.documents) complain(report, file, entry.documents, found);
    terms.insert(std::move(term));
    rejections.check(file, entry);
  });
  rejections.finish();
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
