// The calendar as it lies in an index: a few entries of Xapian metadata (grammar in calendar_format.cpp).
#pragma once

#include "common/index/calendar.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

#include <xapian.h>

namespace dateline {

/// Entries by their names. Each year has its own, so that a small update writes little anew.
using CalendarEntries = std::map<std::string, std::string>;

CalendarEntries calendar_entries(const Calendar& calendar);

/// Reads what `calendar_entries` wrote; `entry` gives one by its name, empty when there is none. None when
/// there is no calendar. Throws Error(bad_input) on damage, Error(wrong_version) on a newer version.
std::optional<Calendar> parse_calendar(const std::function<std::string(const std::string& name)>& entry);

/// That of an index; none when it has none, and for several databases under one stub or one on another
/// host, whose docids are not those of one calendar. Throws Xapian's errors besides.
std::optional<Calendar> read_calendar(const Xapian::Database& db);

/// Writes the entries that changed. Not committed.
void write_calendar(Xapian::WritableDatabase& db, const Calendar& calendar);

}  // namespace dateline
