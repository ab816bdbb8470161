// See status.hpp.
#include "indexer/status.hpp"

#include "common/error.hpp"
#include "common/index/open.hpp"
#include "common/json_text.hpp"
#include "common/schema/fields.hpp"
#include "common/schema/stored.hpp"
#include "common/schema/terms.hpp"
#include "common/terminal.hpp"
#include "common/text/thousands.hpp"
#include "common/text/utf8.hpp"
#include "indexer/report/progress.hpp"
#include "indexer/scan/ledger.hpp"
#include "indexer/scan/rejections_apart.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>
#include <string_view>

#include <nlohmann/json.hpp>
#include <xapian.h>

namespace dateline {

namespace {

// The number in the digits of a date's term: "D20230126" is 20230126; none for a year before 0.
std::optional<int> number_of_term(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size() && number >= 0;
  return is_number ? std::optional(number) : std::nullopt;
}

void widen(IndexStatus& status, const PrintedDate& date) {
  if (!is_valid(date)) return;
  if (!status.first || date < *status.first) status.first = date;
  if (!status.last || *status.last < date) status.last = date;
}

// By the terms: the bounds of the values do not shrink when articles are removed. Every day has a month's and
// a year's term beside its own, so that a year counts only where nothing more precise is known of it.
void read_dates(const Xapian::Database& db, IndexStatus& status) {
  std::set<int> precise;  // years and months (202301) with days, years with months
  const auto for_each_number = [&db](const std::string& prefix, auto use) {
    for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) {
      const std::string digits = (*term).substr(prefix.size());
      if (const auto number = number_of_term(digits)) use(*number);
    }
  };
  for_each_number("D", [&](int day) {
    precise.insert({day / 100, day / 10000});
    widen(status, {.year = day / 10000,
                   .month = static_cast<unsigned>(day / 100 % 100),
                   .day = static_cast<unsigned>(day % 100)});
  });
  for_each_number("M", [&](int month) {
    if (precise.contains(month)) return;
    precise.insert(month / 100);
    widen(status, {.year = month / 100, .month = static_cast<unsigned>(month % 100)});
  });
  for_each_number("Y", [&](int year) {
    if (!precise.contains(year)) widen(status, {.year = year});
  });
  const std::string before_zero = "Y-";
  for_each_number(before_zero, [&](int year) { widen(status, {.year = -year}); });
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

// The name as the first article that has it prints it: the term is folded.
std::vector<NameCount> count_sources(const Xapian::Database& db) {
  std::vector<NameCount> counts;
  const std::string prefix(field_row(Field::source).whole_prefix);
  for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) {
    const auto article = read_stored(db.get_document(*db.postlist_begin(*term)).get_data()).article;
    counts.push_back({.name = article.source, .articles = term.get_termfreq()});
  }
  std::ranges::stable_sort(counts, std::ranges::greater(), &NameCount::articles);
  return counts;
}

std::uint64_t count_authors(const Xapian::Database& db) {
  std::uint64_t authors = 0;
  const std::string prefix(field_row(Field::author).whole_prefix);
  for (auto term = db.allterms_begin(prefix); term != db.allterms_end(prefix); ++term) ++authors;
  return authors;
}

std::uint64_t bytes_below(const std::filesystem::path& directory) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  std::filesystem::recursive_directory_iterator entry(directory, ignored);
  for (; entry != std::filesystem::recursive_directory_iterator(); entry.increment(ignored)) {
    std::error_code error;
    const bool is_file = entry->is_regular_file(error);
    const auto size = is_file ? entry->file_size(error) : 0;
    if (!error) bytes += size;  // a run may remove it at this moment
  }
  return bytes;
}

void read_ledger(const Xapian::Database& db, RejectionDetail detail, IndexStatus& status) {
  const Ledger ledger = Ledger::load(db);
  ledger.for_each([&](const std::string& path, const LedgerEntry& entry) {
    status.files += entry.changed_ns == never_read ? 0 : 1;
    status.rejected += entry.rejections.size() + entry.rejections_left_out;
    if (detail == RejectionDetail::counted) return;
    const auto reject = [&](const std::string& reason) {
      status.rejections.push_back({.path = to_valid_utf8(path), .where = "", .reason = reason});
    };
    std::ranges::for_each(entry.rejections, reject);
    if (entry.rejections_left_out > 0) std::ranges::for_each(read_rejections_apart(db, path), reject);
  });
  std::ranges::stable_sort(status.rejections, {}, &Rejection::path);
}

// Null where there is none, or where it cannot be read.
nlohmann::ordered_json parse_last_run(const std::string& text) {
  auto run = nlohmann::ordered_json::parse(text, nullptr, false);
  if (!run.is_object()) return nullptr;
  run.erase("version");
  return run;
}

