// Keeps a file of nothing but bad records from filling the report and memory: part of the readers of records.
#pragma once

#include "common/error.hpp"

#include <cstddef>
#include <string>

namespace dateline {

class RecordLimit {
 public:
  void count_good() { bad_in_a_row_ = 0; }

  /// Throws Error(bad_input) when so many records in a row were bad that the file is none of its format.
  void count_bad() {
    constexpr std::size_t max_bad_in_a_row = 10'000;
    if (++bad_in_a_row_ < max_bad_in_a_row) return;
    throw Error(ErrorKind::bad_input,
                "given up after " + std::to_string(max_bad_in_a_row) + " bad records in a row");
  }

 private:
  std::size_t bad_in_a_row_ = 0;
};

}  // namespace dateline
