// How terms are spelled: prefixes joined with values, long ones cut and hashed, dates as D, M and Y.
#pragma once

#include "common/text/date.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Longest term: Xapian refuses 246 bytes and counts NUL twice.
inline constexpr std::size_t max_term_bytes = 240;

/// prefix + value; over `max_term_bytes` the value is cut on a code-point limit and ends in a 16-digit hash
/// of the whole. NUL bytes become spaces.
std::string make_term(std::string_view prefix, std::string_view value);

/// The prefix that stems of a field carry: "Z" + its prefix.
std::string stem_prefix(std::string_view prefix);

/// "D20230126", "M202301", "Y2023", as many as the date's precision allows. Years outside 0..9999 have only a
/// Y term, with a sign.
std::vector<std::string> date_terms(const PrintedDate& date);
std::string day_term(const PrintedDate& date);
std::string month_term(int year, unsigned month);
std::string year_term(int year);

inline constexpr std::string_view undated_term = "XDATE:none";
inline constexpr std::string_view evidence_prefix = "XDATEFROM";
/// A hash of the source file's path: all articles of one file share the term.
inline constexpr std::string_view file_prefix = "XFILE";

/// Host of an http(s) address in lower case without "www."; empty when there is none.
std::string host_of(std::string_view url);

}  // namespace dateline