std::string sources_line(const IndexStatus& status) {
  constexpr std::size_t max_shown = 10;
  std::string line;
  for (std::size_t i = 0; i < std::min(status.sources.size(), max_shown); ++i) {
    line += (i == 0 ? "  sources: " : ", ") + printable(status.sources[i].name) + " " +
            with_thousands(status.sources[i].articles);
  }
  if (status.sources.size() > max_shown)
    line += ", and " + with_thousands(status.sources.size() - max_shown) + " more";
  return line.empty() ? line : line + "\n";
}

std::string last_run_line(const std::string& text) {
  const auto run = parse_last_run(text);
  if (run.is_null()) return {};
  const auto number = [&run](const char* name) {
    const auto found = run.find(name);
    return with_thousands(found != run.end() && found->is_number_unsigned() ? found->get<std::uint64_t>()
                                                                            : 0);
  };
  const auto at = run.find("at");
  return "  last run " + (at != run.end() && at->is_string() ? printable(at->get<std::string>()) : "") +
         ": " + number("files_read") + " files read, " + number("files_removed") + " removed, " +
         number("articles_read") + " articles, " + number("rejected") + " rejected\n";
}

std::string settings_lines(const IndexSources& made_from) {
  std::string lines;
  for (const auto& pattern : made_from.include) lines += "  only " + printable(pattern) + "\n";
  for (const auto& pattern : made_from.exclude) lines += "  without " + printable(pattern) + "\n";
  if (made_from.links != LinkPolicy::inside)
    lines += "  links followed: " + std::string(link_policy_name(made_from.links)) + "\n";
  if (const auto removed = count_removed(made_from); removed > 0)
    lines += "  removed on purpose: " + with_thousands(removed) + " paths or articles\n";
  return lines;
}

}  // namespace

IndexStatus read_status(const std::filesystem::path& directory, RejectionDetail detail) {
  const IndexLocation location{directory};
  IndexStatus status;
  IndexReader reader(location);
  reader.run([&](Xapian::Database& db) {
    status = {.directory = directory};
    status.generation = current_generation(location).value_or(0);
    status.articles = db.get_doccount();
    status.undated = db.get_termfreq(std::string(undated_term));
    status.revision = std::strtoull(db.get_metadata(metadata_revision).c_str(), nullptr, 10);
    status.last_run = db.get_metadata(metadata_last_run);
    read_dates(db, status);
    status.languages = count_languages(db);
    status.sources = count_sources(db);
    status.authors = count_authors(db);
    read_ledger(db, detail, status);
  });
  status.generations = list_generations(location).size();
  status.bytes_on_disk = bytes_below(location.generation(status.generation));
  status.bytes_in_all = bytes_below(directory);
  status.made_from = read_sources(location);
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
  text += "\n" + sources_line(status) + "  authors: " + with_thousands(status.authors) + "\n";
  text += "  generation " + std::to_string(status.generation) + ", revision " +
          std::to_string(status.revision) + "; " + counted(status.generations, "generation") + ", " +
          spoken_bytes(status.bytes_in_all) + " in all\n" + last_run_line(status.last_run);
  for (const auto& root : status.made_from.roots) text += "  from " + printable(root.string()) + "\n";
  text += settings_lines(status.made_from);
  text += "  rejected: " + with_thousands(status.rejected);
  text += status.rejected == 0 || with_rejections ? "\n" : "  (each with its reason: --rejections)\n";
  if (!with_rejections) return text;
  for (const auto& rejection : status.rejections) {
    text += "    " + printable(rejection.path) + ": " + printable(rejection.reason) + "\n";
  }
  return text;
}

std::string json_status(const IndexStatus& status) {
  using Json = nlohmann::ordered_json;
  const IndexSources& made_from = status.made_from;
  Json json{{"version", 2},
            {"articles", status.articles},
            {"undated", status.undated},
            {"files", status.files},
            {"rejected", status.rejected},
            {"generation", status.generation},
            {"generations", status.generations},
            {"revision", status.revision},
            {"bytes", status.bytes_on_disk},
            {"bytes_in_all", status.bytes_in_all},
            {"first", nullptr},
            {"last", nullptr},
            {"languages", status.languages},
            {"sources", Json::array()},
            {"authors", status.authors},
            {"last_run", parse_last_run(status.last_run)},
            {"roots", Json::array()},
            {"include", made_from.include},
            {"exclude", made_from.exclude},
            {"links", link_policy_name(made_from.links)},
            {"removed", count_removed(made_from)},
            {"rejections", Json::array()}};
  if (status.first) json["first"] = format_iso(*status.first);
  if (status.last) json["last"] = format_iso(*status.last);
  for (const auto& source : status.sources)
    json["sources"].push_back({{"name", source.name}, {"articles", source.articles}});
  for (const auto& root : made_from.roots) json["roots"].push_back(to_valid_utf8(root.native()));
  for (const auto& rejection : status.rejections) {
    json["rejections"].push_back({{"path", rejection.path}, {"reason", rejection.reason}});
  }
  return dump_json(json) + "\n";
}

}  // namespace dateline
