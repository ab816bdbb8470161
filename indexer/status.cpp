// See status.hpp.
#include "indexer/status.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/json_text.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/terms.hpp"
#include "common/terminal.hpp"
#include "common/text/thousands.hpp"
#include "common/text/utf8.hpp"
#include "indexer/publish/roots.hpp"
#include "indexer/report/progress.hpp"
#include "indexer/scan/ledger.hpp"

#include <nlohmann/json.hpp>
#include <xapian.h>

namespace dateline {

namespace {

// The printed day in a value of slot_order; see order_key in build/document.cpp.
std::optional<PrintedDate> day_of_order_key(const std::string& key) {
  if (key.size() < 4) return std::nullopt;
  std::int64_t number = 0;
  for (int i = 0; i < 4; ++i)
    number = (number << 8) | static_cast<unsigned char>(key[static_cast<std::size_t>(i)]);
  constexpr std::int64_t bias = std::int64_t{1} << 28;
  return to_printed_date(std::chrono::sys_days(std::chrono::days(number - bias)));
}

std::map<std::string, std::uint64_t> count_languages(const Xapian::Database& db) {
  std::map<std::string, std::uint64_t> counts;
  const std::string prefix(field_row(Field::lang).whole_prefix);
  for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) {
    const std::string tag = (*term).substr(prefix.size());
    if (tag.find('-') == std::string::npos) counts[tag] = term.get_termfreq();
  }
  return counts;
}

std::uint64_t bytes_below(const std::filesystem::path& directory) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(directory, ignored)) {
    if (entry.is_regular_file(ignored)) bytes += entry.file_size(ignored);
  }
  return bytes;
}

void read_ledger(const Xapian::Database& db, IndexStatus& status) {
  const Ledger ledger = Ledger::load(db);
  for (const auto& [path, entry] : ledger.entries()) {
    status.files += entry.mtime_ns == never_read ? 0 : 1;
    for (const auto& reason : entry.rejections) {
      status.rejections.push_back({.path = to_valid_utf8(path), .where = "", .reason = reason});
    }
  }
}

}  // namespace

IndexStatus read_status(const std::filesystem::path& directory) {
  const IndexLocation location{directory};
  IndexStatus status{.directory = directory};
  IndexReader reader(location);
  reader.run([&](Xapian::Database& db) {
    status.rejections.clear();
    status.files = 0;
    status.articles = db.get_doccount();
    status.undated = db.get_termfreq(std::string(undated_term));
    status.revision = std::strtoull(db.get_metadata(metadata_revision).c_str(), nullptr, 10);
    status.first = day_of_order_key(db.get_value_lower_bound(slot_order));
    status.last = day_of_order_key(db.get_value_upper_bound(slot_order));
    status.languages = count_languages(db);
    read_ledger(db, status);
  });
  status.generation = current_generation(location).value_or(0);
  status.bytes_on_disk = bytes_below(location.generation(status.generation));
  status.roots = read_roots(location);
  return status;
}

std::string text_status(const IndexStatus& status, bool with_rejections) {
  std::string text = printable(status.directory.string()) + ": " + with_thousands(status.articles) +
                     " articles from " + with_thousands(status.files) + " files, " +
                     spoken_bytes(status.bytes_on_disk) + "\n";
  if (status.first && status.last) {
    text += "  " + format_short(*status.first) + " to " + format_short(*status.last) + ", " +
            with_thousands(status.undated) + " undated\n";
  }
  text += "  languages:";
  for (const auto& [lang, count] : status.languages)
    text += " " + printable(lang) + " " + with_thousands(count);
  text += "\n  generation " + std::to_string(status.generation) + ", revision " +
          std::to_string(status.revision) + "\n";
  for (const auto& root : status.roots) text += "  from " + printable(root.string()) + "\n";
  text += "  rejected: " + with_thousands(status.rejections.size());
  text += status.rejections.empty() || with_rejections ? "\n" : "  (each with its reason: --rejections)\n";
  if (!with_rejections) return text;
  for (const auto& rejection : status.rejections) {
    text += "    " + printable(rejection.path) + ": " + printable(rejection.reason) + "\n";
  }
  return text;
}

std::string json_status(const IndexStatus& status) {
  nlohmann::ordered_json json{{"version", 1},
                              {"articles", status.articles},
                              {"undated", status.undated},
                              {"files", status.files},
                              {"rejected", status.rejections.size()},
                              {"generation", status.generation},
                              {"revision", status.revision},
                              {"bytes", status.bytes_on_disk},
                              {"first", nullptr},
                              {"last", nullptr},
                              {"languages", status.languages},
                              {"roots", nlohmann::ordered_json::array()},
                              {"rejections", nlohmann::ordered_json::array()}};
  if (status.first) json["first"] = format_iso(*status.first);
  if (status.last) json["last"] = format_iso(*status.last);
  for (const auto& root : status.roots) json["roots"].push_back(to_valid_utf8(root.native()));
  for (const auto& rejection : status.rejections) {
    json["rejections"].push_back({{"path", rejection.path}, {"reason", rejection.reason}});
  }
  return dump_json(json) + "\n";
}

}  // namespace dateline
