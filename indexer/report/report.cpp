// See report.hpp.
#include "indexer/report/report.hpp"

#include "common/json_text.hpp"
#include "common/terminal.hpp"
#include "common/text/thousands.hpp"

#include <nlohmann/json.hpp>

namespace dateline {

namespace {

std::uint64_t count_of(const UpdateSummary& summary, std::initializer_list<DateEvidence> kinds) {
  std::uint64_t count = 0;
  for (const auto kind : kinds) {
    const auto found = summary.dates.find(kind);
    count += found == summary.dates.end() ? 0 : found->second;
  }
  return count;
}

std::string what_was_read(const UpdateSummary& summary) {
  std::string line = "✓ " + counted(summary.articles_read, "article") + " from " +
                     counted(summary.files_read, "file") + " in " + spoken_duration(summary.elapsed);
  const double seconds = summary.elapsed.count();
  if (summary.text_bytes >= 1'000'000 && seconds > 0) {
    line += " (" +
            spoken_bytes(static_cast<std::uint64_t>(static_cast<double>(summary.text_bytes) / seconds)) +
            " of text a second)";
  }
  if (summary.first && summary.last)
    line += ", " + format_iso(*summary.first) + " to " + format_iso(*summary.last);
  std::size_t known_languages = summary.languages.size();
  if (summary.languages.contains("")) --known_languages;
  if (known_languages > 0) line += ", " + counted(known_languages, "language");
  return line + "\n";
}

std::string how_they_are_dated(const UpdateSummary& summary) {
  const std::uint64_t weak = count_of(summary, {DateEvidence::address, DateEvidence::file_name});
  const std::uint64_t undated = count_of(summary, {DateEvidence::none});
  const std::uint64_t stated = summary.articles_read - weak - undated;
  return "  dates: " + with_thousands(stated) + " stated, " + with_thousands(weak) +
         " from addresses and file names, " + with_thousands(undated) + " undated\n";
}

// "12 files unchanged, 3 gone, their articles removed".
std::string what_else(const UpdateSummary& summary) {
  std::string line;
  const auto tell = [&line](std::uint64_t number, const std::string& noun, const std::string& fate) {
    if (number > 0) line += (line.empty() ? "" : ", ") + counted(number, noun) + fate;
  };
  tell(summary.files_unchanged, "file", " unchanged");
  tell(summary.files_moved, "file", " moved");
  tell(summary.files_removed, "file", " gone, their articles removed");
  tell(summary.files_kept, "file", " gone, their articles kept");
  tell(summary.articles_unchanged, "article", " unchanged in files read");
  tell(summary.articles_carried_over, "article", " carried over from the old index");
  tell(summary.articles_withheld, "article", " left out: removed before (remove --undo takes it back)");
  tell(summary.special_files, "special file (device, FIFO, socket)", " passed over");
  tell(summary.ids_lost, "article", " not shown: another file's has the same id");
  if (summary.articles_in_index != summary.articles_read) {
    line += (line.empty() ? "" : "; ") + counted(summary.articles_in_index, "article") + " in the index";
  }
  return line.empty() ? line : "  " + line + "\n";
}

std::string damage_text(const UpdateSummary& summary) {
  if (summary.damage.empty()) return {};
  return "  warning: " + printable(summary.damage) +
         ".\n  Articles that only it held (from standard input, or kept after their files were gone) may be "
         "lost;\n  a backup may have them: dateline-index restore BACKUP\n";
}

std::string rejections_text(const UpdateSummary& summary) {
  if (summary.rejections.empty()) return {};
  std::string text = "  " + counted(summary.rejections.size(), "file or record") + " rejected:\n";
  if (summary.rejections.size() > 1)
    text = "  " + with_thousands(summary.rejections.size()) + " files or records rejected:\n";
  for (const auto& rejection : summary.rejections) {
    text += "    " + printable(rejection.path);
    if (!rejection.where.empty()) text += ", " + printable(rejection.where);
    text += ": " + printable(rejection.reason) + "\n";
  }
  return text;
}

std::string plan_text(const UpdateSummary& summary) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& change : summary.planned) ++counts[change.what];
  std::string line = "Dry run, nothing was written:";
  for (const auto& [what, count] : counts) line += " " + with_thousands(count) + " " + what + ",";
  return line + " " + counted(summary.files_unchanged, "file") + " unchanged\n" + rejections_text(summary);
}

}  // namespace

std::string text_report(const UpdateSummary& summary, const std::string& search_hint) {
  if (summary.was_dry_run) return plan_text(summary);
  if (summary.was_up_to_date) {
    return "✓ up to date: " + counted(summary.articles_in_index, "article") + ", " +
           counted(summary.files_unchanged, "file") + " unchanged (" + spoken_duration(summary.elapsed) +
           ")\n" + rejections_text(summary);
  }
  std::string text;
  if (summary.files_read > 0 || summary.files_unchanged == 0) {
    text += what_was_read(summary);
    if (summary.articles_read > 0) text += how_they_are_dated(summary);
  }
  text += what_else(summary) + damage_text(summary) + rejections_text(summary);
  if (!search_hint.empty() && summary.articles_read > 0) text += "Search it:  " + search_hint + "\n";
  return text;
}

std::string dry_run_report(const UpdateSummary& summary) {
  std::string text;
  for (const auto& change : summary.planned) {
    text += change.what + "\t";
    if (!change.from.empty()) text += printable(change.from) + " -> ";
    text += printable(change.path) + "\n";
  }
  return text;
}

std::string json_report(const UpdateSummary& summary) {
  nlohmann::ordered_json report{{"version", 2},
                                {"articles", summary.articles_in_index},
                                {"articles_read", summary.articles_read},
                                {"articles_unchanged", summary.articles_unchanged},
                                {"articles_withheld", summary.articles_withheld},
                                {"articles_carried_over", summary.articles_carried_over},
                                {"files_read", summary.files_read},
                                {"files_unchanged", summary.files_unchanged},
                                {"files_removed", summary.files_removed},
                                {"files_moved", summary.files_moved},
                                {"files_kept", summary.files_kept},
                                {"revision", summary.revision},
                                {"route", summary.route},
                                {"text_bytes", summary.text_bytes},
                                {"seconds", summary.elapsed.count()},
                                {"first", nullptr},
                                {"last", nullptr},
                                {"languages", nlohmann::ordered_json::object()},
                                {"dates", nlohmann::ordered_json::object()},
                                {"rejections", nlohmann::ordered_json::array()}};
  if (summary.first) report["first"] = format_iso(*summary.first);
  if (summary.last) report["last"] = format_iso(*summary.last);
  for (const auto& [lang, count] : summary.languages)
    report["languages"][lang.empty() ? "unknown" : lang] = count;
  for (const auto& [kind, count] : summary.dates) {
    report["dates"][kind == DateEvidence::none ? "undated" : std::string(evidence_name(kind))] = count;
  }
  for (const auto& rejection : summary.rejections) {
    report["rejections"].push_back(
        {{"path", rejection.path}, {"where", rejection.where}, {"reason", rejection.reason}});
  }
  return dump_json(report) + "\n";
}

}  // namespace dateline
