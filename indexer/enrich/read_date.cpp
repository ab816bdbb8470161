// Dates in prose and in fields; see read_date.hpp. The forms are match_date's, the names of files and pages
// date_of_name's.
#include "indexer/enrich/read_date.hpp"

#include "common/text/ascii.hpp"
#include "indexer/enrich/match_date.hpp"

namespace dateline {

std::optional<PrintedTime> read_date(std::string_view text, const DateReading& reading) {
  constexpr std::size_t max_date_bytes = 200;  // longer, it is a text that holds a date
  text = trim(text);
  if (text.empty() || text.size() > max_date_bytes) return std::nullopt;
  if (const auto iso = parse_iso(text)) return is_acceptable(*iso, reading) ? iso : std::nullopt;
  const auto found = match_next_date(text, 0, DateSetting::whole, reading);
  if (!found) return std::nullopt;
  if (!is_date_filler(text.substr(0, found->begin)) || !is_date_filler(text.substr(found->end)))
    return std::nullopt;
  return found->time;
}

std::optional<FoundDate> find_date(std::string_view text, const DateReading& reading) {
  return match_next_date(text, 0, DateSetting::prose, reading);
}

}  // namespace dateline
