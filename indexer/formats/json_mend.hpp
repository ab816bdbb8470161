// Mends small faults of JSON records that the parser refuses: part of JsonRecordReader.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// The record with numbers beyond what a double or 64 bits hold as strings, NaN and Infinity as null, lone
/// surrogates as U+FFFD and raw control characters in strings escaped. All else stays as it is, so that
/// other faults are still refused.
std::string mend_json(std::string_view record);

}  // namespace dateline
