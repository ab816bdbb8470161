// The entry "dateline:added_days", version 1: the line "1", then for each day on which something came in or
// changed a line: number(days since 1970-01-01, UTC) " " number(first revision of that day). Only the first
// run of a day adds one: ten years of hourly runs are 3,650 lines, 36 KB, and no run of a day but the first
// rewrites them.
// History: 1 (2026-11) first.
#include "common/index/added_days.hpp"

#include "common/error.hpp"

#include <charconv>
#include <string>
#include <string_view>

namespace dateline {

namespace {

constexpr std::string_view version_line = "1\n";

[[noreturn]] void throw_damaged() {
  throw Error(ErrorKind::bad_input, "the index's list of days is damaged",
              "build the index anew: dateline-index rebuild");
}

template <typename Number>
Number take_number(std::string_view& text, char behind) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto size = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || size >= text.size() || text[size] != behind) throw_damaged();
  text.remove_prefix(size + 1);
  return number;
}

bool is_in(std::chrono::sys_days day, const DateInterval& interval) {
  return (!interval.from || *interval.from <= day) && (!interval.until || day <= *interval.until);
}

void append(std::vector<RevisionRange>& ranges, const RevisionRange& range) {
  if (!ranges.empty() && ranges.back().last && *ranges.back().last + 1 == range.first) {
    ranges.back().last = range.last;
  } else {
    ranges.push_back(range);
  }
}

}  // namespace

AddedDays read_added_days(const Xapian::Database& db) {
  const std::string entry = db.get_metadata(metadata_added_days);
  AddedDays days;
  if (entry.empty()) return days;
  std::string_view text = entry;
  if (!text.starts_with(version_line)) {
    throw Error(ErrorKind::wrong_version, "the index's list of days has another version",
                "build the index anew: dateline-index rebuild");
  }
  text.remove_prefix(version_line.size());
  while (!text.empty()) {
    const std::chrono::days since_1970(take_number<std::int64_t>(text, ' '));
    const auto revision = take_number<std::uint64_t>(text, '\n');
    if (revision == 0 || (!days.empty() && revision <= days.back().revision)) throw_damaged();
    days.push_back({.day = std::chrono::sys_days(since_1970), .revision = revision});
  }
  return days;
}

std::string added_days_entry(const AddedDays& days) {
  std::string entry(version_line);
  for (const auto& [day, revision] : days)
    entry += std::to_string(day.time_since_epoch().count()) + " " + std::to_string(revision) + "\n";
  return entry;
}

bool note_revision(AddedDays& days, std::uint64_t revision, std::chrono::sys_days day) {
  if (!days.empty() && days.back().day == day) return false;
  days.push_back({.day = day, .revision = revision});
  return true;
}

std::vector<RevisionRange> revisions_in(const AddedDays& days, const DateInterval& interval) {
  std::vector<RevisionRange> ranges;
  if (interval.is_undated) {
    if (days.empty()) return {{.first = 0}};
    if (days.front().revision > 1) ranges.push_back({.first = 0, .last = days.front().revision - 1});
    return ranges;
  }
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (!is_in(days[i].day, interval)) continue;
    RevisionRange range{.first = days[i].revision};
    if (i + 1 < days.size()) range.last = days[i + 1].revision - 1;
    append(ranges, range);
  }
  return ranges;
}

}  // namespace dateline
