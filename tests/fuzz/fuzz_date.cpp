// Any bytes as a date, a text with a date in it, a path and an address: what is read is a day of the
// calendar, not in the future, and lies inside the text.
#include "indexer/enrich/read_date.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace dateline;

constexpr DateReading reading{.today = std::chrono::sys_days{std::chrono::year{2024} / 6 / 15}};

void check(const std::optional<PrintedTime>& time) {
  if (!time) return;
  if (!is_valid(time->date) || time->date.year < 1) std::abort();
  if (first_day(time->date) > reading.today + std::chrono::days(1)) std::abort();
  if (time->second_of_day && (*time->second_of_day < 0 || *time->second_of_day >= 86400)) std::abort();
  if (time->zone_minutes && !time->second_of_day) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(read_date(text, reading));
  check(date_of_path(text, reading));
  check(date_of_address(text, reading));
  if (const auto found = find_date(text, reading)) {
    check(found->time);
    if (found->begin >= found->end || found->end > text.size()) std::abort();
  }
  return 0;
}
