// An index laid out anew by a calendar: what a builder that writes in calendar order does.
#pragma once

#include "common/index/calendar.hpp"

#include <filesystem>

#include <xapian.h>

namespace dateline::tests {

/// Copies a database to a directory that does not exist: articles newest first at the docids of the calendar
/// planned for them, all metadata, and that calendar. Committed.
Calendar copy_by_calendar(const Xapian::Database& from, const std::filesystem::path& to,
                          const CalendarSlack& slack = {});

/// The order that `--sort newest` promises, as an obvious function: printed day, then instant, newest first,
/// then id; undated last. `a` and `b` are values of slot_order and ids.
struct PlaceInTime {
  std::string order{};  // "" = undated
  std::string id{};
};
bool comes_first_newest(const PlaceInTime& a, const PlaceInTime& b);
bool comes_first_oldest(const PlaceInTime& a, const PlaceInTime& b);

}  // namespace dateline::tests
